namespace Gateway.Edge.Tcp;

/// <summary>Looks into the lanes of a node; none is there unless a test puts one into the container, to make a stage throw.</summary>
internal sealed record LaneProbes
{
    /// <summary>Seen by the decoder before each frame.</summary>
    public Action<InboundFrame>? BeforeDecode { get; init; }

    /// <summary>Seen by the router before each message.</summary>
    public Action<Decoded>? BeforeRoute { get; init; }
}
