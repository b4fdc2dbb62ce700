using System.Threading.Channels;

namespace Gateway.Edge.Tcp;

/// <summary>Frames that a lane's stream takes at a time, in the order in which they came. One per stream: good until the stream asks for the next.</summary>
internal sealed class FrameBatch
{
    /// <summary>Frames at most: then others of the stream's dispatcher have their turn.</summary>
    public const int Max = 64;

    private readonly InboundFrame[] _frames = new InboundFrame[Max];
    private int _count;

    public ReadOnlySpan<InboundFrame> Frames => _frames.AsSpan(0, _count);

    /// <summary>Takes what waits in place of what was there. False: nothing.</summary>
    public bool Fill(ChannelReader<InboundFrame> waiting)
    {
        Array.Clear(_frames, 0, _count);
        _count = 0;
        while (_count < Max && waiting.TryRead(out var frame)) _frames[_count++] = frame;
        return _count > 0;
    }
}
