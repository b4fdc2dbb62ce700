using System.Globalization;
using Gateway.Simulator.Ledgers;
using Gateway.Simulator.Soak.Servers;

namespace Gateway.Simulator.Soak.Faults;

/// <summary>Does faults to servers, one after another, and writes down how they took them.</summary>
internal sealed class FaultRunner(IReadOnlyList<ISoakServer> servers, JsonLineFile history, TextWriter output, TimeProvider time)
{
    private int _done;

    /// <summary>Faults that are over.</summary>
    public int Done => Volatile.Read(ref _done);

    /// <summary>Follows the schedule. A fault that takes longer than the time to the next one delays that.</summary>
    /// <param name="start">When the load began, a timestamp of the time provider.</param>
    /// <exception cref="SoakFailedException">A server does not serve again.</exception>
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
        var server = servers[fault.Server];
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"fault: {fault.Kind} {server.Name}, {fault.Lasts.TotalSeconds:F1} s"));
        var at = time.GetUtcNow();
        int? exitCode = null;
        switch (fault.Kind)
        {
            case FaultKind.Pause:
                await server.PauseAsync();
                await Task.Delay(fault.Lasts, time);
                await server.ResumeAsync();
                break;
            case FaultKind.Terminate:
                exitCode = await server.TerminateAsync();
                await RestartAsync(server, fault.Lasts);
                break;
            case FaultKind.Kill:
                await server.KillAsync();
                await RestartAsync(server, fault.Lasts);
                break;
            default:
                throw new InvalidOperationException($"Unknown fault {fault.Kind}.");
        }

        history.Append((fault.Kind, server.Name, at, until: time.GetUtcNow(), exitCode), static (json, entry) =>
        {
            json.WriteString("kind", entry.Kind.ToString());
            json.WriteString("server", entry.Name);
            json.WriteNumber("at", entry.at.ToUnixTimeMilliseconds());
            json.WriteNumber("until", entry.until.ToUnixTimeMilliseconds());
            if (entry.Kind != FaultKind.Terminate) return;
            json.WriteNumber("exit_code", entry.exitCode ?? -1);
        });
    }

    private async Task RestartAsync(ISoakServer server, TimeSpan downFor)
    {
        await Task.Delay(downFor, time);
        await server.StartAsync(CancellationToken.None);
    }
}
