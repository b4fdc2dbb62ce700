namespace Gateway.Edge.Tcp;

/// <summary>Looks into the lanes of a node; none is there unless a test puts one into the container, to make a step throw.</summary>
internal sealed record LaneProbes
{
    /// <summary>Called before each frame is decoded.</summary>
    public Action<InboundFrame>? BeforeDecode { get; init; }

    /// <summary>Called before the body of each frame is read, which is decrypted and has been observed.</summary>
    public Action<InboundFrame>? BeforeTake { get; init; }
}
