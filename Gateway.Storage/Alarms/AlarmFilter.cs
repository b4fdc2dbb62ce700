namespace Gateway.Storage.Alarms;

/// <summary>Filters of the alarms; null = any.</summary>
/// <param name="Open">True: only open ones; false: only ended ones.</param>
/// <param name="Code">Its code.</param>
/// <param name="Subject">What it is about, exactly.</param>
public sealed record AlarmFilter(bool? Open = null, string? Site = null, string? Code = null, string? Subject = null);
