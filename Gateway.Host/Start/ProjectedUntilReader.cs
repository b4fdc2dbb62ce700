using System.Data.Common;
using Gateway.Actors.Projection;
using Gateway.Storage.Sql;

namespace Gateway.Host.Start;

/// <summary>Keeps <see cref="ProjectedUntil"/> true on nodes on which the projection does not run.</summary>
internal sealed class ProjectedUntilReader(ProjectedUntil until, ICommandProjectionStore store, TimeProvider time, ILogger<ProjectedUntil> log) : BackgroundService
{
    /// <summary>How often the database is asked.</summary>
    public static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ReadEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                until.Advance((await store.GetPositionAsync(stoppingToken)).Until);
            }
            catch (Exception e) when (e is DbException or StorageUnusableException or TimeoutException)
            {
                ProjectionLog.PositionUnknown(log, e.GetType().Name);
            }
        }
    }
}
