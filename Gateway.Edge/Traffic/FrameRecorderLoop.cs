using System.Data.Common;
using Gateway.Actors.Load;
using Gateway.Actors.Traffic;
using Gateway.Storage.Recording;
using Gateway.Storage.Sql;

namespace Gateway.Edge.Traffic;

/// <summary>
/// Writes behind what the recorder has: once a second what is due, four times a second while there is more, so many entries at most, in small transactions. When the gateway stops,
/// everything. While the database is away, or uploads wait for it, entries wait; those that there is no room for are dropped and counted.
/// </summary>
internal sealed partial class FrameRecorderLoop(
    FrameRecorder recorder, FrameStore store, LoadGauge load, MetricScope scope, TimeProvider time, ILogger<FrameRecorderLoop> log) : BackgroundService, IFrameRecording
{
    /// <summary>Entries in one transaction.</summary>
    public const int BatchMax = 250;

    /// <summary>Entries in one round: what terminals wait for shares the database and the cores, so many small bites do less harm than one large.</summary>
    public const int PerRoundMax = BatchMax;

    /// <summary>A ring that no frame has come to for so long is given up, milliseconds. Longer than the count of a repeated frame may wait.</summary>
    private const long IdleAfter = FrameRing.CountsWithin + 60_000;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EveryWhileMore = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LastWithin = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _writing = new(1);
    private readonly RecorderMetrics _metrics = new(scope, recorder.Counts);

    public int Kept => recorder.Kept;

    public async Task FlushAsync(string sn, CancellationToken cancellation)
    {
        if (recorder.RingOf(sn) is { } ring) await WriteAsync([ring], int.MaxValue, cancellation);
    }

    /// <summary>Writes what is due. True: not all of it.</summary>
    public async Task<bool> RoundAsync(CancellationToken cancellation)
    {
        if (load.Level != LoadLevel.Normal)
        {
            LoadMetrics.RecordingShed();
            return false; // Uploads wait for the database: they go first (docs/decisions/0041).
        }

        var now = recorder.Now;
        var due = new List<FrameRing>();
        foreach (var ring in recorder.Rings)
        {
            if (ring.DueAt <= now) due.Add(ring);
            else if (now - ring.TouchedAt > IdleAfter) recorder.CloseIfIdle(ring, now - IdleAfter);
        }

        due.Sort(static (one, other) => one.DueAt.CompareTo(other.DueAt));
        return await WriteAsync(due, PerRoundMax, cancellation) >= PerRoundMax;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(LastWithin);
        foreach (var ring in recorder.Rings) ring.End(recorder.Now);
        await TryAsync(() => WriteAsync([.. recorder.Rings], int.MaxValue, late.Token));
        if (recorder.Counts.Waiting > 0) LogLeft(log, recorder.Counts.Waiting);
    }

    public override void Dispose()
    {
        _metrics.Dispose();
        _writing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (recorder.Kept == 0) return;
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TryAsync(async () => timer.Period = await RoundAsync(stoppingToken) ? EveryWhileMore : Every);
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure) when (failure is DbException or StorageUnusableException or TimeoutException)
        {
            LogFailed(log, recorder.Counts.Waiting, failure.GetType().Name);
        }
        catch (OperationCanceledException)
        {
            return; // The gateway stops, or its time to do so is over.
        }
#pragma warning disable CA1031 // A recording is never worth the gateway, which a background service that fails would end.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogFault(log, failure);
        }
    }

    private async Task<int> WriteAsync(List<FrameRing> rings, int most, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            var written = 0;
            for (var next = 0; next < rings.Count && written < most;)
            {
                var batch = new List<(FrameRing Ring, List<(RingEntry Entry, RecordedFrame Frame)> Taken)>();
                for (var size = 0; next < rings.Count && size < BatchMax; next++)
                {
                    var taken = new List<(RingEntry, RecordedFrame)>();
                    rings[next].Take(taken);
                    if (taken.Count > 0) batch.Add((rings[next], taken));
                    size += taken.Count;
                }

                written += await WriteAsync(batch, cancellation);
            }

            return written;
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task<int> WriteAsync(List<(FrameRing Ring, List<(RingEntry Entry, RecordedFrame Frame)> Taken)> batch, CancellationToken cancellation)
    {
        var stored = false;
        try
        {
            var frames = batch.SelectMany(static of => of.Taken).Select(static taken => taken.Frame).ToList();
            var numbers = await store.WriteAsync(
                frames, recorder.Kept, [.. batch.Where(static of => !of.Ring.IsTrimmed).Select(static of => of.Ring.Sn)], cancellation);
            stored = true;
            var first = 0;
            foreach (var (ring, taken) in batch)
            {
                var from = first;
                ring.Stored(taken.Select((one, i) => (one.Entry, one.Frame.Times, numbers[from + i])));
                first += taken.Count;
            }

            return frames.Count;
        }
        finally
        {
            if (!stored)
                foreach (var (ring, _) in batch) ring.Failed(recorder.Now);
        }
    }

    [LoggerMessage(1211, LogLevel.Warning, "Recorded frames could not be written, {Waiting} entries wait: {Reason}")]
    private static partial void LogFailed(ILogger log, int waiting, string reason);

    [LoggerMessage(1212, LogLevel.Error, "The frame recorder failed; it goes on")]
    private static partial void LogFault(ILogger log, Exception failure);

    [LoggerMessage(1213, LogLevel.Warning, "{Entries} entries of the frame recorder could not be written before the end")]
    private static partial void LogLeft(ILogger log, int entries);
}
