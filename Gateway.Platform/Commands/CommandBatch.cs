using System.Collections.Concurrent;
using System.Security.Cryptography;
using Gateway.Actors.Commands;
using Gateway.Storage.Audit;
using Gateway.Storage.Commands;
using Gateway.Storage.Devices;
using Gateway.Storage.Persons;

namespace Gateway.Platform.Commands;

/// <summary>One command to many devices. Once begun it goes on to the end, whether the client waits for it or not.</summary>
internal sealed class CommandBatch(
    DeviceStore devices,
    PersonStore persons,
    CommandStore commands,
    AuditStore audit,
    CommandQueueing queueing,
    CommandLimits limits,
    TimeProvider time,
    ILogger<CommandBatch> log)
{
    /// <summary>Gives the command to every target and waits for each. Null: the targets are nobody, and nothing was done.</summary>
    public async Task<AcceptedBatchResponse?> RunAsync(TargetsRequest targets, CheckedCommand wanted, AuditCaller caller)
    {
        var found = await CommandTargets.ResolveAsync(
            devices, targets.Sns, One(targets.Site), One(targets.Tag), targets.All == true, except: null, CancellationToken.None);
        if (found.IsEmpty) return null;
        var sns = found.Takers;
        var rejected = new ConcurrentDictionary<string, string>(found.Rejected.Select(static target => KeyValuePair.Create(target.Sn, target.Error)), StringComparer.Ordinal);
        var personRef = wanted.Person is null ? null : await persons.SaveAsync(wanted.Person, CancellationToken.None);
        var known = await KnownAsync(wanted.Id);
        var batchId = BatchId(targets, wanted, personRef);
        await audit.AddAsync(CommandAudit.Batch(caller, batchId, targets, wanted), CancellationToken.None);
        await commands.BeginBatchAsync(batchId, wanted.Type, time.GetUtcNow(), sns.Count + rejected.Count, CancellationToken.None);
        var accepted = 0;
        await Parallel.ForEachAsync(sns, new ParallelOptions { MaxDegreeOfParallelism = limits.TargetsAtOnce }, async (sn, _) =>
        {
            var command = queueing.Make(wanted, personRef, batchId);
            var outcome = CommandQueueing.OfKnown(known.GetValueOrDefault(sn), command.ContentHash) ?? await queueing.QueueAsync(sn, command, CancellationToken.None);
            if (outcome.Problem is { } problem) rejected[sn] = problem.Code;
            else Interlocked.Increment(ref accepted);
        });
        await commands.EndBatchAsync(batchId, accepted, rejected.Count, CancellationToken.None);
        CommandLog.BatchAccepted(log, batchId, accepted, rejected.Count);
        return new AcceptedBatchResponse(
            batchId, accepted, [.. rejected.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => new RejectedTarget(r.Key, r.Value))]);
    }

    private static string[] One(string? text) => text is null ? [] : [text];

    /// <summary>The commands with this id, by SN.</summary>
    private async Task<Dictionary<string, CommandStatus>> KnownAsync(string? id)
    {
        if (id is null) return [];
        var known = await commands.FindAsync(id, int.MaxValue, CancellationToken.None);
        return known.ToDictionary(command => command.Sn, command => command.Status, StringComparer.Ordinal);
    }

    /// <summary>With an id of the platform's own, the same request again is the same batch: its commands are the first ones.</summary>
    private string BatchId(TargetsRequest targets, CheckedCommand wanted, string? personRef)
    {
        if (wanted.Id is null) return Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        var sns = (targets.Sns ?? []).Distinct().Order(StringComparer.Ordinal);
        string?[] request = [wanted.Id, wanted.ContentHash(personRef), targets.Site, targets.Tag, targets.All == true ? "all" : null, .. sns];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(request))))[..32];
    }
}
