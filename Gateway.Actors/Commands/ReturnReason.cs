namespace Gateway.Actors.Commands;

/// <summary>Why commands in flight went back to the queue. The numbers are frozen: they stand in the journal.</summary>
public enum ReturnReason
{
    /// <summary>The connection they were sent on is gone by our doing, or nobody knows how: replaced, drained, its node lost.</summary>
    ConnectionLost = 0,

    /// <summary>No result came in time.</summary>
    NoResult = 1,

    /// <summary>The terminal or the network ended the connection they were sent on: twice, and the round is lost (D15).</summary>
    ConnectionEnded = 2,

    /// <summary>They did not fit into the frame: this sending does not count.</summary>
    NotSent = 3,
}
