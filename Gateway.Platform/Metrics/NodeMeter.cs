using System.Diagnostics.Metrics;
using Gateway.Actors.Load;

namespace Gateway.Platform.Metrics;

/// <summary>The meter of a node's gauges, whichever feature has them.</summary>
internal static class NodeMeter
{
    /// <summary>Its name; frozen.</summary>
    public const string Name = "Gateway.Node";

    public static Meter Create(MetricScope scope) => new(new MeterOptions(Name) { Scope = scope });
}
