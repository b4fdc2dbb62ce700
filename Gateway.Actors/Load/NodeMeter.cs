using System.Diagnostics.Metrics;

namespace Gateway.Actors.Load;

/// <summary>The meter of a node's gauges, whichever feature has them.</summary>
public static class NodeMeter
{
    /// <summary>Its name; frozen.</summary>
    public const string Name = "Gateway.Node";

    public static Meter Create(MetricScope scope) => new(new MeterOptions(Name) { Scope = scope });
}
