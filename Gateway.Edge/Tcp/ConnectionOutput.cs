using System.IO.Pipelines;
using Gateway.Codec.Framing;

namespace Gateway.Edge.Tcp;

/// <summary>A frame ready to be written: its body is encrypted already, or raw.</summary>
internal readonly record struct OutboundFrame(byte Command, ushort PacketNumber, ushort PacketTotal, byte Status, SerialNumber Sn, ReadOnlyMemory<byte> Body);

/// <summary>
/// What the lane's actor writes to one connection. While the terminal does not read, frames wait in a bounded queue; beyond it the terminal is a slow reader and loses
/// the connection. Not for several threads: whoever writes holds its lock.
/// </summary>
internal sealed class ConnectionOutput(PipeWriter output, FrameReader reader)
{
    /// <summary>Frames that may wait: the packets of one photo of 2 MiB, and answers besides.</summary>
    public const int WaitingMax = 512;

    /// <summary>Bytes given to the transport before a flush: a photo of many packets passes through in pieces of this size.</summary>
    private const int UnflushedMax = 32 * 1024;

    private Queue<OutboundFrame>? _waiting;
    private ReadOnlyMemory<byte> _rest;
    private int _unflushed;
    private bool _flushing;

    /// <summary>When the flush that is under way began (TimeProvider timestamp); 0 when none is.</summary>
    public long FlushSince { get; private set; }

    /// <summary>True: nothing waits for the terminal to read.</summary>
    public bool IsIdle => !_flushing && _waiting is not { Count: > 0 };

    /// <summary>Takes a frame; <see cref="Flush"/> sends it. False: too many wait.</summary>
    public bool Write(in OutboundFrame frame)
    {
        if (!_flushing && _unflushed < UnflushedMax && _waiting is not { Count: > 0 })
        {
            Put(frame);
            return true;
        }

        _waiting ??= new Queue<OutboundFrame>();
        if (_waiting.Count >= WaitingMax) return false;
        _waiting.Enqueue(frame);
        return true;
    }

    /// <summary>Sends what was taken. Null when that is done, or another flush is under way; else a task to wait for before <see cref="Resume"/>.</summary>
    /// <param name="now">TimeProvider timestamp.</param>
    public Task? Flush(long now)
    {
        while (!_flushing && _unflushed > 0)
        {
            _unflushed = 0;
            var flush = output.FlushAsync();
            if (!flush.IsCompletedSuccessfully)
            {
                _flushing = true;
                FlushSince = now;
                return flush.AsTask();
            }

            while (_unflushed < UnflushedMax && _waiting is { Count: > 0 }) Put(_waiting.Dequeue());
        }

        return null;
    }

    /// <summary>The flush is done: goes on with what waits. As <see cref="Flush"/>.</summary>
    public Task? Resume(long now)
    {
        _flushing = false;
        FlushSince = 0;
        if (!_rest.IsEmpty)
        {
            output.Write(_rest.Span);
            _unflushed += _rest.Length;
            _rest = default;
        }

        if (_unflushed == 0 && _waiting is { Count: > 0 }) Put(_waiting.Dequeue());
        return Flush(now);
    }

    /// <summary>Sends the first bytes of a frame, for a certification. False: something waits, and the frame is not taken.</summary>
    /// <param name="pause">What waits before <see cref="Resume"/> sends the rest; null: the rest is never sent.</param>
    /// <param name="flush">To be waited for as that of <see cref="Flush"/>.</param>
    public bool TryWritePart(in OutboundFrame frame, int length, Task? pause, long now, out Task? flush)
    {
        flush = null;
        if (_flushing || _waiting is { Count: > 0 }) return false;
        var whole = new ArrayBufferWriter<byte>();
        FrameWriter.Write(
            whole, FrameSide.Reply, reader.ByteOrder, frame.Command, frame.PacketNumber, frame.PacketTotal, frame.Status, frame.Sn, frame.Body.Span);
        output.Write(whole.WrittenSpan[..length]);
        _unflushed = 0;
        var sent = output.FlushAsync();
        if (pause is null) return true;
        _rest = whole.WrittenMemory[length..];
        _flushing = true;
        FlushSince = now;
        flush = sent.IsCompletedSuccessfully ? pause : Task.WhenAll(sent.AsTask(), pause);
        return true;
    }

    private void Put(in OutboundFrame frame)
    {
        FrameWriter.Write(
            output, FrameSide.Reply, reader.ByteOrder, frame.Command, frame.PacketNumber, frame.PacketTotal, frame.Status, frame.Sn, frame.Body.Span);
        _unflushed += FrameReader.FrameLengthMin + frame.Body.Length;
    }
}
