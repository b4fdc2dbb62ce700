using System.Threading.Channels;
using Akka.Remote.Transport;
using Google.Protobuf;

namespace Gateway.Tests.Host.NodeLinks;

/// <summary>A link as remoting sees it: frames come until it ends.</summary>
internal sealed class LinkOfTest : IHandleEventListener
{
    private readonly AssociationHandle _handle;
    private readonly Channel<byte[]> _frames = Channel.CreateUnbounded<byte[]>();

    public LinkOfTest(AssociationHandle handle)
    {
        _handle = handle;
        handle.ReadHandlerSource.SetResult(this);
    }

    public bool Write(byte[] frame) => _handle.Write(ByteString.CopyFrom(frame));

    public void End() => _handle.Disassociate("the test has ended it", Akka.Event.NoLogger.Instance);

    /// <summary>The next frame; null: the link has ended.</summary>
    public async Task<byte[]?> ReadAsync()
    {
        using var late = new CancellationTokenSource(Patience.Max);
        return await _frames.Reader.WaitToReadAsync(late.Token) && _frames.Reader.TryRead(out var frame) ? frame : null;
    }

    public void Notify(IHandleEvent @event)
    {
        if (@event is InboundPayload payload) _frames.Writer.TryWrite(payload.Payload.ToByteArray());
        else _frames.Writer.TryComplete();
    }
}
