namespace Gateway.Actors.Commands;

/// <summary>What comes next on a socket session (D15).</summary>
internal enum FrameStep
{
    /// <summary>Nothing: the queue is empty, or a frame awaits its result.</summary>
    Nothing,

    /// <summary>A frame goes out, as soon as its hand-out is durable.</summary>
    Deliver,

    /// <summary>The frame in flight has lost its round: the connection is to be closed.</summary>
    RoundLost,
}
