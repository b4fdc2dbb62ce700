namespace Gateway.Storage.Board;

/// <summary>All of a site that its sentence is made of.</summary>
/// <param name="Gates">By name, then SN.</param>
/// <param name="Persons">Of its roster.</param>
/// <param name="Refused">Null: nobody.</param>
/// <param name="Waiting">For a gate that is online, and for long; null: nobody.</param>
/// <param name="Missing">Persons who are refused, or wait, or both.</param>
/// <param name="Alarms">The open ones, oldest first.</param>
public sealed record SiteDetail(
    string Code, IReadOnlyList<GateState> Gates, int Persons, PersonsAway? Refused, PersonsAway? Waiting, int Missing, IReadOnlyList<SiteAlarm> Alarms);

/// <summary>An open alarm about a site or a terminal of it.</summary>
public sealed record SiteAlarm(string Code, string Subject, DateTimeOffset Since);
