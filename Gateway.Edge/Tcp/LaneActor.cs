using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Gateway.Actors.Sessions;
using Gateway.Actors.Sightings;
using Gateway.Codec.Bodies;
using Gateway.Edge.Metrics;
using static Gateway.Actors.Devices.DeviceMessages;
using static Gateway.Edge.Tcp.LaneMessages;

namespace Gateway.Edge.Tcp;

/// <summary>
/// Runs a lane's stream, each frame of it by <see cref="FrameDecoder"/>, and alone writes to the lane's connections: replies of DeviceActors come here as messages. What frames
/// mean is
/// the business of their kinds: <see cref="HeartbeatFrames"/>, <see cref="UploadFrames"/>, <see cref="CommandDelivery"/>. If it fails it stops, its connections are closed, and the
/// <see cref="LaneSupervisor"/> starts another.
/// </summary>
internal sealed class LaneActor : ReceiveActor, IWithTimers
{
    /// <summary>A flush that takes longer is a terminal that does not read.</summary>
    private static readonly TimeSpan FlushWithin = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>Ticks over which the sessions are announced: each wakes an actor that may have to recover, and a herd of them would hold up the others.</summary>
    private const int AnnounceTicks = 10;

    private readonly Lane _lane;
    private readonly LaneServices _services;
    private readonly FrameDecoder _decoder;
    private readonly HeartbeatFrames _heartbeats;
    private readonly Dictionary<long, TerminalConnection> _connections = [];
    private readonly Turns _leaving = new();
    private readonly Turns _toAnnounce = new();
    private readonly Run _run;
    private bool _draining;

    public LaneActor(Lane lane, LaneServices services)
    {
        (_lane, _services, _run) = (lane, services, new Run(Self));
        var commands = new CommandDelivery(services, Self, this);
        _heartbeats = new HeartbeatFrames(services, Self, this);
        _decoder = new FrameDecoder(services, Self, _heartbeats, new UploadFrames(services, Self), commands);
        ForSession<AnswerIdle>((connection, _) => _heartbeats.AnswerIdle(connection));
        Receive<Answer>(WriteAnswer);
        ForSession<AnswerSetTime>((connection, _) => _heartbeats.AnswerSetTime(connection));
        ForSession<Deliver>(commands.Begin);
        Receive<FrameMade>(commands.Finish);
        ForSession<CloseSession>((connection, close) => BeginClose(connection, close.Reason));
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
        ChannelSource.FromReader(_lane.Frames)
            .RunForeach(_decoder.Decode, Context.Materializer())
            .ContinueWith(
                static (done, actor) => ((IActorRef)actor!).Tell(new StreamEnded(done.Exception?.GetBaseException())),
                Self, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        Timers.StartPeriodicTimer("tick", Tick.Instance, TickEvery);
        _lane.Run = _run;
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
        _run.End();
        base.PostStop();
    }

    private void ForSession<T>(Action<TerminalConnection, T> act)
        where T : ILaneMessage => Receive<T>(message =>
        {
            if (_connections.TryGetValue(message.SessionNumber, out var connection)) act(connection, message);
        });

    // ---- what is written ---------------------------------------------------------------------------------------------------------------------------

    /// <summary>Writes one frame and sends it.</summary>
    /// <param name="json">The body in clear, to be observed.</param>
    internal void Send(TerminalConnection connection, in OutboundFrame frame, ReadOnlyMemory<byte> json = default) => Flush(connection, Write(connection, frame, json));

    /// <summary>Writes a frame; <see cref="Flush"/> sends it. False: too many wait.</summary>
    /// <param name="json">The body in clear, to be observed.</param>
    /// <param name="note">Why it is not shown.</param>
    internal bool Write(TerminalConnection connection, in OutboundFrame frame, ReadOnlyMemory<byte> json = default, string? note = null)
    {
        connection.Pass?.Release();
        _services.Traffic.Outbound(connection, frame, json, note);
        return connection.Output.Write(frame);
    }

    /// <summary>Sends what was written, or closes the connection of a terminal that does not read.</summary>
    /// <param name="room">Whether all could be written.</param>
    internal void Flush(TerminalConnection connection, bool room)
    {
        if (room) WatchFlush(connection, connection.Output.Flush(_services.Time.GetTimestamp()));
        else BeginClose(connection, CloseReason.SlowReader);
    }

    /// <summary>Answers a heartbeat that waits, after what is being made.</summary>
    internal void AnswerIdle(TerminalConnection connection) => _heartbeats.AnswerIdle(connection);

    private void WriteAnswer(Answer answer)
    {
        var connection = answer.Connection;
        connection.Allowance.Release();
        if (connection.Muted) return;
        var cipher = connection.Terminal.Cipher;
        ReadOnlyMemory<byte> json = answer.Code is { } code && cipher is not null ? ResultBody.ToUtf8(code, answer.Description) : default;
        var body = json.IsEmpty ? default(ReadOnlyMemory<byte>) : cipher!.Encrypt(json.Span);
        Send(connection, new OutboundFrame(answer.Command, 0, 0, answer.Status, answer.Sn, body), json);
        if (answer.Close is { } reason) BeginClose(connection, reason);
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
        var connection = flushed.Connection;
        if (flushed.Failed) BeginClose(connection, CloseReason.PeerClosed);
        else if (_connections.ContainsKey(connection.Number)) WatchFlush(connection, connection.Output.Resume(_services.Time.GetTimestamp()));
    }

    // ---- how connections come and go ---------------------------------------------------------------------------------------------------------------

    private void OnAttach(Attach attach)
    {
        _connections[attach.Connection.Number] = attach.Connection;
        EdgeMetrics.Opened();
        if (_draining) BeginClose(attach.Connection, CloseReason.Draining); // It came in the moment when the drain began.
        attach.Attached.TrySetResult();
    }

    /// <summary>
    /// Ends a connection. While draining, and only then, what has been read is still answered. One that has gone already is left alone: its pipes are Kestrel's again.
    /// </summary>
    private void BeginClose(TerminalConnection connection, CloseReason reason)
    {
        if (!_connections.ContainsKey(connection.Number)) return;
        connection.Reason ??= reason;
        if (reason != CloseReason.Draining) connection.Mute();
        connection.StopReading();
    }

    private void OnDetach(Detach detach)
    {
        var connection = detach.Connection;
        if (!_connections.Remove(connection.Number)) return;
        connection.Reason ??= CloseReason.PeerClosed;
        connection.Mute();
        if (connection.Terminal is { Session: { } session, Sn: { } sn })
            _services.Region.Tell(new SessionEnded(sn, session.Id, _services.Time.GetUtcNow(), connection.Reason.Value));
        CountOut(connection);
        detach.Detached.TrySetResult();
    }

    private void CountOut(TerminalConnection connection)
    {
        var reason = connection.Reason!.Value;
        EdgeMetrics.Closed(reason);
        if (connection.Terminal is not { Session: not null, Sn: { } sn }) return;
        EdgeMetrics.SessionEnded();
        _services.Traffic.Closed(sn, connection, reason);
        _services.Sightings?.Note(sn, SightingKind.Closed, connection.Remote, reason.ToString());
    }

    private void OnCloseAll(CloseAll all)
    {
        _draining = true;
        _leaving.Begin(_connections.Values, Math.Max(1, all.Spread / TickEvery));
        CloseSome();
    }

    private void CloseSome()
    {
        foreach (var connection in _leaving.Next()) BeginClose(connection, CloseReason.Draining);
    }

    // ---- what is done at times ---------------------------------------------------------------------------------------------------------------------

    private void OnTick()
    {
        CloseSome();
        AnnounceSome();
        foreach (var connection in _connections.Values)
        {
            if (connection.Reason is not null) continue;
            var flushSince = connection.Output.FlushSince;
            if (flushSince != 0 && _services.Time.GetElapsedTime(flushSince) > FlushWithin) BeginClose(connection, CloseReason.SlowReader);
            else if (connection.Silence >= (connection.HasBeenHeard ? _services.Options.IdleTimeout : _services.Options.FirstFrameWithin))
                BeginClose(connection, CloseReason.Silent); // D21
            else _heartbeats.AnswerOverdue(connection);
        }
    }

    /// <summary>
    /// After the loss of a node: its DeviceActors start anew elsewhere and know nothing of the connections that live here. Those whose heartbeat waits for an answer first, and all
    /// of them
    /// at once: they are the ones whose actor is gone, and their commands wait too. The shard region keeps what it is told until the shard has its new place.
    /// </summary>
    private void OnAnnounceAll()
    {
        var silent = new List<TerminalConnection>();
        foreach (var connection in _connections.Values)
            if (!_heartbeats.AskAgain(connection)) silent.Add(connection);

        _toAnnounce.Begin(silent, AnnounceTicks);
    }

    private void AnnounceSome()
    {
        foreach (var connection in _toAnnounce.Next())
        {
            if (connection is { Reason: null, Terminal: { Session: { } session, Sn: { } sn } })
                _services.Region.Tell(new SessionAnnounced(sn, session, _services.Time.GetUtcNow() - connection.Silence), Self);
        }
    }

    /// <summary>One life of a lane: an actor from its start to its end. A connection belongs to one run; when that ends, so does the connection.</summary>
    internal sealed class Run(IActorRef actor)
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IActorRef Actor { get; } = actor;

        /// <summary>Completes when the actor has stopped: whoever waits for its answer waits in vain.</summary>
        public Task Ended => _ended.Task;

        /// <summary>Called by the actor when it has stopped.</summary>
        public void End() => _ended.TrySetResult();
    }

    /// <summary>Connections that have their turn over several ticks. Not site by site: those of one address came one after another.</summary>
    private sealed class Turns
    {
        private readonly Queue<TerminalConnection> _waiting = new();
        private int _perTick;

        public void Begin(IEnumerable<TerminalConnection> connections, double ticks)
        {
            var all = connections.ToArray();
            Random.Shared.Shuffle(all);
            _waiting.Clear();
            foreach (var connection in all) _waiting.Enqueue(connection);
            _perTick = (int)Math.Ceiling(all.Length / ticks);
        }

        public IEnumerable<TerminalConnection> Next()
        {
            for (var i = 0; i < _perTick && _waiting.TryDequeue(out var connection); i++) yield return connection;
        }
    }
}
