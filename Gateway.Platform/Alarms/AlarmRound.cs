using System.Data.Common;
using Akka.Actor;
using Gateway.Actors.Feed;
using Gateway.Actors.Nodes;
using Gateway.Storage.Alarms;
using Gateway.Storage.Sql;

namespace Gateway.Platform.Alarms;

/// <summary>One look, and what comes of it: alarms in the table, those that begin in the log and the feed, and how many are open.</summary>
internal sealed class AlarmRound(AlarmStore store, OutboxSignal outbox, ActorSystem system, TimeProvider time, ILogger<AlarmRound> log)
{
    private readonly string _node = NodeName.Of(Akka.Cluster.Cluster.Get(system).SelfAddress);
    private IReadOnlyDictionary<string, long> _open = new Dictionary<string, long>();

    /// <summary>Open alarms of the cluster by code, as of the last look; for metrics.</summary>
    public IReadOnlyDictionary<string, long> Open => Volatile.Read(ref _open);

    /// <summary>Never throws for a database that is away: that is what readiness tells.</summary>
    /// <param name="look">Gives what is wrong now; its parameter is this node.</param>
    public Task RunAsync(Func<string, Task<IEnumerable<RaisedAlarm>>> look, CancellationToken stop) => TryAsync(async () =>
    {
        var raised = (await look(_node)).DistinctBy(static alarm => (alarm.Code, alarm.Subject)).ToList();
        var all = await store.ConfirmAsync(raised, _node, time.GetUtcNow(), stop);
        if (all.Count > 0) outbox.Written();
        foreach (var begun in all) AlarmLog.Begun(log, begun.Code, begun.Subject, begun.Detail);
        Volatile.Write(ref _open, await store.CountOpenAsync(stop));
    });

    /// <inheritdoc cref="RunAsync"/>
    public async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure) when (failure is DbException or StorageUnusableException or TimeoutException or IOException)
        {
            AlarmLog.Failed(log, failure.GetType().Name);
        }
    }
}
