namespace Gateway.Storage.Rosters;

/// <summary>A person on a terminal: what should be there, what is, and what was done about it.</summary>
/// <param name="State">One of <see cref="RosterLists.States"/>.</param>
/// <param name="DesiredVersion">Of the roster, which wants him here; null: it does not.</param>
/// <param name="ReportedVersion">That the terminal confirmed; null: none.</param>
/// <param name="Since">When it came into this state; null: nothing has been done about it yet.</param>
/// <param name="Drift">An explicit command has made the terminal differ from the roster.</param>
/// <param name="CommandId">The open command of the roster.</param>
/// <param name="ResultCode">Of the last command that failed.</param>
/// <param name="ResultDesc">The terminal's own words.</param>
/// <param name="NextTryAt">When it is tried again; null: not by itself.</param>
public sealed record RosterPlace(
    string Sn,
    string UserId,
    string State,
    long? DesiredVersion,
    long? ReportedVersion,
    DateTimeOffset? Since,
    bool Drift,
    string? CommandId,
    string? ResultCode,
    string? ResultDesc,
    DateTimeOffset? NextTryAt);
