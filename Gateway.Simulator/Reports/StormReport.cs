namespace Gateway.Simulator.Reports;

/// <summary>How a reconnect storm went: every terminal hung up at one instant and came back at once.</summary>
/// <param name="Terminals">How many were connected when it began.</param>
/// <param name="Served">How many of them have had a right answer on a new connection since.</param>
/// <param name="SecondsToLast">From the beginning to the last of those first answers.</param>
internal sealed record StormReport(long Terminals, long Served, double SecondsToLast);
