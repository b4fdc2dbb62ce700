using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Gateway.Actors.Sightings;
using Gateway.Edge.Metrics;
using static Gateway.Actors.Devices.DeviceMessages;
using static Gateway.Edge.Tcp.LaneMessages;

namespace Gateway.Edge.Tcp;

/// <summary>
/// Runs a lane's stream, each frame of it by <see cref="FrameDecoder"/>, and alone writes to the lane's connections, by its <see cref="LaneWriter"/>: replies of DeviceActors
/// come here as messages. What frames mean is the business of their kinds: <see cref="HeartbeatFrames"/>, <see cref="UploadFrames"/>, <see cref="CommandDelivery"/>. If it
/// fails it stops, its connections are closed, and the <see cref="LaneSupervisor"/> starts another.
/// </summary>
internal sealed class LaneActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>Ticks over which the sessions are announced: each wakes an actor that may have to recover, and a herd of them would hold up the others.</summary>
    private const int AnnounceTicks = 10;

    private readonly Lane _lane;
    private readonly LaneServices _services;
    private readonly FrameDecoder _decoder;
    private readonly HeartbeatFrames _heartbeats;
    private readonly Dictionary<long, TerminalConnection> _connections = [];
    private readonly LaneWriter _writer;
    private readonly PacedWalk _leaving;
    private readonly PacedWalk _toAnnounce;
    private readonly Action<TerminalConnection, Tick> _lookAt;
    private readonly Run _run;
    private bool _draining;

    public LaneActor(Lane lane, LaneServices services)
    {
        (_lane, _services, _run) = (lane, services, new Run(Self));
        _leaving = new PacedWalk(connection => BeginClose(connection, CloseReason.Draining));
        _toAnnounce = new PacedWalk(Announce);
        _lookAt = LookAt;
        _writer = new LaneWriter(services, Self, BeginClose);
        _heartbeats = new HeartbeatFrames(services, Self, _writer);
        var commands = new CommandDelivery(services, Self, _writer, _heartbeats);
        _decoder = new FrameDecoder(services, Self, _heartbeats, new UploadFrames(services, Self), commands);
        ForSession<AnswerIdle>((connection, _) => _heartbeats.AnswerIdle(connection));
        ForSession<AnswerSetTime>((connection, _) => _heartbeats.AnswerSetTime(connection));
        ForSession<Deliver>(commands.Begin);
        ForSession<CloseSession>((connection, close) => BeginClose(connection, close.Reason));
        For<Answer>(static answer => answer.Connection, _writer.Answer);
        For<FrameMade>(static made => made.Connection, (_, made) => commands.Finish(made));
        For<Flushed>(static flushed => flushed.Connection, OnFlushed);
        Receive<DeviceRoute.Found>(OnFound);
        Receive<DeviceRoute.Gone>(OnGone);
        Receive<Attach>(OnAttach);
        Receive<Detach>(OnDetach);
        Receive<Close>(close => BeginClose(close.Connection, close.Reason));
        Receive<CloseAll>(OnCloseAll);
        Receive<AnnounceAll>(_ => OnAnnounceAll());
        Receive<Tick>(_ => OnTick());
        Receive<StreamEnded>(ended => throw new LaneFailedException(ended.Failure));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Source.FromGraph(new LaneSource(_lane))
            .RunForeach(Decode, Context.Materializer())
            .ContinueWith(
                static (done, actor) => ((IActorRef)actor!).Tell(new StreamEnded(done.Exception?.GetBaseException())),
                Self, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
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

    private void Decode(FrameBatch waiting)
    {
        foreach (ref readonly var inbound in waiting.Frames) _decoder.Decode(inbound);
    }

    private void ForSession<T>(Action<TerminalConnection, T> act)
        where T : ILaneMessage => Receive<T>(message =>
        {
            if (!_connections.TryGetValue(message.SessionNumber, out var connection)) return;
            _writer.Try(connection, message, act);
            if (Sender is ActorRefWithCell) connection.Door?.LaneHasDone(); // A DeviceActor of this node: the door knows of its message.
        });

    private void For<T>(Func<T, TerminalConnection> of, Action<TerminalConnection, T> act) => Receive<T>(message => _writer.Try(of(message), message, act));

    // ---- how connections come and go ---------------------------------------------------------------------------------------------------------------

    private void OnAttach(Attach attach)
    {
        _connections[attach.Connection.Number] = attach.Connection;
        attach.Connection.Route = new DeviceRoute(_services.Region, _services.Time);
        if (_connections.Count == 1) Timers.StartPeriodicTimer(nameof(Tick), Tick.Instance, TickEvery);
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
        if (_connections.Count == 0) Timers.Cancel(nameof(Tick));
        connection.Reason ??= CloseReason.PeerClosed;
        connection.Mute();
        if (connection.Terminal is { Session: { } session, Sn: { } sn })
            connection.Route.Tell(new SessionEnded(sn, session.Id, _services.Time.GetUtcNow(), connection.Reason.Value));
        CountOut(connection);
        detach.Detached.TrySetResult();
    }

    private void CountOut(TerminalConnection connection)
    {
        var reason = connection.Reason!.Value;
        connection.Terminal.Partial.Close();
        EdgeMetrics.Closed(reason);
        if (connection.Terminal is not { Session: not null, Sn: { } sn }) return;
        EdgeMetrics.SessionEnded();
        _services.Traffic.Closed(sn, connection, reason);
        _services.Sightings?.Note(sn, SightingKind.Closed, connection.Remote, CloseReasonText.Of(reason));
    }

    private void OnCloseAll(CloseAll all)
    {
        _draining = true;
        _leaving.Begin(_connections.Values, all.Spread / TickEvery);
        _leaving.Step();
    }

    private void OnFlushed(TerminalConnection connection, Flushed flushed)
    {
        if (_connections.ContainsKey(connection.Number)) _writer.Flushed(connection, flushed);
    }

    // ---- where the DeviceActors are ----------------------------------------------------------------------------------------------------------------

    private void OnFound(DeviceRoute.Found found)
    {
        if (_connections.TryGetValue(found.SessionNumber, out var connection)) connection.Route.Learn(Sender, found.Told);
    }

    /// <summary>The heartbeat that waits may never have come to it.</summary>
    private void OnGone(DeviceRoute.Gone gone)
    {
        if (_connections.TryGetValue(gone.SessionNumber, out var connection) && connection.Route.Forget(Sender)) _heartbeats.AskAgain(connection);
    }

    // ---- what is done at times ---------------------------------------------------------------------------------------------------------------------

    private void OnTick()
    {
        _leaving.Step();
        _toAnnounce.Step();
        foreach (var connection in _connections.Values)
            if (connection.Reason is null) _writer.Try(connection, Tick.Instance, _lookAt);
    }

    private void LookAt(TerminalConnection connection, Tick tick)
    {
        if (_writer.IsStuck(connection)) BeginClose(connection, CloseReason.SlowReader);
        else if (connection.Silence >= (connection.HasBeenHeard ? _services.Options.IdleTimeout : _services.Options.FirstFrameWithin))
            BeginClose(connection, CloseReason.Silent); // D21
        else _heartbeats.AnswerOverdue(connection);
        if (connection.Terminal.Partial.Expire(_services.Milliseconds)) TcpLog.PartialOverdue(_services.Log, connection.Number);
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

    private void Announce(TerminalConnection connection)
    {
        if (connection is { Reason: null, Terminal: { Session: { } session, Sn: { } sn } })
            connection.Route.Tell(new SessionAnnounced(sn, session, _services.Time.GetUtcNow() - connection.Silence), Self);
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
}
