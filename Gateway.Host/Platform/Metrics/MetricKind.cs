namespace Gateway.Platform.Metrics;

/// <summary>What a metric's value means.</summary>
internal enum MetricKind
{
    /// <summary>Only grows; measurements are added up.</summary>
    Counter,

    /// <summary>Only grows; a measurement is the whole.</summary>
    ObservedCounter,

    /// <summary>Goes up and down; measurements are added up.</summary>
    Sum,

    /// <summary>Goes up and down; a measurement is the whole.</summary>
    Gauge,

    /// <summary>Measurements are counted by size.</summary>
    Histogram,
}
