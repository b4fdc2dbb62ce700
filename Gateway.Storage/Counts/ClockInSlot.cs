namespace Gateway.Storage.Counts;

/// <summary>A quarter of an hour of a day.</summary>
/// <param name="Slot">0 to 95, in <c>Gateway:TimeZone</c>.</param>
/// <param name="Records">Recognised in it.</param>
/// <param name="Persons">Whose first record of the day it holds.</param>
public sealed record ClockInSlot(int Slot, int Records, int Persons);
