namespace Gateway.Actors.Commands;

/// <summary>
/// A command frame (D15): what is sent again is the very same set, until a result settles it or its round is lost. Its members are in flight while the connection that carries it
/// lives, and queued, at their places, while none does.
/// </summary>
internal sealed class FrameRound(long number) : HandOut(number, HandOutVia.Socket)
{
    /// <summary>Sendings without a result that make a lost round.</summary>
    public const int SendingsMax = 5;

    /// <summary>Ends of its connection, not caused by us, that make a lost round.</summary>
    public const int EndsMax = 2;

    public int Sendings { get; set; }

    public int Ends { get; set; }

    /// <summary>Those of them on the connection that carries it now.</summary>
    public int SendingsHere { get; set; }

    /// <summary>Results that came on that connection while it was in flight. Not journalled.</summary>
    public int Answers { get; set; }

    /// <summary>False: the lane has not written what is journalled as sent; it is the answer to the session's next heartbeat. Not journalled.</summary>
    public bool IsWritten { get; set; } = true;

    public bool InFlight => Session is not null;
}
