namespace Gateway.Benchmarks.Hostile;

/// <summary>What an attack cost the attacker. For any number of threads.</summary>
internal sealed class AttackCost
{
    private long _bytes;
    private long _connections;
    private long _refused;

    public long Bytes => Interlocked.Read(ref _bytes);

    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>Connections that could not be made, requests not answered with 200.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    public void Sent(long bytes) => Interlocked.Add(ref _bytes, bytes);

    public void Connected() => Interlocked.Increment(ref _connections);

    public void WasRefused() => Interlocked.Increment(ref _refused);
}
