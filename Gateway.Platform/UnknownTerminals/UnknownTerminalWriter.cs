using System.Data.Common;
using Gateway.Actors.Sightings;
using Gateway.Storage.Sql;
using Gateway.Storage.UnknownTerminals;

namespace Gateway.Platform.UnknownTerminals;

/// <summary>Writes SNs that tried at this node's doors and are not known, in bulk and behind: no terminal waits for it. While there are none the database is not touched.</summary>
internal sealed partial class UnknownTerminalWriter(TerminalSightings sightings, UnknownTerminalStore store, TimeProvider time, ILogger<UnknownTerminalWriter> log)
    : BackgroundService
{
    /// <summary>How often.</summary>
    public static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(5);

    /// <summary>Writes what waits now; what cannot be written waits on.</summary>
    public async Task WriteAsync(CancellationToken stop)
    {
        var seen = sightings.Tries.Take();
        if (seen.Count == 0) return;
        try
        {
            await store.AddAsync(seen, stop);
        }
        catch (Exception failure) when (failure is DbException or StorageUnusableException or TimeoutException)
        {
            sightings.Tries.GiveBack(seen);
            LogNotWritten(failure, seen.Count);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(WriteEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await WriteAsync(stoppingToken);
    }

    [LoggerMessage(1556, LogLevel.Warning, "{Count} SNs that tried and are not known could not be written; they wait")]
    private partial void LogNotWritten(Exception exception, int count);
}
