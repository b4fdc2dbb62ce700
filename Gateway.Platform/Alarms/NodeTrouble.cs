namespace Gateway.Platform.Alarms;

/// <summary>Something that is wrong with one node.</summary>
/// <param name="Code">One of <see cref="AlarmCodes"/>.</param>
/// <param name="Detail">For people, in one sentence.</param>
internal sealed record NodeTrouble(string Code, string Detail);
