using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Gateway.Actors.Sightings;
using Gateway.Codec.Bodies;
using Gateway.Codec.Framing;
using Gateway.Edge.Metrics;
using Gateway.Edge.Traffic;
using static Gateway.Actors.Devices.DeviceMessages;
using static Gateway.Edge.Tcp.LaneMessages;

namespace Gateway.Edge.Tcp;

/// <summary>
/// Runs a lane's stream <c>frames → decode → route</c> and alone writes to the lane's connections: replies of DeviceActors come here as messages. If it fails it stops, its
/// connections are closed, and the <see cref="LaneSupervisor"/> starts another.
/// </summary>
internal sealed partial class LaneActor : ReceiveActor, IWithTimers
{
    /// <summary>
    /// A heartbeat whose answer was lost on the way (a shard moved) gives its place back after this; the terminal will beat again. Longer than the loss of a node takes: then it is told again.
    /// </summary>
    private static readonly TimeSpan HeartbeatAnswerWithin = TimeSpan.FromSeconds(30);

    /// <summary>A flush that takes longer is a terminal that does not read.</summary>
    private static readonly TimeSpan FlushWithin = TimeSpan.FromSeconds(30);

    private readonly Lane _lane;
    private readonly LaneServices _services;
    private readonly Dictionary<long, TerminalConnection> _connections = [];
    private readonly Queue<TerminalConnection> _leaving = new();
    private int _leavingPerTick;
    private bool _draining;
    private LaneRun? _run;

    public LaneActor(Lane lane, LaneServices services)
    {
        _lane = lane;
        _services = services;
        Receive<AnswerIdle>(answer => AnswerHeartbeat(answer.SessionNumber, static (lane, connection) => lane.WriteIdle(connection)));
        Receive<Answer>(WriteAnswer);
        Receive<AnswerSetTime>(answer => AnswerHeartbeat(answer.SessionNumber, static (lane, connection) => lane.WriteSetTime(connection)));
        Receive<Deliver>(OnDeliver);
        Receive<FrameMade>(made =>
        {
            OnFrameMade(made);
            ReleaseAnswers(made.Connection);
        });
        Receive<CloseSession>(close => With(close.SessionNumber, connection => BeginClose(connection, close.Reason)));
        Receive<Attach>(OnAttach);
        Receive<Detach>(OnDetach);
        Receive<Close>(close => BeginClose(close.Connection, close.Reason));
        Receive<Flushed>(OnFlushed);
        Receive<CloseAll>(OnCloseAll);
        Receive<AnnounceAll>(_ => OnAnnounceAll());
        Receive<Tick>(_ => OnTick());
        Receive<StreamEnded>(ended => throw new LaneFailedException(ended.Failure));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        var self = Self;
        var router = new FrameRouter(_services, self);
        var decoder = new FrameDecoder(_services, self);
        ChannelSource.FromReader(_lane.Frames)
            .Select(decoder.Decode)
            .RunForeach(router.Route, Context.Materializer())
            .ContinueWith(
                static (done, actor) => ((IActorRef)actor!).Tell(new StreamEnded(done.Exception?.GetBaseException())),
                self, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        Timers.StartPeriodicTimer("tick", Tick.Instance, TimeSpan.FromMilliseconds(500));
        _lane.Run = _run = new LaneRun(self);
        base.PreStart();
    }

    protected override void PostStop()
    {
        foreach (var connection in _connections.Values)
        {
            BeginClose(connection, CloseReason.LaneLost);
            CountOut(connection);
        }

        // DeviceActors watch this actor: they end its sessions themselves.
        _run?.End();
        base.PostStop();
    }

    private void With(long number, Action<TerminalConnection> act)
    {
        if (_connections.TryGetValue(number, out var connection) && !connection.Muted)
        {
            act(connection);
        }
    }

    /// <summary>
    /// An answer without a heartbeat that waits for it is late or repeated: it changes nothing. One that comes behind a command frame that is still being made waits for it: a terminal
    /// that was told "nothing to do" does not expect a command.
    /// </summary>
    private void AnswerHeartbeat(long number, Action<LaneActor, TerminalConnection> write)
    {
        if (!_connections.TryGetValue(number, out var connection))
        {
            return;
        }

        if (connection.FramesInMaking > 0)
        {
            connection.HeldAnswers.Enqueue(write);
            return;
        }

        if (connection.Heartbeats.TryAnswer())
        {
            connection.Allowance.Release();
            if (!connection.Muted)
            {
                write(this, connection);
            }
        }
    }

    private void WriteIdle(TerminalConnection connection) =>
        Send(connection, new OutboundFrame(CommandWord.Heartbeat, 0, 0, FrameStatus.Idle, connection.Terminal.WireSn, default));

    private void WriteSetTime(TerminalConnection connection)
    {
        var terminal = connection.Terminal;
        var text = DeviceTime.Format(DeviceTime.FromUtc(_services.Time.GetUtcNow(), terminal.Dialect!.TimeZone));
        var json = HeartbeatReplyBody.ToUtf8(terminal.Dialect.SetTimeCommand!, text);
        Send(connection, new OutboundFrame(CommandWord.Heartbeat, 0, 0, FrameStatus.Success, terminal.WireSn, terminal.Cipher!.Encrypt(json)), json);
    }

    /// <summary>Makes the command frame aside: persons come from the database.</summary>
    private void OnDeliver(Deliver deliver)
    {
        if (!_connections.TryGetValue(deliver.SessionNumber, out var connection) || connection.Muted || connection.Terminal is not { Dialect: { } dialect, Cipher: { } cipher })
        {
            return; // The session has ended, and the DeviceActor hears of it or will: the commands go back to its queue.
        }

        connection.FramesInMaking++;
        _services.Frames.MakeAsync(deliver.Candidates, dialect, cipher, CancellationToken.None)
            .PipeTo(Self, success: frame => new FrameMade(connection, deliver, frame), failure: fault => new FrameMade(connection, deliver, null) { Fault = fault });
    }

    private void ReleaseAnswers(TerminalConnection connection)
    {
        connection.FramesInMaking--;
        while (connection.FramesInMaking == 0 && connection.HeldAnswers.TryDequeue(out var write))
        {
            AnswerHeartbeat(connection.Number, write);
        }
    }

    private void OnFrameMade(FrameMade made)
    {
        var connection = made.Connection;
        // Without packets nothing is answered: the DeviceActor hears that nothing could be sent, and answers with what comes next. A frame that could not be made (the database is away) is
        // told too: else the actor would take it for sent and hold its queue back.
        var answers = made.Frame is { Packets.Count: > 0 } && made.Deliver.AnswersHeartbeat && !connection.Muted && connection.Heartbeats.TryAnswer();
        if (answers)
        {
            connection.Allowance.Release();
        }

        if (made.Fault is { } fault)
        {
            LogNoFrame(_services.Log, connection.Number, fault);
        }

        if (!connection.Muted)
        {
            // Before the frame: the terminal's result must not overtake this.
            var session = connection.Terminal.Session!.Id;
            _services.Region.Tell(
                new DeliveryReported(made.Deliver.Sn, session, made.Deliver.DeliveryId, _services.Time.GetUtcNow(), made.Frame?.Sent ?? [], made.Frame?.Unsendable ?? []), Self);
        }

        if (connection.Muted)
        {
            return;
        }

        if (made.Frame is { Packets.Count: > 0 } sendable)
        {
            WriteCommand(connection, sendable, announce: answers && connection.Terminal.Dialect!.Announce);
        }
    }

    /// <summary>D13: announced in the heartbeat's answer, or the answer itself.</summary>
    private void WriteCommand(TerminalConnection connection, CommandFrame frame, bool announce)
    {
        var sn = connection.Terminal.WireSn;
        var room = !announce || Write(connection, new OutboundFrame(CommandWord.Heartbeat, 0, 0, frame.Command, sn, default));
        foreach (var packet in frame.Packets)
        {
            var first = packet.Number <= 1;
            room = room && Write(
                connection, new OutboundFrame(frame.Command, packet.Number, packet.Total, FrameStatus.Success, sn, packet.Body), first ? frame.Plain : default, first ? null : FrameRecorder.RawBytes);
        }

        if (room)
        {
            WatchFlush(connection, connection.Output.Flush(_services.Time.GetTimestamp()));
        }
        else
        {
            BeginClose(connection, CloseReason.SlowReader);
        }
    }

    private void WriteAnswer(Answer answer)
    {
        var connection = answer.Connection;
        connection.Allowance.Release();
        if (connection.Muted)
        {
            return;
        }

        var cipher = connection.Terminal.Cipher;
        ReadOnlyMemory<byte> json = answer.Code is { } code && cipher is not null ? ResultBody.ToUtf8(code, answer.Description) : default;
        var body = json.IsEmpty ? default(ReadOnlyMemory<byte>) : cipher!.Encrypt(json.Span);
        Send(connection, new OutboundFrame(answer.Command, 0, 0, answer.Status, answer.Sn, body), json);
        if (answer.Close is { } reason)
        {
            BeginClose(connection, reason);
        }
    }

    private void Send(TerminalConnection connection, in OutboundFrame frame, ReadOnlyMemory<byte> json = default)
    {
        if (Write(connection, frame, json))
        {
            WatchFlush(connection, connection.Output.Flush(_services.Time.GetTimestamp()));
        }
        else
        {
            BeginClose(connection, CloseReason.SlowReader);
        }
    }

    /// <param name="json">The body in clear, for the recorder.</param>
    /// <param name="note">Why the recorder is not shown it.</param>
    private bool Write(TerminalConnection connection, in OutboundFrame frame, ReadOnlyMemory<byte> json = default, string? note = null)
    {
        connection.Pass?.Release();
        _services.Trace.Outbound(connection, frame);
        _services.Recorder?.Outbound(connection, frame, json, note);
        return connection.Output.Write(frame);
    }

    private void WatchFlush(TerminalConnection connection, Task? flush) =>
        flush?.ContinueWith(
            static (done, state) =>
            {
                var (self, slow) = ((IActorRef, TerminalConnection))state!;
                self.Tell(new Flushed(slow, !done.IsCompletedSuccessfully));
            },
            (Self, connection), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private void OnFlushed(Flushed flushed)
    {
        if (flushed.Failed)
        {
            BeginClose(flushed.Connection, CloseReason.PeerClosed);
        }
        else if (_connections.ContainsKey(flushed.Connection.Number))
        {
            WatchFlush(flushed.Connection, flushed.Connection.Output.Resume(_services.Time.GetTimestamp()));
        }
    }

    /// <summary>Ends a connection. While draining, and only then, what has been read is still answered. One that has gone already is left alone: its pipes are Kestrel's again.</summary>
    private void BeginClose(TerminalConnection connection, CloseReason reason)
    {
        if (!_connections.ContainsKey(connection.Number))
        {
            return;
        }

        connection.Reason ??= reason;
        if (reason != CloseReason.Draining)
        {
            connection.Mute();
        }

        connection.StopReading();
    }

    private void OnAttach(Attach attach)
    {
        _connections[attach.Connection.Number] = attach.Connection;
        EdgeMetrics.Opened();
        if (_draining)
        {
            BeginClose(attach.Connection, CloseReason.Draining); // It came in the moment when the drain began.
        }

        attach.Attached.TrySetResult();
    }

    private void OnDetach(Detach detach)
    {
        var connection = detach.Connection;
        if (!_connections.Remove(connection.Number))
        {
            return;
        }

        connection.Reason ??= CloseReason.PeerClosed;
        connection.Mute();
        if (connection.Terminal is { Session: { } session, Sn: { } sn })
        {
            _services.Region.Tell(new SessionEnded(sn, session.Id, _services.Time.GetUtcNow(), connection.Reason.Value));
        }

        CountOut(connection);
        detach.Detached.TrySetResult();
    }

    private void CountOut(TerminalConnection connection)
    {
        _services.Trace.Closed(connection, connection.Reason!.Value);
        _services.Recorder?.Closed(connection);
        if (connection.Terminal is { Session: not null, Sn: { } sn })
        {
            _services.Sightings?.Note(sn, SightingKind.Closed, connection.Remote, connection.Reason!.Value.ToString());
        }

        EdgeMetrics.Closed(connection.Reason!.Value);
        if (connection.Terminal.Session is not null)
        {
            EdgeMetrics.SessionEnded();
        }
    }

    private void OnCloseAll(CloseAll all)
    {
        _draining = true;
        _leaving.Clear();
        var leaving = _connections.Values.ToArray();
        Random.Shared.Shuffle(leaving); // Not site by site: those of one address came one after another.
        foreach (var connection in leaving)
        {
            _leaving.Enqueue(connection);
        }

        _leavingPerTick = (int)Math.Ceiling(_leaving.Count / Math.Max(1, all.Spread.TotalSeconds * 2));
        CloseSome();
    }

    private void CloseSome()
    {
        for (var i = 0; i < _leavingPerTick && _leaving.TryDequeue(out var connection); i++)
        {
            BeginClose(connection, CloseReason.Draining);
        }
    }

    private void OnTick()
    {
        CloseSome();
        AnnounceSome();
        foreach (var connection in _connections.Values)
        {
            if (connection.Reason is not null)
            {
                continue;
            }

            var flushSince = connection.Output.FlushSince;
            if (flushSince != 0 && _services.Time.GetElapsedTime(flushSince) > FlushWithin)
            {
                BeginClose(connection, CloseReason.SlowReader);
            }
            else if (connection.Silence >= (connection.HasBeenHeard ? _services.Options.IdleTimeout : _services.Options.FirstFrameWithin))
            {
                BeginClose(connection, CloseReason.Silent); // D21
            }
            else
            {
                for (var lost = connection.Heartbeats.DropOverdue(HeartbeatAnswerWithin, _services.Time); lost > 0; lost--)
                {
                    connection.Allowance.Release();
                }
            }
        }
    }

    [LoggerMessage(1206, LogLevel.Warning, "Connection {Connection}: no command frame could be made; it is tried again later")]
    private static partial void LogNoFrame(ILogger log, long connection, Exception fault);
}
