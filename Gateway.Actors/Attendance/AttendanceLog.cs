using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Akka;
using Akka.Event;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Gateway.Actors.Attendance;

/// <summary>
/// The uplink of one node: a bounded queue, grouped while the last group is being committed and for a moment after it, one transaction a group. Whoever handed an upload in
/// learns its outcome after the commit and never before. It needs no shard: uploads go on while shards move.
/// </summary>
public sealed class AttendanceLog : IAsyncDisposable
{
    private static readonly Meter Meter = new("Gateway.Attendance");
    private static readonly Histogram<int> GroupSize = Meter.CreateHistogram<int>("gateway.attendance.group.size", "{upload}", "Uploads in one transaction.");
    private static readonly Counter<long> GroupFailures =
        Meter.CreateCounter<long>("gateway.attendance.group.failures", "{failure}", "Transactions of uploads that failed and were tried again.");

    private static readonly Histogram<double> GroupDuration =
        Meter.CreateHistogram<double>("gateway.attendance.group.duration", "s", "One transaction of uploads, failed ones too: the latency of the database's commits.");

    private static readonly TimeSpan FailureLogEvery = TimeSpan.FromSeconds(10);

    private readonly IAttendanceStore _store;
    private readonly AttendanceLogOptions _options;
    private readonly TimeProvider _time;
    private readonly Action _committed;
    private readonly ILoggingAdapter _log;
    private readonly GroupPace _pace;
    private readonly Channel<Pending> _queue;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _pipeline;

    private Task _committing = Task.CompletedTask;

    /// <summary>Only the pipeline touches these; one group at a time.</summary>
    private readonly Queue<Part> _held = new();
    private long? _failureLoggedAt;
    private int _failuresUnlogged;

    /// <summary>Uploads handed in that no group has taken yet.</summary>
    private int _ungrouped;

    /// <summary>When the oldest upload of the group that is being committed was handed in; 0: none is.</summary>
    private long _oldest;

    /// <param name="committed">Called after each commit: there may be new outbox rows. Must not block or throw.</param>
    /// <param name="pace">Null: that of the options.</param>
    public AttendanceLog(
        IAttendanceStore store, IMaterializer materializer, AttendanceLogOptions options, TimeProvider time, Action committed, ILoggingAdapter log,
        GroupPace? pace = null)
    {
        _store = store;
        _options = options;
        _time = time;
        _committed = committed;
        _log = log;
        _pace = pace ?? new GroupPace(options.GroupEvery, TimeProvider.System);
        _queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(options.QueueMax) { SingleReader = true });
        _pipeline = RunAsync(materializer);
    }

    /// <summary>Whether its stream runs: without one no upload is stored.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Uploads that wait for the next group, now.</summary>
    public int Waiting => _queue.Reader.Count;

    /// <summary>How long the oldest upload of the present group has waited; zero while nothing is being committed. Milliseconds on a sound database.</summary>
    public TimeSpan OldestWaits => Volatile.Read(ref _oldest) is not 0 and var since ? _time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Uploads that may wait for the next group.</summary>
    public int WaitingMax => _options.QueueMax;

    /// <summary>Stores one upload. Completes after the commit of its group.</summary>
    /// <exception cref="TimeoutException">Not durable within <see cref="AttendanceLogOptions.DurableWithin"/>, or not taken by a database that takes others. It may still become
    /// so: a repeat is then a duplicate.</exception>
    /// <exception cref="ChannelClosedException">The gateway is stopping.</exception>
    public Task<UploadOutcome> StoreAsync(AttendanceUpload upload)
    {
        _pace.Came(upload.Sn, Interlocked.Increment(ref _ungrouped));
        var stored = EnqueueAsync(new Pending(upload, _time.GetTimestamp()));

        // Whoever waits goes away when the time is over; what becomes of the upload after that is nobody's exception any more.
        stored.ContinueWith(
            static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return stored.WaitAsync(_options.DurableWithin, _time);
    }

    private async Task<UploadOutcome> EnqueueAsync(Pending pending)
    {
        if (!_queue.Writer.TryWrite(pending)) await WaitForRoomAsync(pending);
        return await pending.Outcome.Task;
    }

    /// <summary>Never longer than the upload may take: a waiter that has been told 9998 must not enter the queue later.</summary>
    private async Task WaitForRoomAsync(Pending pending)
    {
        using var giveUp = new CancellationTokenSource(_options.DurableWithin, _time);
        try
        {
            await _queue.Writer.WriteAsync(pending, giveUp.Token);
        }
        catch (Exception refused) when (refused is OperationCanceledException or ChannelClosedException)
        {
            Interlocked.Decrement(ref _ungrouped);
            throw refused is ChannelClosedException ? refused : new TimeoutException("the attendance queue was full");
        }
    }

    /// <summary>Takes no more uploads, commits what it has, within <see cref="AttendanceLogOptions.DurableWithin"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_queue.Writer.TryComplete()) return;
        await Task.WhenAny(_pipeline, Task.Delay(_options.DurableWithin, _time));
        await _stop.CancelAsync();
        _stop.Dispose();
    }

    /// <summary>
    /// The stream, and another should it end while uploads are taken. What the old one had and did not commit is not acknowledged: whoever waits is told so when its time is over.
    /// </summary>
    private async Task RunAsync(IMaterializer materializer)
    {
        for (var delay = _options.RetryDelayMin; !_stop.IsCancellationRequested; delay = Doubled(delay))
        {
            try
            {
                IsRunning = true;
                await ChannelSource.FromReader(_queue.Reader)
                    .BatchWeighted(_options.GroupRecordsMax, Weight, first => new List<Pending> { first }, Add)
                    .SelectAsync(1, NextAsync)
                    .WatchTermination(Keep.Right)
                    .To(Sink.Ignore<NotUsed>())
                    .Run(materializer);
                return; // The queue is complete, and empty.
            }
#pragma warning disable CA1031 // Whatever ended it, the next one is begun.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                _log.Error(failure, "The stream of uploads has ended; another is begun");
            }
            finally
            {
                IsRunning = false;
            }

            await _committing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // Only one at a time touches what is held.
            _held.Clear();
            Volatile.Write(ref _oldest, 0);
            await Task.Delay(delay, _time);
        }
    }

    private TimeSpan Doubled(TimeSpan delay) => TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, _options.RetryDelayMax.Ticks));

    private static long Weight(Pending pending) => Math.Max(1, pending.Upload.Records.Count);

    private static List<Pending> Add(List<Pending> group, Pending next)
    {
        group.Add(next);
        return group;
    }

    private Task<NotUsed> NextAsync(List<Pending> group)
    {
        _pace.Began(group.Select(static pending => pending.Upload.Sn));
        var committing = CommitAndPauseAsync(group);
        _committing = committing;
        return committing;
    }

    /// <summary>The pause comes after the answers, and only those that come then share it.</summary>
    private async Task<NotUsed> CommitAndPauseAsync(List<Pending> group)
    {
        await CommitAsync(group);
        await _pace.PauseAsync(Volatile.Read(ref _ungrouped));
        return NotUsed.Instance;
    }

    /// <summary>
    /// Tries a group until it is committed or over its time. From its third failure on it is halved, so that one upload the database will not take cannot hold up the others; such
    /// an upload is given back once the database has taken another since. Uploads that nothing is known of yet stay held, and the next group shows whether the database is alive.
    /// </summary>
    private async Task CommitAsync(List<Pending> group)
    {
        GroupSize.Record(group.Count);
        Interlocked.Add(ref _ungrouped, -group.Count);
        _held.Enqueue(new Part(group, 0));
        Volatile.Write(ref _oldest, group[0].Since);
        var (delay, failures, committed) = (_options.RetryDelayMin, 0, false);
        for (var first = true; _held.TryDequeue(out var part); first = false)
        {
            if (!first && part.IsSuspect && Volatile.Read(ref _ungrouped) > 0 && _held.All(static held => held.IsSuspect))
            {
                _held.Enqueue(part);
                break;
            }

            if (DropExpired(part.Uploads) == 0) continue;
            if (await TryCommitAsync(part.Uploads) is not { } failure)
            {
                (delay, failures, committed) = (_options.RetryDelayMin, 0, true);
                continue;
            }

            Failed(part, failure);
            if (part.IsSuspect && committed) GiveBack(part.Uploads[0]);
            else foreach (var again in part.AfterFailure()) _held.Enqueue(again);

            // Everything failed in turn: it is the database. Whatever commits in between ends the pauses.
            if (++failures < _held.Count) continue;
            failures = 0;
            await Task.Delay(delay, _time);
            delay = Doubled(delay);
        }

        Volatile.Write(ref _oldest, 0);
    }

    /// <summary>One line for the first failure, then one every ten seconds: an outage must not fill the log.</summary>
    private void Failed(Part part, Exception failure)
    {
        GroupFailures.Add(1);
        _failuresUnlogged++;
        if (_failureLoggedAt is { } at && _time.GetElapsedTime(at) < FailureLogEvery) return;
        _log.Warning(
            "Uploads could not be committed ({0} failures since the last such line; now {1} uploads): {2}: {3}",
            _failuresUnlogged, part.Uploads.Count, failure.GetType().Name, failure.Message);
        _failureLoggedAt = _time.GetTimestamp();
        _failuresUnlogged = 0;
    }

    private void GiveBack(Pending refused)
    {
        _log.Error("An upload of {0} is not taken by a database that takes others; it was not acknowledged", refused.Upload.Sn);
        refused.Outcome.TrySetException(new TimeoutException("the database does not take this upload"));
    }

    private async Task<Exception?> TryCommitAsync(List<Pending> group)
    {
        IReadOnlyList<UploadOutcome> outcomes;
        var began = _time.GetTimestamp();
        try
        {
            outcomes = await _store.StoreAsync(group.ConvertAll(static pending => pending.Upload), _stop.Token);
            if (outcomes.Count != group.Count) return new InvalidOperationException($"the store gave {outcomes.Count} outcomes for {group.Count} uploads");
        }
#pragma warning disable CA1031 // Whatever the store throws, the answer is the same: not acknowledged, tried again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return failure;
        }
        finally
        {
            GroupDuration.Record(_time.GetElapsedTime(began).TotalSeconds);
        }

        for (var i = 0; i < group.Count; i++) group[i].Outcome.TrySetResult(outcomes[i]);
        _committed();
        return null;
    }

    private int DropExpired(List<Pending> group)
    {
        group.RemoveAll(pending =>
        {
            var expired = _stop.IsCancellationRequested || _time.GetElapsedTime(pending.Since) >= _options.DurableWithin;
            return expired && pending.Outcome.TrySetException(new TimeoutException("the database did not commit in time"));
        });
        return group.Count;
    }

    /// <summary>Uploads that are committed together, and how often that failed.</summary>
    private sealed record Part(List<Pending> Uploads, int Failures)
    {
        private const int FailuresBeforeSplit = 3;

        /// <summary>Alone, and failed again and again: the upload or the database is at fault.</summary>
        public bool IsSuspect => Uploads.Count == 1 && Failures >= FailuresBeforeSplit;

        public IEnumerable<Part> AfterFailure() => Uploads.Count == 1 || Failures + 1 < FailuresBeforeSplit
            ? [this with { Failures = Failures + 1 }]
            : [new Part(Uploads[..(Uploads.Count / 2)], Failures), new Part(Uploads[(Uploads.Count / 2)..], Failures)];
    }

    private sealed class Pending(AttendanceUpload upload, long since)
    {
        public AttendanceUpload Upload { get; } = upload;

        public long Since { get; } = since;

        /// <summary>Continuations run elsewhere: a slow waiter must not hold up the next group.</summary>
        public TaskCompletionSource<UploadOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
