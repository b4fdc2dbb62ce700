namespace Gateway.Platform.Devices;

/// <summary>How long a device's actor is waited for. The defaults hold in production; tests shorten them.</summary>
internal sealed record DeviceLimits
{
    /// <summary>For its live state: 2 s. Then the stored presence is shown.</summary>
    public TimeSpan LiveStateTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>For its decommission: 10 s.</summary>
    public TimeSpan DecommissionTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
