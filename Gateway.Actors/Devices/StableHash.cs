namespace Gateway.Actors.Devices;

/// <summary>
/// A hash that is the same in every process and version for ever: it says which shard a device belongs to. FNV-1a, 32 bits, over the UTF-16 units' bytes, low byte first.
/// </summary>
public static class StableHash
{
    /// <summary>The hash of a text.</summary>
    public static uint Of(string text)
    {
        var hash = 2166136261u;
        foreach (var unit in text)
        {
            hash = (hash ^ (byte)unit) * 16777619u;
            hash = (hash ^ (byte)(unit >> 8)) * 16777619u;
        }

        return hash;
    }
}
