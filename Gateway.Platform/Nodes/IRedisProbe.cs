namespace Gateway.Platform.Nodes;

/// <summary>Asks Redis how it is. Registered only where one is configured.</summary>
internal interface IRedisProbe
{
    /// <summary>Never throws: whoever does not answer in time is missing in the sample.</summary>
    Task<RedisSample> SampleAsync();
}
