namespace Gateway.Simulator.Reports;

/// <summary>What happened within about one second of a run.</summary>
/// <param name="UnixSeconds">Its end.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="Connected">Connections that were open at its end.</param>
/// <param name="Heartbeat">Encoded latencies of the heartbeats answered in it (<see cref="EncodedHistogram"/>).</param>
/// <param name="Upload">Those of the uploads.</param>
internal sealed record TimelinePoint(double UnixSeconds, double Seconds, long Connected, string Heartbeat, string Upload);
