namespace Gateway.Platform.Rest.Rosters;

/// <summary>Why a terminal is given its roster again.</summary>
/// <param name="Reason">In the caller's own words, 1 to 200 characters: for the audit.</param>
internal sealed record ResyncRequest(string? Reason = null);

/// <summary>What was forgotten; the rest goes by itself.</summary>
/// <param name="Forgotten">Persons that the terminal had reported or refused.</param>
internal sealed record ResyncResponse(int Forgotten);
