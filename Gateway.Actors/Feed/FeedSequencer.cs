using Akka.Actor;
using Akka.Event;
using Gateway.Actors.Time;
using Gateway.Actors.Wire;

namespace Gateway.Actors.Feed;

/// <summary>
/// Moves the outbox into the feed and numbers it. One in the cluster (a singleton); should there be two for a moment, the feed's primary key lets only one of them win.
/// It is woken after commits and looks by itself every <c>lookEvery</c> in case a wake-up was lost. While the database fails it pauses; a commit says that the database is back.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "Disposed in PostStop, which is where an actor ends.")]
public sealed class FeedSequencer : ReceiveActor, IWithTimers
{
    /// <summary>Rows moved in one transaction.</summary>
    public const int BatchMax = 1000;

    private static readonly TimeSpan RetryMin = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(1);

    private readonly IFeedStore _store;
    private readonly Action<long> _sequenced;
    private readonly Action<bool> _lives;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _stop = new();
    private bool _running;
    private bool _again;
    private readonly Backoff _backoff = new(RetryMin, RetryMax);
    private int _failures;
    private bool _broughtForward;

    public FeedSequencer(IFeedStore store, Action<long> sequenced, TimeSpan lookEvery, Action<bool> lives)
    {
        _store = store;
        _sequenced = sequenced;
        _lives = lives;
        Receive<OutboxWritten>(_ => Written());
        Receive<Look>(_ => Wake());
        Receive<Retry>(_ => Run());
        Receive<SequencedBatch>(Done);
        Receive<Status.Failure>(Failed);
        LookEvery = lookEvery;
    }

    /// <summary>There are new rows in the outbox, or for the projection in its own, the journal's tags. May be lost: both look by themselves too.</summary>
    public sealed class OutboxWritten : IGatewaySerializable
    {
        public static readonly OutboxWritten Instance = new();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan LookEvery { get; }

    /// <param name="sequenced">Called with the last number after each batch: wakes readers of the feed.</param>
    /// <param name="lookEvery">How often the outbox is looked at without a wake-up.</param>
    /// <param name="lives">Called when it begins and when it ends, in this process.</param>
    public static Props Props(IFeedStore store, Action<long> sequenced, TimeSpan lookEvery, Action<bool>? lives = null)
    {
        lives ??= static _ => { };
        return Akka.Actor.Props.Create(() => new FeedSequencer(store, sequenced, lookEvery, lives));
    }

    protected override void PreStart()
    {
        _lives(true);
        Timers.StartPeriodicTimer("look", Look.Instance, TimeSpan.Zero, LookEvery);
        base.PreStart();
    }

    protected override void PostStop()
    {
        _lives(false);
        _stop.Cancel();
        _stop.Dispose();
        base.PostStop();
    }

    /// <summary>Not at once: what fails may not be the database, and commits may be many.</summary>
    private void Written()
    {
        if (_failures == 0 || _running) Wake();
        else if (!_broughtForward) RetryIn(RetryMin);
    }

    private void Wake()
    {
        if (_running) _again = true;
        else if (_failures == 0) Run();
    }

    private void Run()
    {
        _running = true;
        _again = false;
        _store.SequenceAsync(BatchMax, _stop.Token).PipeTo(Self);
    }

    private void Done(SequencedBatch batch)
    {
        _running = false;
        _failures = 0;
        _backoff.Reset();
        if (batch.Moved > 0) _sequenced(batch.LastSeq);
        if (_again || batch.Moved == BatchMax) Run();
    }

    private void Failed(Status.Failure failure)
    {
        _running = false;
        _failures++;
        var pause = _backoff.Next();
        _log.Warning(
            "The feed could not be numbered (failure {0} in a row, next try in {1} s): {2}: {3}",
            _failures, pause.TotalSeconds, failure.Cause.GetType().Name, failure.Cause.Message);
        RetryIn(pause);
    }

    private void RetryIn(TimeSpan pause)
    {
        _broughtForward = pause <= RetryMin;
        Timers.StartSingleTimer("retry", Retry.Instance, pause);
    }

    private sealed class Look
    {
        public static readonly Look Instance = new();
    }

    private sealed class Retry
    {
        public static readonly Retry Instance = new();
    }
}
