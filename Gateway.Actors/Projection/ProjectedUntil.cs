using System.Data.Common;
using Gateway.Storage.Commands;
using Gateway.Storage.Sql;

namespace Gateway.Actors.Projection;

/// <summary>
/// How far command events are projected, as this node knows it: told by the projection when it runs here, else read now and then. It may lag behind, never run
/// ahead: a DeviceActor deletes older events by it.
/// </summary>
internal sealed class ProjectedUntil(CommandProjector projector, TimeProvider time, ILogger<ProjectedUntil> log) : BackgroundService
{
    /// <summary>How often the database is asked.</summary>
    public static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(30);

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
            if (seen == known)
                return;
            known = seen;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ReadEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                Advance((await projector.GetPositionAsync(stoppingToken)).Until);
            }
            catch (Exception e) when (e is DbException or StorageUnusableException or TimeoutException)
            {
                CommandLog.PositionUnknown(log, e.GetType().Name);
            }
        }
    }
}
