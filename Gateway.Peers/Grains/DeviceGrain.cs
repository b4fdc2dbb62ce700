namespace Gateway.Peers.Grains;

/// <inheritdoc cref="IDeviceGrain"/>
internal sealed class DeviceGrain : Grain, IDeviceGrain
{
    private DateTime? _clock;

    public ValueTask<bool> BeatAsync(bool isGood, DateTime? clock)
    {
        _clock = clock ?? _clock;
        return new ValueTask<bool>(isGood);
    }
}
