namespace Gateway.Edge.Budgets;

/// <summary>
/// Bytes that this node holds, between two frames, for connections that have not proved their key (D7, D38): they cost their sender nothing but an SN. What of a message of several
/// packets is held afterwards is one packet of a terminal that has the key.
/// </summary>
internal sealed class UnprovedBudget
{
    /// <summary>4 MiB: the first packets of 400 messages at the least. Honest terminals begin with a heartbeat, and hold nothing here.</summary>
    public const long BytesMax = 4 * 1024 * 1024;

    private readonly Capacity _room = new(BytesMax);

    /// <summary>What is held now, bytes.</summary>
    public long Held => BytesMax - _room.Free;

    /// <summary>Takes room until it is disposed. Null: there is none.</summary>
    public IDisposable? TryEnter(int bytes) => _room.TryEnter(bytes);
}
