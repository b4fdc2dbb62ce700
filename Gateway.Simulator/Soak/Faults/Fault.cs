namespace Gateway.Simulator.Soak.Faults;

/// <summary>One fault of a schedule.</summary>
/// <param name="At">Since the load began.</param>
/// <param name="Server">Its place among the servers.</param>
/// <param name="Lasts">For how long the server is paused, or stays down before it is started again.</param>
internal readonly record struct Fault(TimeSpan At, FaultKind Kind, int Server, TimeSpan Lasts);
