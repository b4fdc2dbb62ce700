namespace Gateway.Storage.Devices;

/// <summary>A row of <c>device_former_keys</c>.</summary>
/// <param name="KeyProtected">The key, encrypted as in <c>devices</c>.</param>
/// <param name="ReplacedAt">Unix milliseconds, UTC.</param>
internal sealed record FormerKey(string Sn, byte[] KeyProtected, long ReplacedAt)
{
    public override string ToString() => Sn;
}
