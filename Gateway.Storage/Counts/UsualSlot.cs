namespace Gateway.Storage.Counts;

/// <summary>How many persons have usually clocked in by the end of a quarter of an hour.</summary>
/// <param name="Slot">0 to 95, in <c>Gateway:TimeZone</c>.</param>
/// <param name="Low">A tenth of the days had fewer.</param>
/// <param name="High">A tenth of the days had more.</param>
public sealed record UsualSlot(int Slot, double Median, double Low, double High);
