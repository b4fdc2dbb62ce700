using Akka.Actor;
using Gateway.Actors.Feed;

namespace Gateway.Actors.Projection;

/// <summary>
/// Wakes the projection, on whatever node it runs, after a commit of the journal. A call that is lost costs <see cref="CommandProjection.LookEveryIdle"/>. Neither blocks nor
/// throws.
/// </summary>
/// <param name="time">The machine's own clock unless given: no test's clock may hold it.</param>
public sealed class ProjectionSignal(TimeProvider? time = null)
{
    /// <summary>
    /// So long after a wake-up there is no other: commits may be thousands a second. Shorter than <see cref="CommandProjection.LookEvery"/>, after which the projection looks again
    /// in any case: so what was committed meanwhile is found.
    /// </summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private volatile IActorRef _projection = ActorRefs.Nobody;
    private long _toldAt;

    /// <summary>From now on this one is woken.</summary>
    public void Wakes(IActorRef projection) => _projection = projection;

    public void Written()
    {
        var (now, told) = (_time.GetTimestamp(), Volatile.Read(ref _toldAt));
        if (told != 0 && _time.GetElapsedTime(told, now) < Pace) return;
        if (Interlocked.CompareExchange(ref _toldAt, now, told) == told) _projection.Tell(FeedSequencer.OutboxWritten.Instance);
    }
}
