using Akka.Actor;
using Gateway.Actors.Sessions;
using Gateway.Actors.Trials;
using Gateway.Codec.Bodies;
using Gateway.Codec.Framing;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Edge.Tcp;

/// <summary>Heartbeats of one lane (§5.3.1), both ways: its stream takes them and asks the DeviceActors, its actor writes the answers.</summary>
internal sealed class HeartbeatFrames
{
    /// <summary>A heartbeat is answered idle after this, whoever is late: journal, database, a shard that moves. What it should have had is the answer to the next.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(1);

    private readonly LaneServices _services;
    private readonly IActorRef _lane;
    private readonly LaneWriter _writer;
    private readonly Action<TerminalConnection> _writeIdle;
    private readonly Action<TerminalConnection> _writeSetTime;

    public HeartbeatFrames(LaneServices services, IActorRef lane, LaneWriter writer)
    {
        (_services, _lane, _writer) = (services, lane, writer);
        (_writeIdle, _writeSetTime) = (WriteIdle, WriteSetTime);
    }

    // ---- the lane's stream -------------------------------------------------------------------------------------------------------------------------

    /// <summary>Asks the DeviceActor for the answer. False: the body cannot be read.</summary>
    public bool TryTake(in OpenedFrame frame, out BodyFault fault)
    {
        if (!HeartbeatBody.TryRead(frame.Plain.Span, frame.WireSn, out var body, out fault)) return false;
        var now = _services.Time.GetUtcNow();
        var session = frame.Session;
        if (body.ClockResult is { } clock)
        {
            frame.Connection.Route.Tell(
                new ClockResultReceived(frame.Device.Sn, session, now, clock.IsSuccess, clock.Code ?? ResultCode.ClockFailed, clock.Description), _lane); // D12
            frame.Connection.Allowance.Release();
            return true;
        }

        int? skew = null; // A time that is missing or cannot be read is a clock that needs setting (D36).
        var dialect = frame.Terminal.Dialect!;
        if (body.LocalTime is { } local)
            skew = (int)Math.Clamp((DeviceTime.ToUtc(local, dialect.TimeZone) - now.UtcDateTime).TotalSeconds, -int.MaxValue, int.MaxValue);
        var heartbeat = new HeartbeatReceived(
            frame.Device.Sn, session, now, frame.Status, skew, (int)_services.Options.ClockSkewAllowed.TotalSeconds, dialect.SetTimeCommand is not null, MarkOf(frame.Plain.Span),
            dialect.Unreported, frame.Device.UploadsOnly);
        frame.Connection.Heartbeats.Asked(_services.Time.GetTimestamp(), heartbeat);
        frame.Connection.Route.Tell(heartbeat, _lane);
        return true;
    }

    // ---- a DeviceActor of this node, in place of the lane's actor ----------------------------------------------------------------------------------

    /// <summary>Answers a heartbeat idle, unless that has to wait for something. Total, as all that is done for a connection.</summary>
    public bool TryAnswerIdle(TerminalConnection connection)
    {
        var pending = connection.Heartbeats;
        if (connection.Muted || pending.FramesInMaking > 0 || pending.OwesSetTime || connection.Terminal.IsCertifying || !connection.Output.IsIdle) return false;
        try
        {
            if (TryAnswer(connection)) WriteIdle(connection);
        }
#pragma warning disable CA1031 // It is that connection's end and no DeviceActor's.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            TcpLog.NotWritten(_services.Log, connection.Number, fault);
            _lane.Tell(new LaneMessages.Close(connection, CloseReason.LaneLost));
        }

        return true;
    }

    // ---- the lane's actor --------------------------------------------------------------------------------------------------------------------------

    public void AnswerIdle(TerminalConnection connection) => Answer(connection, _writeIdle);

    /// <summary>One that comes too late is the answer to the next heartbeat, if that has none of its own.</summary>
    public void AnswerSetTime(TerminalConnection connection)
    {
        if (IsAwaited(connection)) Answer(connection, _writeSetTime);
        else connection.Heartbeats.OwesSetTime = true;
    }

    /// <summary>A command frame is being made: answers that come behind it wait, since a terminal that was told "nothing to do" does not expect a command.</summary>
    public static void Hold(TerminalConnection connection) => connection.Heartbeats.FramesInMaking++;

    /// <summary>That frame is written, or never will be.</summary>
    public static void LetGo(TerminalConnection connection)
    {
        var pending = connection.Heartbeats;
        pending.FramesInMaking--;
        while (pending.FramesInMaking == 0 && pending.Held.TryDequeue(out var write)) Answer(connection, write);
    }

    /// <summary>Whether a heartbeat waits for its answer.</summary>
    public static bool IsAwaited(TerminalConnection connection) => connection.Heartbeats.Waiting is not null;

    /// <summary>Takes the place of a heartbeat that waits for its answer. False: none does, and an answer is late or repeated.</summary>
    public static bool TryAnswer(TerminalConnection connection)
    {
        if (!connection.Heartbeats.TryAnswer()) return false;
        connection.Allowance.Release();
        return true;
    }

    /// <summary>Asks again for the heartbeat that waits, since its DeviceActor may be gone. False: none waits.</summary>
    public bool AskAgain(TerminalConnection connection)
    {
        if (connection.Muted || connection.Heartbeats.Waiting is not { } heartbeat) return false;
        connection.Route.Tell(heartbeat with { At = _services.Time.GetUtcNow() }, _lane);
        return true;
    }

    /// <summary>Waits no longer for answers that are late or lost.</summary>
    public void AnswerOverdue(TerminalConnection connection)
    {
        for (var late = connection.Heartbeats.TakeOverdue(AnswerWithin, _services.Time); late > 0; late--)
        {
            connection.Heartbeats.ExpectsNext = false;
            connection.Allowance.Release();
            if (!connection.Muted) WriteIdle(connection);
        }
    }

    /// <summary>FNV-1a, 64 bits: nodes of several versions must make the same of the same body. Who could look for two bodies with one mark has the key.</summary>
    private static long MarkOf(ReadOnlySpan<byte> plain)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in plain) hash = (hash ^ value) * 1099511628211UL;
        return (long)hash;
    }

    private static void Answer(TerminalConnection connection, Action<TerminalConnection> write)
    {
        if (connection.Heartbeats.FramesInMaking == 0)
        {
            if (TryAnswer(connection) && !connection.Muted) write(connection);
        }
        else if (connection.Heartbeats.Held.Count < TerminalConnection.UnansweredMax)
        {
            connection.Heartbeats.Held.Enqueue(write); // More cannot wait; while a frame takes long, heartbeats are answered idle meanwhile.
        }
    }

    private void WriteIdle(TerminalConnection connection)
    {
        if (connection.Heartbeats.OwesSetTime)
        {
            WriteSetTime(connection);
            return;
        }

        _writer.Send(connection, new OutboundFrame(CommandWord.Heartbeat, 0, 0, FrameStatus.Idle, connection.Terminal.WireSn, default));
        if (_services.TrialOf(connection)?.Take(TrialKind.UnknownWord) is { } word)
            _writer.Send(connection, new OutboundFrame((byte)word, 0, 0, FrameStatus.Success, connection.Terminal.WireSn, default));
    }

    private void WriteSetTime(TerminalConnection connection)
    {
        connection.Heartbeats.OwesSetTime = false;
        var terminal = connection.Terminal;
        var shift = TimeSpan.FromSeconds(_services.TrialOf(connection)?.Take(TrialKind.ShiftClock) ?? 0);
        var text = DeviceTime.Format(DeviceTime.FromUtc(_services.Time.GetUtcNow() + shift, terminal.Dialect!.TimeZone));
        var json = HeartbeatReplyBody.ToUtf8(terminal.Dialect.SetTimeCommand!, text);
        _writer.Send(connection, new OutboundFrame(CommandWord.Heartbeat, 0, 0, FrameStatus.Success, terminal.WireSn, terminal.Cipher!.Encrypt(json)), json);
    }

    /// <summary>Heartbeats of one connection that wait for the DeviceActor's answer: counted by the lane's stream, answered by its actor.</summary>
    internal sealed class Pending
    {
        private HeartbeatReceived? _last;
        private long _since;
        private int _count;
        private bool _expectsNext;
        private Queue<Action<TerminalConnection>>? _held;

        /// <summary>The last heartbeat, while it waits for its answer; null when none does.</summary>
        public HeartbeatReceived? Waiting => Volatile.Read(ref _count) > 0 ? Volatile.Read(ref _last) : null;

        /// <summary>
        /// A result came, and no heartbeat was answered idle since because its answer was late: the terminal expects that the next command may follow (D14). Set by the lane's
        /// stream, taken back by its actor.
        /// </summary>
        public bool ExpectsNext
        {
            get => Volatile.Read(ref _expectsNext);
            set => Volatile.Write(ref _expectsNext, value);
        }

        /// <summary>A correction came when no heartbeat waited for it any more; touched by the lane's actor only.</summary>
        public bool OwesSetTime { get; set; }

        /// <summary>Command frames that are being made; touched by the lane's actor only.</summary>
        public int FramesInMaking { get; set; }

        /// <summary>Answers that wait for those frames, at most <see cref="TerminalConnection.UnansweredMax"/>; touched by the lane's actor only.</summary>
        public Queue<Action<TerminalConnection>> Held => _held ??= new();

        /// <summary>A heartbeat goes to its DeviceActor.</summary>
        /// <param name="now">TimeProvider timestamp.</param>
        public void Asked(long now, HeartbeatReceived heartbeat)
        {
            Volatile.Write(ref _last, heartbeat);
            Volatile.Write(ref _since, now);
            Interlocked.Increment(ref _count);
        }

        /// <summary>An answer has come. False: none waits for it.</summary>
        public bool TryAnswer()
        {
            var count = Volatile.Read(ref _count);
            while (count > 0)
            {
                var seen = Interlocked.CompareExchange(ref _count, count - 1, count);
                if (seen == count) return true;
                count = seen;
            }

            return false;
        }

        /// <summary>Takes those that wait, when the last was asked longer than <paramref name="limit"/> ago. How many.</summary>
        public int TakeOverdue(TimeSpan limit, TimeProvider time) =>
            Volatile.Read(ref _count) > 0 && time.GetElapsedTime(Volatile.Read(ref _since)) > limit ? Interlocked.Exchange(ref _count, 0) : 0;
    }
}
