namespace Gateway.Actors.Projection;

/// <summary>
/// How far command events are projected, as this node knows it: told by the projection when it runs here, else read now and then. It may lag behind, never run
/// ahead: a DeviceActor deletes older events by it.
/// </summary>
public sealed class ProjectedUntil
{
    private long _ticks;

    /// <summary>Every event that was committed before this time has been projected, UTC.</summary>
    public DateTimeOffset Value => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>Moves it on; never back.</summary>
    public void Advance(DateTimeOffset until)
    {
        var ticks = until.UtcTicks;
        for (var known = Interlocked.Read(ref _ticks); ticks > known;)
        {
            var seen = Interlocked.CompareExchange(ref _ticks, ticks, known);
            if (seen == known) return;
            known = seen;
        }
    }
}
