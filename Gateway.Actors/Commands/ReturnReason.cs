namespace Gateway.Actors.Commands;

/// <summary>Why commands in flight went back to the queue. The numbers are frozen: they stand in the journal.</summary>
public enum ReturnReason
{
    /// <summary>The connection they were sent on has ended or was replaced.</summary>
    ConnectionLost = 0,

    /// <summary>No result came in time: 60 s on the socket (D15), ten minutes over HTTPS (D22).</summary>
    NoResult = 1,
}
