namespace Gateway.Actors.Sessions;

/// <summary>
/// Which heartbeats of a terminal are fresh, and what is known of its clock (D37). Lives as long as its DeviceActor is awake; the habit alone is written behind with the presence.
/// </summary>
internal sealed class ClockMemory
{
    /// <summary>Heartbeats that are remembered.</summary>
    public const int BodiesMax = 64;

    /// <summary>So many different heartbeats with a wrong time, at least, make the habit <see cref="ClockHabit.Wrong"/>: a few captured ones that are said again do not.</summary>
    public const int WrongBodiesMin = 30;

    /// <summary>See <see cref="WrongBodiesMin"/>.</summary>
    public static readonly TimeSpan WrongAfter = TimeSpan.FromHours(1);

    /// <summary>Clocks have whole seconds: a terminal that comes back at once says the same again.</summary>
    public static readonly TimeSpan SameSecond = TimeSpan.FromSeconds(1);

    /// <summary>Bodies are remembered for so much longer than their time can be right: the clocks of nodes differ, and one may be set back.</summary>
    public static readonly TimeSpan NodesDiffer = TimeSpan.FromMinutes(1);

    private readonly List<Received> _bodies = [];
    private HashSet<long>? _wrongBodies;
    private TimeSpan _wrongSince;

    /// <summary>Null: no heartbeat of this incarnation told, and what an earlier one knew was not asked for.</summary>
    public ClockHabit? Habit { get; private set; }

    /// <summary>What an earlier incarnation knew; changes nothing when this one knows better.</summary>
    public void Recall(ClockHabit habit) => Habit ??= habit;

    /// <summary>Whether a heartbeat is fresh. Asked before <see cref="Note"/>.</summary>
    /// <param name="beat">What it says.</param>
    /// <param name="isAlone">No session is current.</param>
    public bool IsFresh(in ClockReading beat, TimeSpan now, bool isAlone)
    {
        if (!beat.IsRight) return false;
        foreach (var known in _bodies)
            if (known.Body == beat.Body) return isAlone && now - known.At <= SameSecond;

        return true;
    }

    /// <summary>Remembers a heartbeat. True: the habit has changed.</summary>
    public bool Note(in ClockReading beat, TimeSpan now)
    {
        if (beat.SkewSeconds is { } skew) Remember(beat.Body, now, TimeSpan.FromSeconds((long)skew + beat.AllowedSeconds) + NodesDiffer);
        var before = Habit;
        if (beat.IsRight)
        {
            Habit = ClockHabit.Right;
            _wrongBodies = null;
        }
        else if (Habit != ClockHabit.Wrong)
        {
            CountWrong(beat.Body, now);
        }

        return Habit != before;
    }

    /// <summary>What shows the past and more can never be right again, nor can what has become so old: neither need be remembered.</summary>
    private void Remember(long body, TimeSpan now, TimeSpan canBeRightFor)
    {
        if (canBeRightFor < TimeSpan.Zero) return;
        for (var i = _bodies.Count - 1; i >= 0; i--)
        {
            if (_bodies[i].Body == body) return;
            if (_bodies[i].Until < now) _bodies.RemoveAt(i);
        }

        if (_bodies.Count == BodiesMax) _bodies.RemoveAt(0);
        _bodies.Add(new Received(body, now, now + canBeRightFor));
    }

    private void CountWrong(long body, TimeSpan now)
    {
        if (_wrongBodies is null)
        {
            _wrongBodies = [];
            _wrongSince = now;
        }

        if (_wrongBodies.Count < WrongBodiesMin) _wrongBodies.Add(body);
        if (_wrongBodies.Count < WrongBodiesMin || now - _wrongSince < WrongAfter) return;
        Habit = ClockHabit.Wrong;
        _wrongBodies = null;
    }

    /// <param name="At">First receipt.</param>
    /// <param name="Until">From then on its time is wrong for ever.</param>
    private readonly record struct Received(long Body, TimeSpan At, TimeSpan Until);
}
