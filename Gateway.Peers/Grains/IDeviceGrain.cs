namespace Gateway.Peers.Grains;

/// <summary>What is known of one SN.</summary>
internal interface IDeviceGrain : IGrainWithStringKey
{
    /// <summary>A heartbeat has come.</summary>
    /// <param name="isGood">Its body could be read.</param>
    /// <param name="clock">What the terminal's clock shows.</param>
    /// <returns>Whether there is nothing else to do.</returns>
    ValueTask<bool> BeatAsync(bool isGood, DateTime? clock);
}
