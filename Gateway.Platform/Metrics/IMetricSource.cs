namespace Gateway.Platform.Metrics;

/// <summary>Gauges of one feature. They are there once it is made, and show what it last looked at.</summary>
internal interface IMetricSource
{
    /// <summary>Looks anew; before every reading. One that needs not to be asked has nothing to do.</summary>
    Task SampleAsync() => Task.CompletedTask;
}
