using Gateway.Simulator.Verification;

namespace Gateway.Simulator.Platform;

/// <summary>Reads what the platform can see into a checker.</summary>
/// <param name="prefix">Records of other SNs are left out; feed numbers are not.</param>
internal sealed class DeliveryReader(PlatformClient client, string prefix, TimeProvider time)
{
    private const int WaitSeconds = 1;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Reads the feed from number 1 to its end, and beyond for as long as <paramref name="settle"/> while it lacks anything that was acknowledged;
    /// then the list.
    /// </summary>
    /// <exception cref="PlatformException">The gateway cannot be reached, or refuses.</exception>
    public async Task ReadAsync(DeliveryChecker checker, TimeSpan settle, CancellationToken stop)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            var before = checker.LastSeq;
            var count = await ReadFeedPageAsync(checker, stop);
            if (checker.LastSeq > before && count == PlatformClient.PageSize)
            {
                since = time.GetTimestamp(); // the end is not reached yet
                continue;
            }

            if (checker.MissingInFeed == 0 || time.GetElapsedTime(since) >= settle) break;
            await Task.Delay(Pause, time, stop);
        }

        await foreach (var record in client.ReadAttendanceAsync(stop))
            if (IsOurs(record)) checker.Listed(record);
    }

    private async Task<int> ReadFeedPageAsync(DeliveryChecker checker, CancellationToken stop)
    {
        var entries = await client.ReadFeedAsync(checker.LastSeq, checker.MissingInFeed > 0 ? WaitSeconds : 0, stop);
        foreach (var entry in entries)
        {
            checker.FedSeq(entry.Seq);
            if (entry.Attendance is { } record && IsOurs(record)) checker.Fed(record);
        }

        return entries.Count;
    }

    private bool IsOurs(RecordKey record) => record.Sn.StartsWith(prefix, StringComparison.Ordinal);
}
