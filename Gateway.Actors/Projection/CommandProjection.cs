using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Gateway.Actors.Commands;
using Gateway.Actors.Time;
using Microsoft.Extensions.Logging;

namespace Gateway.Actors.Projection;

/// <summary>
/// Projects the journal into the table <c>commands</c> and command outcomes into the outbox. One in the cluster (a singleton); should there be two for a
/// moment, the stored position lets only one of them go on. Whatever fails, it begins again from what is stored.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "Disposed in PostStop, which is where an actor ends.")]
public sealed class CommandProjection : ReceiveActor, IWithTimers
{
    /// <summary>Events in one transaction, at most.</summary>
    public const int GroupMax = 500;

    /// <summary>After so long without an event it makes sure that there is none, so that <see cref="ProjectedUntil"/> moves on in quiet times too.</summary>
    public static readonly TimeSpan QuietAfter = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan RetryMin = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(10);

    private readonly ICommandProjectionStore _store;
    private readonly ICommandJournal _journal;
    private readonly ProjectedUntil _until;
    private readonly Action _outboxWritten;
    private readonly TimeProvider _time;
    private readonly TimeSpan _quietAfter;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly IMaterializer _materializer = Context.Materializer();
    private ProjectionPosition? _quietAt;
    private readonly Backoff _backoff = new(RetryMin, RetryMax);
    private int _failures;

    public CommandProjection(
        ICommandProjectionStore store, ICommandJournal journal, ProjectedUntil until, Action outboxWritten, TimeProvider time, TimeSpan quietAfter, ILogger log)
    {
        (_store, _journal, _until, _outboxWritten, _time, _quietAfter, _log) = (store, journal, until, outboxWritten, time, quietAfter, log);
        Receive<Begin>(_ => _store.GetPositionAsync(_stop.Token).PipeTo(Self));
        Receive<ProjectionPosition>(Run);
        Receive<ProjectedEvents>(Projected);
        Receive<Quiet>(_ => CheckQuiet());
        Receive<QuietChecked>(_ => WaitForQuiet());
        Receive<QuietUnknown>(unknown =>
        {
            ProjectionLog.PositionUnknown(_log, unknown.Cause.GetType().Name);
            WaitForQuiet();
        });
        Receive<Ended>(ended => Failed(ended.Failure ?? new InvalidOperationException("The journal has ended its stream of events.")));
        Receive<Status.Failure>(failure => Failed(failure.Cause));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="until">Told after each group.</param>
    /// <param name="outboxWritten">Called after a group with outcomes: wakes the feed's sequencer.</param>
    /// <param name="quietAfter">See <see cref="QuietAfter"/>.</param>
    public static Props Props(
        ICommandProjectionStore store, ICommandJournal journal, ProjectedUntil until, Action outboxWritten, TimeProvider time, TimeSpan quietAfter,
        ILogger<CommandProjection> log) =>
        Akka.Actor.Props.Create(() => new CommandProjection(store, journal, until, outboxWritten, time, quietAfter, log));

    protected override void PreStart()
    {
        Self.Tell(Begin.Instance);
        base.PreStart();
    }

    protected override void PostStop()
    {
        _stop.Cancel();
        _stop.Dispose();
        base.PostStop();
    }

    private void Run(ProjectionPosition position)
    {
        ProjectionLog.ProjectionStarted(_log, position.Position);
        _until.Advance(position.Until);
        _quietAt = position;
        WaitForQuiet();
        var self = Self;
        var stop = _stop.Token;
        _journal.After(position.Position)
            .Batch(GroupMax, first => new List<JournalledEvent> { first }, (group, next) =>
            {
                group.Add(next);
                return group;
            })
            .SelectAsync(1, async group =>
            {
                try
                {
                    var projected = await _store.ProjectAsync(position, group, stop);
                    position = projected.Position;
                    self.Tell(projected, ActorRefs.NoSender);
                    return Ended.No;
                }
                catch (ProjectionFencedException fenced)
                {
                    // Another node goes on: no error, so the stream ends in an orderly way.
                    return new Ended(fenced);
                }
            })
            .TakeWhile(ended => ended == Ended.No, inclusive: true)
            .RunWith(Sink.LastOrDefault<Ended>(), _materializer)
            .PipeTo(Self, success: ended => ended ?? Ended.No);
    }

    private void Projected(ProjectedEvents projected)
    {
        _failures = 0;
        _backoff.Reset();
        _quietAt = projected.Position;
        _until.Advance(projected.Position.Until);
        if (projected.Outcomes > 0) _outboxWritten();
        WaitForQuiet();
    }

    private void WaitForQuiet() => Timers.StartSingleTimer(Quiet.Instance, Quiet.Instance, _quietAfter);

    private void CheckQuiet()
    {
        if (_quietAt is { } position) CheckQuietAsync(position).PipeTo(Self, failure: failure => new QuietUnknown(failure));
    }

    /// <summary>Whatever is committed before the journal was asked has an answer: none behind the position means that all of it is projected.</summary>
    private async Task<QuietChecked> CheckQuietAsync(ProjectionPosition position)
    {
        var asked = _time.GetUtcNow();
        var behind = await _journal.CurrentAfter(position.Position).Take(1).RunWith(Sink.Seq<JournalledEvent>(), _materializer);
        if (behind.Count == 0 && await _store.NoteQuietAsync(position.Position, asked, _stop.Token)) _until.Advance(asked);
        return QuietChecked.Instance;
    }

    private void Failed(Exception cause)
    {
        _failures++;
        _quietAt = null;
        var pause = _backoff.Next();
        ProjectionLog.ProjectionFailed(_log, cause, _failures, pause.TotalSeconds);
        Timers.StartSingleTimer(Begin.Instance, Begin.Instance, pause);
    }

    private sealed class Begin
    {
        public static readonly Begin Instance = new();
    }

    private sealed class Quiet
    {
        public static readonly Quiet Instance = new();
    }

    private sealed class QuietChecked
    {
        public static readonly QuietChecked Instance = new();
    }

    private sealed record QuietUnknown(Exception Cause);

    private sealed record Ended(Exception? Failure)
    {
        public static readonly Ended No = new((Exception?)null);
    }
}
