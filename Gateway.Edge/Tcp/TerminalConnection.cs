using System.IO.Pipelines;
using System.Net;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Gateway.Codec.Framing;
using Gateway.Edge.Metrics;
using Gateway.Edge.Tcp.Admission;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Edge.Tcp;

/// <summary>
/// One connection: its read loop, and the state its lane keeps about it. Three parties touch it, each its own part: the read loop (frames in), the lane's stream
/// (<see cref="Terminal"/>), the lane's actor (<see cref="Output"/>). What they share is volatile or handed over by a message.
/// </summary>
internal sealed class TerminalConnection
{
    /// <summary>Un-answered frames of one connection; then its read loop waits, and with it the terminal.</summary>
    public const int UnansweredMax = 8;

    /// <summary>After the last answer the terminal may still be sending: to close at once would be a reset that takes the answer with it.</summary>
    private static readonly TimeSpan LingerMax = TimeSpan.FromMilliseconds(500);

    private readonly ConnectionContext _context;
    private readonly FrameReader _reader;
    private readonly Lane _lane;
    private readonly DeviceDirectory _directory;
    private readonly TimeProvider _time;
    private FramePace _pace;
    private volatile bool _stopReading;
    private volatile bool _muted;
    private volatile SentFrame? _lastFrame;
    private long _lastFrameAt;

    public TerminalConnection(ConnectionContext context, long number, Lane lane, FrameReader reader, DeviceDirectory directory, FramePace pace, TimeProvider time)
    {
        _context = context;
        _reader = reader;
        _lane = lane;
        _directory = directory;
        _pace = pace;
        _time = time;
        Number = number;
        AcceptedAt = time.GetUtcNow();
        Remote = context.RemoteEndPoint?.ToString() ?? "?";
        Output = new ConnectionOutput(context.Transport.Output, reader);
        _lastFrameAt = time.GetTimestamp();
    }

    /// <summary>1, 2, 3 … in this process.</summary>
    public long Number { get; }

    /// <summary>Address and port of the terminal.</summary>
    public string Remote { get; }

    /// <summary>Address of the terminal, with the PROXY protocol the one that its header names; null when it has none.</summary>
    public IPAddress? RemoteAddress => (_context.RemoteEndPoint as IPEndPoint)?.Address;

    /// <summary>As its first bytes were found to be; not touched again once frames are read.</summary>
    public ByteOrder ByteOrder => _reader.ByteOrder;

    public DateTimeOffset AcceptedAt { get; }

    /// <summary>Its place among the newcomers, which it leaves with its first answer; null: it was never one.</summary>
    public AdmissionPass? Pass { get; init; }

    public FrameAllowance Allowance { get; } = new(UnansweredMax);

    /// <summary>Who speaks here; touched by the lane's stream, read by its actor.</summary>
    public TerminalState Terminal { get; } = new();

    public HeartbeatFrames.Pending Heartbeats { get; } = new();

    /// <summary>The command frame that was last written to it; null before. Set by the lane's actor before the terminal can answer, read by its stream.</summary>
    public SentFrame? LastFrame
    {
        get => _lastFrame;
        set => _lastFrame = value;
    }

    /// <summary>Touched only by whoever holds its lock: the lane's actor, or what comes by the <see cref="Door"/>.</summary>
    public ConnectionOutput Output { get; }

    /// <summary>The way of its session's messages to the DeviceActor; from its lane's actor, before the first frame is read.</summary>
    public DeviceRoute Route { get; set; } = null!;

    /// <summary>What DeviceActors of this node have of it; null before the key is proved.</summary>
    public ConnectionDoor? Door { get; set; }

    /// <summary>Why it ends; null while it does not. Set by the lane's actor.</summary>
    public CloseReason? Reason { get; set; }

    /// <summary>
    /// True: nothing more is written to it, and its frames that still wait mean nothing. Set by the lane's actor, or when that does not hear of its end in time; never taken back.
    /// </summary>
    public bool Muted => _muted;

    /// <summary>True once a body has come that proves the key (D21, D38).</summary>
    public bool HasBeenHeard { get; private set; }

    /// <summary>Time without a body that proves the key, or since it was accepted (D21).</summary>
    public TimeSpan Silence => _time.GetElapsedTime(Volatile.Read(ref _lastFrameAt));

    /// <summary>Notes a body that proves the key.</summary>
    public void Heard()
    {
        Volatile.Write(ref _lastFrameAt, _time.GetTimestamp());
        HasBeenHeard = true;
    }

    /// <summary>Nothing more is written: whoever waits for answers waits no longer.</summary>
    public void Mute()
    {
        lock (Output) _muted = true; // Nobody is writing any more.
        Allowance.Close(abandon: true);
    }

    /// <summary>Ends the read loop, wherever it waits; the connection then closes with a FIN. Any thread, while the connection is attached to its lane.</summary>
    public void StopReading()
    {
        _stopReading = true;
        Allowance.Close(abandon: false);
        _context.Transport.Input.CancelPendingRead();
    }

    /// <summary>Reads until the peer or the lane ends it. Never throws for what the peer does.</summary>
    public async Task RunAsync()
    {
        try
        {
            await ReadFramesAsync(_context.Transport.Input);
        }
        catch (Exception gone) when (gone is ConnectionResetException or ConnectionAbortedException or IOException or OperationCanceledException)
        {
            // The peer has gone without a FIN, or Kestrel is stopping: as good an end as any.
        }
        catch (DeviceDirectoryUnavailableException)
        {
            // Not in the cache and no database: nothing true can be said to this terminal. It comes back by itself.
        }
    }

    /// <summary>Reads and throws away what still comes, until the peer closes or for half a second: so that a close is a FIN and the last answer arrives.</summary>
    public async Task LingerAsync()
    {
        var input = _context.Transport.Input;
        using var over = new CancellationTokenSource(LingerMax, _time);
        try
        {
            while (await input.ReadAsync(over.Token) is { IsCompleted: false } read) input.AdvanceTo(read.Buffer.End);
        }
        catch (Exception gone) when (gone is ConnectionResetException or ConnectionAbortedException or IOException or OperationCanceledException or InvalidOperationException)
        {
            // Lingered long enough.
        }
    }

    private async Task ReadFramesAsync(PipeReader input)
    {
        while (!_stopReading)
        {
            var read = await input.ReadAsync();
            var buffer = read.Buffer;
            var more = true;
            var goesOn = true;
            try
            {
                while (more && goesOn && !_stopReading)
                {
                    more = TryCut(ref buffer, out var frame, out var fault);
                    goesOn = !more || await OfferAsync(frame, fault);
                }
            }
            finally
            {
                // However it ends: a reading that is left open would make lingering impossible, and the close a reset.
                input.AdvanceTo(buffer.Start, buffer.End);
            }

            if (read.IsCompleted || !goesOn) return;
        }
    }

    private bool TryCut(ref ReadOnlySequence<byte> buffer, out Frame frame, out FrameFault fault) =>
        _reader.TryRead(ref buffer, out frame, out fault) != FrameReadResult.NeedMore;

    /// <summary>Hands a frame to the lane. False: the framing is lost or the connection is ending, nothing more is read.</summary>
    private async ValueTask<bool> OfferAsync(Frame frame, FrameFault fault)
    {
        if (_pace.Take() is { Ticks: > 0 } early)
        {
            EdgeMetrics.FramePaced();
            await Task.Delay(early, _time); // A slot at most: at the slowest pace that is a second.
        }

        if (!await Allowance.TakeAsync()) return false;
        var offered = false;
        try
        {
            var entry = Terminal.TextOf(frame.Sn) is { } sn ? await _directory.FindAsync(sn) : null;
            await _lane.OfferAsync(new InboundFrame(this, frame, fault, entry));
            offered = true;
        }
        finally
        {
            if (!offered) Allowance.Release(); // Nobody else will: the frame has gone nowhere.
        }

        return !fault.IsFatal();
    }
}
