using Gateway.Edge.Budgets;

namespace Gateway.Edge.DeviceHttp.Connections;

/// <summary>
/// What the request lines of one connection hold of the node's room for them: the one that is coming, by the bytes that have come, and the one that is being answered, by what the
/// server makes of it. A feature of the connection.
/// </summary>
internal sealed class LineHold(FairRoom room, Claimant who) : IDisposable
{
    /// <summary>Bytes of a line that are free: no room is asked for what polls and short uploads are.</summary>
    public const int FreeLength = 4096;

    /// <summary>The server keeps a line as bytes and twice as text, we decode it once more.</summary>
    private const int CostPerByte = 6;

    private readonly Lock _gate = new();
    private readonly RoomHold _coming = new(room, who);
    private readonly RoomHold _answered = new(room, who);

    /// <summary>So many bytes of a line have come. False: there is no room for them.</summary>
    public bool TryHold(long coming)
    {
        lock (_gate) return _coming.TrySet(coming > FreeLength ? coming : 0);
    }

    /// <summary>A line of that length goes to the server.</summary>
    public bool TryPass(long length)
    {
        lock (_gate) return _answered.TrySet(length > FreeLength ? _answered.Amount + (CostPerByte * length) : _answered.Amount);
    }

    /// <summary>What has gone to the server was answered.</summary>
    public void Answered()
    {
        lock (_gate) _answered.Dispose();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _coming.Dispose();
            _answered.Dispose();
        }
    }
}
