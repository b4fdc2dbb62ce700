using System.Buffers.Binary;
using System.Net.Security;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Remote.Transport;
using Google.Protobuf;

namespace Gateway.Host.NodeLinks;

/// <summary>One link to another node, which has proved that it is one. Frames that wait are sent together.</summary>
internal sealed class NodeLink : AssociationHandle, IDisposable
{
    private const int LengthBytes = 4;

    /// <summary>What may wait to be sent; with more the writer is told to come again.</summary>
    private const long WaitingMax = 8 << 20;

    /// <summary>Sent at once at most, unless one frame is longer.</summary>
    private const int BatchBytes = 64 * 1024;

    /// <summary>What was said last is sent when a link ends; after this it is cut.</summary>
    private static readonly TimeSpan FlushWithin = TimeSpan.FromSeconds(2);

    private readonly Stream _stream;
    private readonly int _frameMax;
    private readonly LinkWatch _watch;
    private readonly Channel<ByteString> _out = Channel.CreateUnbounded<ByteString>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _cut = new();
    private readonly Task<bool> _ended;
    private long _waiting;
    private volatile bool _ending;

    /// <param name="frameMax">Longest frame, bytes.</param>
    public NodeLink(Stream stream, Address local, Address remote, int frameMax, LinkWatch watch)
        : base(local, remote)
    {
        _stream = stream;
        _frameMax = frameMax;
        _watch = watch;
        _ended = Task.Run(RunAsync);
    }

    /// <summary>Done when the connection is closed; true: everything that was written had been sent.</summary>
    public Task<bool> Ended => _ended;

    /// <summary>False: not taken, the link has ended or too much waits.</summary>
    public override bool Write(ByteString payload)
    {
        if (Interlocked.Read(ref _waiting) > WaitingMax) return false;
        Interlocked.Add(ref _waiting, payload.Length);
        return _out.Writer.TryWrite(payload);
    }

    [Obsolete("Akka.Remote calls it with a reason.")]
    public override void Disassociate() => End();

    /// <summary>Sends what waits, then closes.</summary>
    public void End()
    {
        _ending = true;
        if (_out.Writer.TryComplete()) _cut.CancelAfter(FlushWithin);
    }

    public void Dispose() => _cut.Dispose();

    private async Task<bool> RunAsync()
    {
        var writing = WriteAllAsync();
        var reading = ReadAllAsync();
        await Task.WhenAny(writing, reading);
        End();
        var whole = await writing && await SaidGoodbyeAsync();
        if (!whole) await _cut.CancelAsync();
        await reading; // The other side closes as well: what it has sent is taken from the socket, so that nothing of ours is thrown away with it.
        await _cut.CancelAsync();
        await _stream.DisposeAsync();
        Dispose();
        if (ReadHandlerSource.Task is { IsCompletedSuccessfully: true } handler) (await handler).Notify(new Disassociated(DisassociateInfo.Unknown));
        return whole;
    }

    private async Task<bool> WriteAllAsync()
    {
        var batch = new byte[BatchBytes];
        try
        {
            while (await _out.Reader.WaitToReadAsync(_cut.Token))
            {
                var length = 0;
                while (_out.Reader.TryPeek(out var frame) && (length == 0 || length + LengthBytes + frame.Length <= batch.Length))
                {
                    _out.Reader.TryRead(out _);
                    if (LengthBytes + frame.Length > batch.Length) batch = new byte[LengthBytes + frame.Length];
                    BinaryPrimitives.WriteInt32LittleEndian(batch.AsSpan(length), frame.Length);
                    frame.Span.CopyTo(batch.AsSpan(length + LengthBytes));
                    length += LengthBytes + frame.Length;
                    Interlocked.Add(ref _waiting, -frame.Length);
                }

                await _stream.WriteAsync(batch.AsMemory(0, length), _cut.Token);
            }

            return true;
        }
        catch (Exception end) when (IsItsEnd(end))
        {
            return false;
        }
    }

    private async Task<bool> SaidGoodbyeAsync()
    {
        try
        {
            if (_stream is SslStream tls) await tls.ShutdownAsync().WaitAsync(_cut.Token);
            return true;
        }
        catch (Exception end) when (IsItsEnd(end))
        {
            return false;
        }
    }

    private async Task ReadAllAsync()
    {
        try
        {
            var handler = await ReadHandlerSource.Task.WaitAsync(_cut.Token);
            var buffer = new byte[BatchBytes];
            var (start, end) = (0, 0);
            while (true)
            {
                while (end - start >= LengthBytes)
                {
                    var length = BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(start));
                    if (length < 0 || length > _frameMax)
                    {
                        _watch.FrameTooLong(RemoteAddress.ToString(), length);
                        return;
                    }

                    if (end - start - LengthBytes < length)
                    {
                        if (LengthBytes + length > buffer.Length) Array.Resize(ref buffer, LengthBytes + length);
                        break;
                    }

                    if (length > 0 && !_ending) handler.Notify(new InboundPayload(ByteString.CopyFrom(buffer, start + LengthBytes, length)));
                    start += LengthBytes + length;
                }

                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
                var read = await _stream.ReadAsync(buffer.AsMemory(end), _cut.Token);
                if (read == 0) return;
                end += read;
            }
        }
        catch (Exception end) when (IsItsEnd(end))
        {
            return; // The connection is gone, or was cut.
        }
    }

    private static bool IsItsEnd(Exception failure) => failure is IOException or OperationCanceledException or ObjectDisposedException;
}
