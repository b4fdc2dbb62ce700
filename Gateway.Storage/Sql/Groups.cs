using System.Threading.Channels;
using Npgsql;

namespace Gateway.Storage.Sql;

/// <summary>
/// Takes one at a time and works them off in groups: what comes while a group is being committed is the next group, so one transaction serves all of it and nobody waits for
/// company. A group that fails is halved until what the database does not take fails alone; a database that is away fails all of the group at once.
/// </summary>
/// <param name="limits">How large a group may become, and how many there are at once.</param>
/// <param name="weight">Of one item, at least 1.</param>
/// <param name="work">One result per item, in order; when it throws, nothing of the group was stored. Runs at most <see cref="GroupLimits.AtOnce"/> times at once.</param>
internal sealed class Groups<TItem, TResult>(GroupLimits limits, Func<TItem, long> weight, Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> work)
{
    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(limits.WaitingMax);
    private int _running;

    /// <summary>The item's result, once its group is committed. When <see cref="GroupLimits.WaitingMax"/> wait, the caller waits for room.</summary>
    /// <param name="cancellation">Ends the waiting for room only: what is taken is worked off.</param>
    public async Task<TResult> RunAsync(TItem item, CancellationToken cancellation)
    {
        var waiting = new Waiting(item);
        await _waiting.Writer.WriteAsync(waiting, cancellation);
        Begin();
        return await waiting.Task;
    }

    /// <summary>Begins to work unless so many do already; they look again before they end, so that nothing is left.</summary>
    private void Begin()
    {
        if (Interlocked.Increment(ref _running) <= limits.AtOnce) _ = Task.Run(WorkAsync);
        else End();
    }

    private void End()
    {
        if (Interlocked.Decrement(ref _running) < limits.AtOnce && _waiting.Reader.Count > 0) Begin();
    }

    private async Task WorkAsync()
    {
        while (TakeGroup() is { Count: > 0 } group) await RunAsync(group);
        End();
    }

    private List<Waiting> TakeGroup()
    {
        var group = new List<Waiting>();
        for (long sum = 0; sum < limits.WeightMax && _waiting.Reader.TryRead(out var next); sum += weight(next.Item)) group.Add(next);
        return group;
    }

    private async Task RunAsync(List<Waiting> group)
    {
        try
        {
            var results = await work(group.ConvertAll(static waiting => waiting.Item));
            for (var i = 0; i < group.Count; i++) group[i].TrySetResult(results[i]);
        }
#pragma warning disable CA1031 // Whatever it is, it is told to those whom it concerns.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            if (group.Count == 1 || IsAway(failure))
            {
                foreach (var waiting in group) waiting.Fail(failure);
                return;
            }

            var half = group.Count / 2;
            await RunAsync(group[..half]);
            await RunAsync(group[half..]);
        }
    }

    /// <summary>No answer of a server, which costs a time-out each time: nobody of the group would fare better alone.</summary>
    private static bool IsAway(Exception failure) => failure is NpgsqlException and not PostgresException;

    private sealed class Waiting(TItem item) : TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public TItem Item => item;

        /// <summary>Whoever has gone away does not look at it.</summary>
        public void Fail(Exception failure)
        {
            TrySetException(failure);
            _ = Task.Exception;
        }
    }
}
