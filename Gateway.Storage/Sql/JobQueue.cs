using System.Diagnostics;

namespace Gateway.Storage.Sql;

/// <summary>
/// What waits for a thread, first in, first out, and behind it what is in no hurry: that goes along with others, or by itself when its time is over (docs/decisions/0113).
/// A thread that finds nothing sleeps and does not spin: between two transactions it waits some milliseconds, and spinning for them cost a tenth of the writer's time.
/// </summary>
internal sealed class JobQueue
{
    private readonly object _gate = new();
    private readonly Queue<ConnectionJob> _jobs = new();
    private readonly Queue<(ConnectionJob Job, long Due)> _patient = new();
    private bool _isComplete;

    /// <returns>False: no more is taken.</returns>
    public bool TryAdd(ConnectionJob job)
    {
        lock (_gate)
        {
            if (_isComplete) return false;
            _jobs.Enqueue(job);
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Adds one that may wait so long for others to go along with; as long for each, so that they are due in their order.</summary>
    /// <returns>False: no more is taken.</returns>
    public bool TryAdd(ConnectionJob job, TimeSpan patience)
    {
        lock (_gate)
        {
            if (_isComplete) return false;
            _patient.Enqueue((job, Stopwatch.GetTimestamp() + (long)(patience.TotalSeconds * Stopwatch.Frequency)));
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>No more is taken; what waits is still given.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>
    /// One that need not wait any longer. Blocks until there is one; null: there will be none. A patient one whose time is over is first: others, however many, do not hold it up.
    /// </summary>
    public ConnectionJob? Take()
    {
        lock (_gate)
        {
            while (true)
            {
                var left = _patient.TryPeek(out var patient) ? Left(patient.Due) : null;
                if (left == TimeSpan.Zero) return _patient.Dequeue().Job;
                if (_jobs.TryDequeue(out var job)) return job;
                if (_isComplete) return left is null ? null : _patient.Dequeue().Job;
                Monitor.Wait(_gate, left ?? Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>One that waits, if one does: the patient ones behind all others.</summary>
    public ConnectionJob? TryTake()
    {
        lock (_gate)
        {
            if (_jobs.TryDequeue(out var job)) return job;
            return _patient.TryDequeue(out var patient) ? patient.Job : null;
        }
    }

    /// <summary>In whole milliseconds, rounded up: Monitor cuts off the rest, and would not wait for less than one.</summary>
    private static TimeSpan? Left(long due)
    {
        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
        return left > TimeSpan.Zero ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : TimeSpan.Zero;
    }
}
