using System.Collections.Concurrent;
using System.Data.Common;
using Akka.Actor;
using Gateway.Platform.Commands;
using Gateway.Platform.Problems;
using Gateway.Storage.Audit;
using Gateway.Storage.Sql;

namespace Gateway.Platform.Redis;

/// <summary>Stores the commands of entries in their order: those of one device one after another, several devices at the same time, a command to many devices by itself.</summary>
internal sealed class InboundStore(CommandQueueing queueing, CommandBatch batch)
{
    private const int DevicesAtOnce = 32;

    /// <summary>Rejected devices that a reason names; the others are counted.</summary>
    private const int NamedMax = 10;

    /// <summary>The verdicts of readable orders, by entry. What comes after an order that is to be tried again waits with it, if it is for the same device.</summary>
    public async Task<IReadOnlyDictionary<string, InboundVerdict>> StoreAsync(IReadOnlyList<InboundOrder> orders, CancellationToken stop)
    {
        var verdicts = new ConcurrentDictionary<string, InboundVerdict>(StringComparer.Ordinal);
        for (var i = 0; i < orders.Count;)
        {
            if (orders[i].Targets is not null)
            {
                var verdict = await BatchAsync(orders[i]);
                verdicts[orders[i].ToString()] = verdict;
                i++;
                if (verdict.Settled) continue;
                foreach (var later in orders.Skip(i)) verdicts[later.ToString()] = InboundVerdict.Again;
                break;
            }

            var singles = orders.Skip(i).TakeWhile(order => order.Targets is null).ToList();
            i += singles.Count;
            await Parallel.ForEachAsync(
                singles.GroupBy(order => order.Sn!, StringComparer.Ordinal),
                new ParallelOptions { MaxDegreeOfParallelism = DevicesAtOnce, CancellationToken = stop },
                async (device, token) => await DeviceAsync(device, verdicts, token));
        }

        return verdicts;
    }

    private async Task DeviceAsync(IEnumerable<InboundOrder> orders, ConcurrentDictionary<string, InboundVerdict> verdicts, CancellationToken stop)
    {
        var waits = false;
        foreach (var order in orders)
        {
            var verdict = waits ? InboundVerdict.Again : await SingleAsync(order, stop);
            verdicts[order.ToString()] = verdict;
            waits = !verdict.Settled;
        }
    }

    private async Task<InboundVerdict> SingleAsync(InboundOrder order, CancellationToken stop)
    {
        try
        {
            var outcome = await queueing.QueueAsync(order.Sn!, order.Command!, AuditCaller.Redis, stop);
            return outcome.Problem is not { } problem ? InboundVerdict.Stored
                : problem == ProblemKinds.DeviceBusy ? InboundVerdict.Again
                : InboundVerdict.Refused(problem.Code);
        }
        catch (Exception failure) when (IsPassing(failure))
        {
            return InboundVerdict.Again;
        }
    }

    private async Task<InboundVerdict> BatchAsync(InboundOrder order)
    {
        try
        {
            var accepted = await batch.RunAsync(order.Targets!, order.Command!, AuditCaller.Redis);
            if (accepted is null) return InboundVerdict.Refused(ProblemKinds.TargetsEmpty.Code);
            if (accepted.Rejected.Any(target => target.Error == ProblemKinds.DeviceBusy.Code)) return InboundVerdict.Again;
            if (accepted.Rejected.Count == 0) return InboundVerdict.Stored;
            var named = string.Join(", ", accepted.Rejected.Take(NamedMax).Select(target => $"{target.Sn} {target.Error}"));
            var more = accepted.Rejected.Count > NamedMax ? $" and {accepted.Rejected.Count - NamedMax} more" : "";
            return InboundVerdict.Refused($"accepted for {accepted.Accepted} devices, not for {named}{more}");
        }
        catch (Exception failure) when (IsPassing(failure))
        {
            return InboundVerdict.Again;
        }
    }

    private static bool IsPassing(Exception failure) => failure is DbException or StorageUnusableException or TimeoutException or AskTimeoutException;
}
