using Akka.Actor;
using Gateway.Actors.Feed;
using Gateway.Actors.Time;
using Microsoft.Extensions.Logging;

namespace Gateway.Actors.Projection;

/// <summary>
/// Projects the journal into the table <c>commands</c> and command outcomes into the outbox. One in the cluster (a singleton); should there be two for a
/// moment, each event is projected by one of them. Whatever fails, it begins again with what is due. It is woken after commits of the journal and goes on looking until nothing
/// more comes; then it sleeps, and looks by itself only in case a wake-up was lost.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "Disposed in PostStop, which is where an actor ends.")]
public sealed class CommandProjection : ReceiveActor, IWithTimers
{
    /// <summary>Events in one transaction, at most.</summary>
    public const int GroupMax = 500;

    /// <summary>How often it looks while events come.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>How often it looks while none do: what a lost wake-up costs, and how far lists and counts of commands may be behind (contract).</summary>
    public static readonly TimeSpan LookEveryIdle = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan RetryMin = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(10);

    private readonly ICommandProjectionStore _store;
    private readonly Action _outboxWritten;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Backoff _backoff = new(RetryMin, RetryMax);
    private int _failures;
    private bool _looking;
    private bool _asleep;
    private bool _woken;

    public CommandProjection(ICommandProjectionStore store, Action outboxWritten, ILogger log)
    {
        (_store, _outboxWritten, _log) = (store, outboxWritten, log);
        Receive<Look>(_ => OnLook());
        Receive<FeedSequencer.OutboxWritten>(_ => Written());
        Receive<ProjectedEvents>(Projected);
        Receive<Status.Failure>(failure => Failed(failure.Cause));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="outboxWritten">Called after a group with outcomes: wakes the feed's sequencer.</param>
    public static Props Props(ICommandProjectionStore store, Action outboxWritten, ILogger<CommandProjection> log) =>
        Akka.Actor.Props.Create(() => new CommandProjection(store, outboxWritten, log));

    protected override void PreStart()
    {
        ProjectionLog.ProjectionStarted(_log);
        Self.Tell(Look.Instance);
        base.PreStart();
    }

    protected override void PostStop()
    {
        _stop.Cancel();
        _stop.Dispose();
        base.PostStop();
    }

    private void OnLook()
    {
        if (_looking) return;
        (_looking, _asleep) = (true, false);
        _store.ProjectAsync(GroupMax, _stop.Token).PipeTo(Self);
    }

    /// <summary>
    /// A sleeper looks at once. One that is awake does at its pace, and once more than it would have: those who wake it do so once for what they commit within
    /// <see cref="ProjectionSignal.Pace"/>.
    /// </summary>
    private void Written()
    {
        _woken = true;
        if (_asleep) OnLook();
    }

    private void Projected(ProjectedEvents projected)
    {
        _looking = false;
        _failures = 0;
        _backoff.Reset();
        if (projected.Outcomes > 0) _outboxWritten();
        if (projected.Events == GroupMax)
        {
            Self.Tell(Look.Instance);
            return;
        }

        _asleep = projected.Events == 0 && !_woken;
        _woken = false;
        LookAfter(_asleep ? LookEveryIdle : LookEvery);
    }

    private void Failed(Exception cause)
    {
        _looking = false;
        _failures++;
        var pause = _backoff.Next();
        ProjectionLog.ProjectionFailed(_log, cause, _failures, pause.TotalSeconds);
        LookAfter(pause);
    }

    private void LookAfter(TimeSpan pause) => Timers.StartSingleTimer(Look.Instance, Look.Instance, pause);

    private sealed class Look
    {
        public static readonly Look Instance = new();
    }
}
