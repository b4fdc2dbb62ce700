using System.Collections.Frozen;
using DotNetty.Buffers;
using DotNetty.Codecs;
using DotNetty.Transport.Channels;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Peers.Protocol;

namespace Gateway.Peers.Netty;

/// <summary>One connection. DotNetty keeps what is left of the bytes until more come.</summary>
internal sealed class NettyHandler(FrozenDictionary<string, DesCipher> ciphers) : ByteToMessageDecoder
{
    private readonly FrameReader _reader = new(FrameSide.Request, ByteOrderPolicy.Auto);
    private readonly ArrayBufferWriter<byte> _answer = new(FrameReader.FrameLengthMin);
    private DesCipher? _cipher;

    public override void ChannelReadComplete(IChannelHandlerContext context)
    {
        base.ChannelReadComplete(context);
        context.Flush();
    }

    public override void ExceptionCaught(IChannelHandlerContext context, Exception exception) => context.CloseAsync();

    protected override void Decode(IChannelHandlerContext context, IByteBuffer input, List<object> output)
    {
        // DotNetty's buffers are arrays, the direct ones too.
        var bytes = new ReadOnlySequence<byte>(input.Array, input.ArrayOffset + input.ReaderIndex, input.ReadableBytes);
        var before = bytes.Length;
        while (_reader.TryRead(ref bytes, out var frame, out _) == FrameReadResult.Frame)
        {
            _cipher ??= ciphers[frame.Sn.ToString()];
            Heartbeat.Read(frame, _reader.ByteOrder, _cipher).Answer(_answer);
        }

        input.SkipBytes((int)(before - bytes.Length));
        if (_answer.WrittenCount == 0) return;
        _ = context.WriteAsync(context.Allocator.Buffer(_answer.WrittenCount).WriteBytes(_answer.WrittenSpan.ToArray()));
        _answer.ResetWrittenCount();
    }
}
