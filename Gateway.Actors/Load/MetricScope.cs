using System.Diagnostics.Metrics;

namespace Gateway.Actors.Load;

/// <summary>Marks the meters of one node (<see cref="Meter.Scope"/>); a process of the tests has several nodes.</summary>
public sealed class MetricScope;
