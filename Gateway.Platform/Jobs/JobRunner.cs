using System.Collections.Concurrent;
using System.Data.Common;
using Gateway.Actors.Jobs;
using Gateway.Storage.Jobs;
using Gateway.Storage.Sql;

namespace Gateway.Platform.Jobs;

/// <summary>
/// Hands jobs out, on one node of the cluster (a singleton); two at once do no harm, and one that is killed leaves nothing that the next does not find: a target's turn is a row
/// before its device hears of it, and the same order again is the same command (docs/decisions/0129-jobs.md). Each job has its turn for one step, so that none starves another.
/// </summary>
internal sealed class JobRunner(JobRunStore store, JobSteps steps, JobLimits limits, TimeProvider time, ILogger<JobRunner> log)
{
    private readonly ConcurrentDictionary<string, JobTurn> _turns = new(StringComparer.Ordinal);
    private volatile TaskCompletionSource _woken = New();

    /// <summary>There is a new job, or one has changed.</summary>
    public void Wake()
    {
        foreach (var turn in _turns.Values) turn.Due = DateTimeOffset.MinValue;
        _woken.TrySetResult();
    }

    /// <summary>Works until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        _turns.Clear();
        var working = new Dictionary<string, Task>(StringComparer.Ordinal);
        try
        {
            while (true)
            {
                stop.ThrowIfCancellationRequested();
                var woken = _woken = New();
                var delay = await TryBeginAsync(working, stop) - time.GetUtcNow();
                using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop);
                var pause = Task.Delay(delay < TimeSpan.Zero ? TimeSpan.Zero : delay, time, ends.Token);
                await Task.WhenAny([pause, woken.Task, .. working.Values]);
                await ends.CancelAsync();
                foreach (var id in working.Where(static one => one.Value.IsCompleted).Select(static one => one.Key).ToList()) working.Remove(id);
            }
        }
        finally
        {
            await Task.WhenAll(working.Values);
        }
    }

    private async Task<DateTimeOffset> TryBeginAsync(Dictionary<string, Task> working, CancellationToken stop)
    {
        try
        {
            return await BeginAsync(working, stop);
        }
        catch (Exception failure) when (IsPassing(failure))
        {
            JobLog.LookFailed(log, failure);
            return time.GetUtcNow() + limits.LookMax;
        }
    }

    /// <summary>Gives jobs that are due their turn, as many as there is room for, those that have waited longest first.</summary>
    /// <returns>When to look again, if nothing happens before.</returns>
    private async Task<DateTimeOffset> BeginAsync(Dictionary<string, Task> working, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var open = (await store.GetOpenAsync(stop)).ToDictionary(static job => job.Id, StringComparer.Ordinal);
        foreach (var id in _turns.Keys.Where(id => !open.ContainsKey(id))) _turns.TryRemove(id, out _);
        foreach (var id in open.Keys) _turns.TryAdd(id, new JobTurn());
        foreach (var (id, turn) in _turns.Where(turn => turn.Value.Due <= now && !working.ContainsKey(turn.Key)).OrderBy(static turn => turn.Value.Due).ToList())
        {
            if (working.Count >= limits.JobsAtOnce) return now + limits.LookMax; // One that ends makes room at once.
            working[id] = StepAsync(open[id], turn, stop);
        }

        var look = now + limits.LookMax;
        return _turns.Where(turn => !working.ContainsKey(turn.Key)).Select(static turn => turn.Value.Due).Append(look).Min();
    }

    private async Task StepAsync(Job job, JobTurn turn, CancellationToken stop)
    {
        turn.Due = DateTimeOffset.MaxValue;
        try
        {
            var due = await steps.RunAsync(job, turn, stop);
            if (turn.Due == DateTimeOffset.MaxValue) turn.Due = due; // Else somebody has woken it meanwhile.
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What has had its turn, the next runner gives again.
        }
#pragma warning disable CA1031 // Whatever it is, it holds up this job, for a while: nobody waits for a step who could say so.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            JobLog.StepFailed(log, failure, job.Id);
            turn.Due = time.GetUtcNow() + limits.LookMax;
        }
    }

    private static bool IsPassing(Exception failure) => failure is DbException or StorageUnusableException or TimeoutException;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
