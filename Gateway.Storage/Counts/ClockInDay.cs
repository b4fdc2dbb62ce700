namespace Gateway.Storage.Counts;

/// <summary>A whole day.</summary>
/// <param name="Day">In <c>Gateway:TimeZone</c>.</param>
/// <param name="Persons">Each once.</param>
public sealed record ClockInDay(DateOnly Day, int Records, int Persons);
