using Gateway.Actors.Time;
using Microsoft.Extensions.Logging;

namespace Gateway.Storage.Hiding;

/// <summary>
/// Encrypts what earlier versions wrote in clear, while the gateway serves: in small batches with pauses between them, going on where it was after a stop. Done once for each
/// database (docs/decisions/0084).
/// </summary>
public sealed class HidingLoop(HidingStore store, TimeProvider time, ILogger<HidingLoop> log)
{
    /// <summary>Rows of one transaction.</summary>
    public const int BatchMax = 500;

    /// <summary>Between two batches.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan RetryMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryMax = TimeSpan.FromMinutes(1);

    /// <summary>Ends when nothing is left to do.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        long all = 0;
        foreach (var part in HidingPart.All)
        {
            var rows = await RunAsync(part, stop);
            if (rows > 0) HidingLog.Hidden(log, rows, part);
            all += rows;
        }

        if (all > 0) await store.ForgetLogAsync(stop);
    }

    private async Task<long> RunAsync(string part, CancellationToken stop)
    {
        var backoff = new Backoff(RetryMin, RetryMax);
        long rows = 0;
        while (true)
        {
            try
            {
                var step = await store.StepAsync(part, BatchMax, stop);
                if (step.Hidden > 0 && rows == 0) HidingLog.Begun(log, part);
                if (step.Unreadable > 0) HidingLog.Unreadable(log, step.Unreadable, part);
                rows += step.Hidden;
                backoff.Reset();
                if (step.Next is not { } next) return rows;
                await Task.Delay(next == HidingNext.Batch ? Pause : RetryMin, time, stop);
            }
#pragma warning disable CA1031 // Nobody would begin it again: whatever it is, it is told and tried again.
            catch (Exception failure) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
            {
                HidingLog.Failed(log, part, failure.GetType().Name);
                await Task.Delay(backoff.Next(), time, stop);
            }
        }
    }
}
