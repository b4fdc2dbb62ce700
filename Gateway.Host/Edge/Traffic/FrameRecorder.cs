using System.Collections.Concurrent;
using Gateway.Actors.Nodes;
using Gateway.Codec.Framing;
using Gateway.Edge.DeviceHttp;
using Gateway.Edge.Tcp;
using Gateway.Host.Configuration;
using Gateway.Host.Start;

namespace Gateway.Edge.Traffic;

/// <summary>
/// Records the last frames of every terminal, both directions, decoded and masked. Lanes hand over what they have in clear anyway, so nothing is decrypted for it;
/// <see cref="FrameRecorderLoop"/> writes behind. Whatever goes wrong here costs a frame of the recording and nothing else.
/// </summary>
internal sealed partial class FrameRecorder
{
    /// <summary>Entries of all terminals that may wait for the database; some 40 MB.</summary>
    public const int WaitingMax = 50_000;

    /// <summary>Terminals at once; only those that are provisioned have a ring.</summary>
    public const int RingsMax = 100_000;

    /// <summary>Note of a packet that is not JSON (D7).</summary>
    public const string RawBytes = "raw bytes";

    private static readonly Func<string, FrameRecorder, FrameRing> NewRing = static (sn, self) => new FrameRing(sn, self._node(), self.Kept, self.Counts);

    private readonly ConcurrentDictionary<string, FrameRing> _rings = new(StringComparer.Ordinal);
    private readonly Func<string> _node;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    public FrameRecorder(GatewayOptions options, IServiceProvider services, TimeProvider time, ILogger<FrameRecorder> log)
        : this(options.Recorder.FramesPerDevice, () => services.GetRequiredService<NodeIdentity>().Address, time, log)
    {
    }

    /// <param name="kept">Entries of each terminal; 0 = nothing is recorded.</param>
    /// <param name="node">Address of this node; asked when it has started.</param>
    public FrameRecorder(int kept, Func<string> node, TimeProvider time, ILogger log)
    {
        Kept = kept;
        _node = node;
        _time = time;
        _log = log;
    }

    /// <summary>Entries that are kept of each terminal; 0 = nothing is recorded.</summary>
    public int Kept { get; }

    public RecorderCounts Counts { get; } = new(WaitingMax);

    /// <summary>Milliseconds of a steady clock.</summary>
    public long Now => (long)_time.GetElapsedTime(0).TotalMilliseconds;

    public ICollection<FrameRing> Rings => _rings.Values;

    public FrameRing? RingOf(string sn) => _rings.GetValueOrDefault(sn);

    /// <summary>Gives up a ring that has nothing to write and no use.</summary>
    public void CloseIfIdle(FrameRing ring, long notTouchedSince)
    {
        if (ring.TryClose(notTouchedSince, Now)) _rings.TryRemove(KeyValuePair.Create(ring.Sn, ring));
    }

    /// <summary>A frame of a known terminal, or a fault of framing on its connection.</summary>
    /// <param name="plain">Its body in clear.</param>
    /// <param name="note">Why there is none; null: there is.</param>
    public void Inbound(in InboundFrame inbound, ReadOnlyMemory<byte> plain, string? note)
    {
        if (Kept == 0 || (inbound.Connection.Terminal.Sn ?? inbound.Entry?.Device.Sn) is not { } sn) return;
        var (connection, frame, fault) = (inbound.Connection, inbound.Frame, inbound.Fault);
        var head = new FrameHead(
            _time.GetUtcNow(), connection.Number, connection.Remote, true, frame.Command, frame.PacketNumber, frame.PacketTotal, frame.Status, frame.Body.Length,
            fault == FrameFault.None ? null : fault.ToString(), note);

        // A heartbeat that is the result of a set clock says something; one that nobody could read does not, once it is known.
        var mayRepeat = note is not null || (frame.Command == CommandWord.Heartbeat && plain.Span.IndexOf("result_code"u8) < 0);
        Ask(sn, head, mayRepeat, plain);
    }

    /// <summary>A frame on its way to the terminal. To one that has not proved its key: only if the recording has its request.</summary>
    /// <param name="plain">Its body in clear.</param>
    /// <param name="note">Why there is none; null: there is.</param>
    public void Outbound(TerminalConnection connection, in OutboundFrame frame, ReadOnlyMemory<byte> plain, string? note)
    {
        if (Kept == 0) return;
        var sn = connection.Terminal.Sn;
        if (sn is null && !frame.Sn.TryGetText(out sn)) return;
        var head = new FrameHead(
            _time.GetUtcNow(), connection.Number, connection.Remote, false, frame.Command, frame.PacketNumber, frame.PacketTotal, frame.Status, frame.Body.Length, null, note);
        Answer(sn, head, plain);
    }

    /// <summary>A request over HTTP(S) of a known terminal, and what it is answered. Lists of persons are not shown, their number is in the message.</summary>
    public void Http(string route, DeviceRequest request, DeviceReply reply)
    {
        if (Kept == 0 || request.Terminal is not { } terminal) return;
        var length = request.Parameters.Bytes("content").Length;
        var readable = length <= 2 * FrameJson.LengthMax; // Hexadecimal.
        byte[]? plain = null;
        var note = length == 0 || (readable && terminal.Cipher.TryDecryptText(request.Parameters.Raw("content"), out plain)) ? null
            : readable ? "not decrypted" : FrameJson.TooLong;

        // Terminals pull persons and deletions by turns; nothing and nothing again is one entry all the same.
        var isIdle = ReferenceEquals(reply, DeviceReplies.Idle);
        var name = isIdle ? "GetAddPerson, GetDelPerson" : route;
        var head = new FrameHead(request.At, 0, request.Remote, true, 0, 0, 0, 0, 0, null, note) { Route = name };
        var answer = head with { At = _time.GetUtcNow(), IsInbound = false, Note = reply.IsNone ? "no answer" : null, Result = reply.Code, Message = reply.Message };
        Ask(terminal.Device.Sn, head, isIdle, plain);
        Answer(terminal.Device.Sn, answer, default);
    }

    /// <summary>A connection has ended.</summary>
    public void Closed(TerminalConnection connection)
    {
        if (connection.Terminal.Sn is { } sn && _rings.TryGetValue(sn, out var ring)) ring.End(Now);
    }

    private void Ask(string sn, in FrameHead head, bool mayRepeat, ReadOnlyMemory<byte> plain)
    {
        try
        {
            while (!_rings.TryGetValue(sn, out var ring) || !ring.Ask(head, mayRepeat, plain, Now))
            {
                if (!MayAdd()) return;
                _rings.GetOrAdd(sn, NewRing, this);
            }
        }
#pragma warning disable CA1031 // A recording is never worth a connection.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Fail(failure);
        }
    }

    /// <summary>Only where there is a ring: an answer that nobody asked for is not worth one. One that is given up this moment has had no request for long.</summary>
    private void Answer(string sn, in FrameHead head, ReadOnlyMemory<byte> plain)
    {
        try
        {
            _rings.GetValueOrDefault(sn)?.Answer(head, plain, Now);
        }
#pragma warning disable CA1031 // A recording is never worth a lane.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Fail(failure);
        }
    }

    private bool MayAdd()
    {
        // Counting all of them locks all of them: only somebody new pays for it.
        if (_rings.Count < RingsMax) return true;
        Counts.AddDropped();
        return false;
    }

    private void Fail(Exception failure)
    {
        Counts.AddDropped();
        LogFailed(_log, failure);
    }

    [LoggerMessage(1210, LogLevel.Error, "A frame could not be recorded")]
    private static partial void LogFailed(ILogger log, Exception failure);
}
