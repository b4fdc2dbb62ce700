using System.Data.Common;
using Gateway.Actors.Feed;
using Gateway.Storage.Feed;
using Gateway.Storage.Sql;

namespace Gateway.Platform.Rest.Feed;

/// <summary>
/// Reads the feed's end once for all consumers of this node, who are woken ten times a second at most. Without consumers it only looks how far the feed is, once a second while the
/// sequencer of this node moves it and every five seconds otherwise: so that the node remembers it (<see cref="FeedMemory"/>), and finds out when the database has gone back.
/// </summary>
internal sealed class FeedTail(FeedStore store, FeedCipher cipher, FeedMemory memory, FeedSignal signal, RestLimits limits, ILogger<FeedTail> log) : BackgroundService
{
    /// <summary>Items that are held; whoever is further behind reads the database.</summary>
    public const int ItemsMax = 16_384;

    /// <summary>Their bytes.</summary>
    public const long BytesMax = 16 * 1024 * 1024;

    private const int BatchMax = 1000;

    /// <summary>How often consumers are woken at most.</summary>
    private static readonly TimeSpan WakeEvery = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LookEveryIdle = TimeSpan.FromSeconds(5);

    /// <summary>It goes on reading so long after the last consumer: long polls come again.</summary>
    private static readonly TimeSpan ReadFor = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _wanted = new(0);
    private volatile TailView _view = TailView.Nothing;
    private int _consumers;
    private long _lookedAt;
    private long _looked = -1;

    /// <summary>What it holds now.</summary>
    public TailView View => _view;

    /// <summary>From now on it reads, for one consumer more.</summary>
    public void Enter()
    {
        if (Interlocked.Increment(ref _consumers) == 1) _wanted.Release();
    }

    public void Leave() => Interlocked.Decrement(ref _consumers);

    public override void Dispose()
    {
        _wanted.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        var saved = TimeProvider.System.GetTimestamp();
        var wanted = saved - (long)(ReadFor.TotalSeconds * TimeProvider.System.TimestampFrequency);
        while (!stoppingToken.IsCancellationRequested)
        {
            var began = TimeProvider.System.GetTimestamp();
            try
            {
                if (Volatile.Read(ref _consumers) > 0) wanted = began;
                await (TimeProvider.System.GetElapsedTime(wanted) < ReadFor ? ReadAsync(stoppingToken) : RestAsync(stoppingToken));
                failures = 0;
                if (memory.HasNews && TimeProvider.System.GetElapsedTime(saved) >= LookEvery)
                {
                    saved = TimeProvider.System.GetTimestamp();
                    await Task.Factory.StartNew(memory.Save, stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                }
            }
            catch (Exception failure) when (IsPassing(failure))
            {
                if (failures++ == 0) RestLog.FeedTailFailed(log, failure.GetType().Name);
            }

            // The machine's own pace, which no test's clock holds.
            if (WakeEvery - TimeProvider.System.GetElapsedTime(began) is { Ticks: > 0 } pause) await Task.Delay(pause, stoppingToken);
        }
    }

    private static bool IsPassing(Exception failure) =>
        failure is DbException or StorageUnusableException or TimeoutException or IOException or UnauthorizedAccessException or InvalidOperationException;

    /// <summary>What it holds would only grow old.</summary>
    private async Task RestAsync(CancellationToken stop)
    {
        if (_view.State is not null) Show(TailView.Nothing);
        if (signal.LastSeq != _looked || TimeProvider.System.GetElapsedTime(_lookedAt) >= LookEveryIdle)
        {
            _looked = signal.LastSeq;
            await store.StateAsync(stop);
            _lookedAt = TimeProvider.System.GetTimestamp();
        }

        await _wanted.WaitAsync(LookEvery, stop);
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        if (_view.State is null)
        {
            var state = await store.StateAsync(stop);
            Show(new TailView(state, state.Head, []));
        }

        await signal.WaitAsync(_view.Last, signal.IsFed ? LookEvery : limits.FeedReadAgain, stop);
        var view = _view;
        while (true)
        {
            var slice = await store.ReadAsync(view.Last, null, BatchMax, stop);
            if (slice.State.ForkOf(view.State!.Current.Name, view.Last) is { } fork)
            {
                view = new TailView(slice.State, fork - 1, []);
                continue;
            }

            view = Append(view, slice);
            if (slice.Items.Count < BatchMax) break;
        }

        if (view != _view) Show(view);
    }

    private TailView Append(TailView view, FeedSlice slice)
    {
        if (slice.Items.Count == 0 && slice.State.Current == view.State!.Current) return view;
        List<IReadOnlyList<FeedEvent>> chunks = [.. view.Chunks];
        if (slice.Items.Count > 0) chunks.Add(FeedEvent.Encode(cipher.Reveal(slice.Items), slice.State.Current.Name));
        var after = view.After;
        while (chunks.Count > 1 && (chunks.Sum(chunk => chunk.Count) > ItemsMax || chunks.Sum(Bytes) > BytesMax))
        {
            after = chunks[0][^1].Seq;
            chunks.RemoveAt(0);
        }

        return new TailView(slice.State, after, chunks);
    }

    private static long Bytes(IReadOnlyList<FeedEvent> chunk) => chunk.Sum(item => (long)item.Event.Length);

    private void Show(TailView view)
    {
        var before = _view;
        _view = view;
        before.Succeeded();
    }
}
