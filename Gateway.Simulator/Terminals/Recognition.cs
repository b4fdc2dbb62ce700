namespace Gateway.Simulator.Terminals;

/// <summary>One recognition that a terminal keeps until the gateway has acknowledged it.</summary>
/// <param name="Number">Counts from 1 over the terminal's life in a run: what makes its user_id unique.</param>
/// <param name="UnixSeconds">When, by the terminal's own clock; the protocol knows whole seconds only (D10).</param>
/// <param name="Due">The timestamp at which it was due to be made: where the latency of an open loop begins.</param>
internal readonly record struct Recognition(int Number, long UnixSeconds, long Due = 0);
