using System.Data.Common;
using Gateway.Storage.Diagnostics;

namespace Gateway.Host.Start;

/// <summary>Says at the start that a fail-over of the database may lose what was acknowledged (docs/cluster.md); the cluster's page and the console say it all the time.</summary>
internal sealed partial class StandbyWarning(BacklogReader backlog, ILogger<StandbyWarning> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if ((await backlog.ReadAsync(stoppingToken)).MayLose) MayLose(log);
        }
        catch (Exception away) when (away is DbException or TimeoutException or InvalidOperationException)
        {
            // Readiness says why; the cluster's page says the rest once it answers.
        }
    }

    [LoggerMessage(1013, LogLevel.Warning,
        "The connection string names several hosts, and PostgreSQL waits for no synchronous standby: a fail-over may lose what was acknowledged")]
    private static partial void MayLose(ILogger log);
}
