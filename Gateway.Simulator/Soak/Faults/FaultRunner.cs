using Gateway.Servers;
using Gateway.Simulator.Ledgers;
using Gateway.Simulator.Soak.Figures;
using Gateway.Simulator.Soak.Servers;

namespace Gateway.Simulator.Soak.Faults;

/// <summary>Does faults to servers, one after another, waits until all of them serve again by themselves, and writes down how they took it.</summary>
internal sealed class FaultRunner(FaultTargets targets, ServiceMeter meter, JsonLineFile history, TextWriter output, TimeProvider time)
{
    private static readonly TimeSpan WholeMax = TimeSpan.FromSeconds(120);

    private static readonly TimeSpan RegionsMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>For terminals to come back before the next fault.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan DrainSpread = TimeSpan.FromSeconds(10);

    private int _done;

    /// <summary>Faults that are over.</summary>
    public int Done => Volatile.Read(ref _done);

    /// <summary>Follows the schedule. A fault that takes longer than the time to the next one delays that.</summary>
    /// <param name="start">When the load began, a timestamp of the time provider.</param>
    /// <exception cref="ServerFailedException">A server does not serve again.</exception>
    public async Task RunAsync(IReadOnlyList<Fault> schedule, long start, CancellationToken stop)
    {
        foreach (var fault in schedule)
        {
            var wait = fault.At - time.GetElapsedTime(start);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, time, stop);
            if (stop.IsCancellationRequested) return;
            await DoAsync(fault);
            Interlocked.Increment(ref _done);
        }
    }

    private async Task DoAsync(Fault fault)
    {
        var server = targets.Servers[fault.Server];
        var name = fault.Kind == FaultKind.Roll ? "all nodes" : server.Name;
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"fault: {fault.Kind} {name}, {fault.Lasts.TotalSeconds:F1} s"));
        var at = time.GetUtcNow();
        meter.Begin(fault.Kind.ToString(), fault.Kind != FaultKind.Roll && fault.Server < targets.Nodes ? fault.Server : -1);
        List<int?> exitCodes = [];
        await StrikeAsync(fault, server, exitCodes);
        var whole = await UntilWholeAsync();
        var regions = await UntilRegionsAnswerAsync();
        var until = time.GetUtcNow();
        if (targets.Nodes > 1)
        {
            await Task.Delay(Rest, time);
            await output.WriteLineAsync(meter.End());
        }

        history.Append((fault.Kind, name, at, until, whole, regions, exitCodes), static (json, entry) =>
        {
            json.WriteString("kind", entry.Kind.ToString());
            json.WriteString("server", entry.name);
            json.WriteNumber("at", entry.at.ToUnixTimeMilliseconds());
            json.WriteNumber("until", entry.until.ToUnixTimeMilliseconds());
            json.WriteBoolean("whole", entry.whole);
            json.WriteBoolean("regions_answer", entry.regions);
            if (entry.exitCodes.Count > 0) json.WriteNumber("exit_code", entry.exitCodes.Find(static code => code != 0) ?? (entry.exitCodes.Contains(null) ? -1 : 0));
        });
    }

    private async Task StrikeAsync(Fault fault, ServerProcess server, List<int?> exitCodes)
    {
        switch (fault.Kind)
        {
            case FaultKind.Pause:
                await server.PauseAsync();
                await Task.Delay(fault.Lasts, time);
                await server.ResumeAsync();
                await AfterCutAsync();
                break;
            case FaultKind.Partition:
                await targets.Network!.PartAsync(fault.Server);
                await Task.Delay(fault.Lasts, time);
                await targets.Network.HealAsync(fault.Server);
                await AfterCutAsync();
                break;
            case FaultKind.Terminate:
                exitCodes.Add(await server.TerminateAsync());
                await RestartAsync(server, fault.Lasts);
                break;
            case FaultKind.Drain:
                exitCodes.Add(await ((GatewayProcess)server).DrainAsync(DrainSpread));
                await RestartAsync(server, fault.Lasts);
                break;
            case FaultKind.Roll:
                foreach (var node in targets.Servers.Take(targets.Nodes))
                {
                    exitCodes.Add(await node.TerminateAsync());
                    await RestartAsync(node, TimeSpan.Zero);
                }

                break;
            case FaultKind.Kill or FaultKind.Redis or FaultKind.Postgres:
                await server.KillAsync();
                await RestartAsync(server, fault.Lasts);
                break;
            default:
                throw new InvalidOperationException($"Unknown fault {fault.Kind}.");
        }
    }

    /// <summary>The node learns only now that the others have gone on without it; before that it looks well.</summary>
    private Task AfterCutAsync() => targets.Nodes > 1 ? Task.Delay(Rest, time) : Task.CompletedTask;

    private async Task RestartAsync(ServerProcess server, TimeSpan downFor)
    {
        await Task.Delay(downFor, time);
        await server.StartAsync(CancellationToken.None);
    }

    /// <summary>A member that is up has a region that answers; one on a busy machine may be asked again.</summary>
    private async Task<bool> UntilRegionsAnswerAsync()
    {
        var nodes = targets.Servers.OfType<GatewayProcess>().ToList();
        for (var start = time.GetTimestamp(); time.GetElapsedTime(start) < RegionsMax; await Task.Delay(LookEvery, time))
        {
            var answers = await Task.WhenAll(nodes.Select(static node => node.RegionsAnswerAsync()));
            if (answers.All(static answer => answer == true)) return true;
        }

        return false;
    }

    private async Task<bool> UntilWholeAsync()
    {
        var serve = await Task.WhenAll(targets.Servers.Select(server => server.ServesAsync(WholeMax, CancellationToken.None)));
        return serve.All(static serves => serves);
    }
}
