using Gateway.Simulator.Ledgers;
using Gateway.Simulator.Platform;
using Gateway.Simulator.Soak.Faults;
using Gateway.Simulator.Soak.Figures;
using Gateway.Simulator.Soak.Histories;
using Gateway.Simulator.Soak.Load;
using Gateway.Simulator.Soak.Servers;

namespace Gateway.Simulator.Soak;

/// <summary>One soak, from provisioning to the last line of its history. The servers run already; what the history says is for the checker to judge.</summary>
/// <param name="targets">What faults are done to.</param>
internal sealed class SoakSession(
    SoakSettings settings, SoakAddresses gateway, FaultTargets targets, HistoryFiles files, TextWriter output, TimeProvider time)
{
    /// <summary>Longer than the ten seconds that an upload may take until it is refused. // D18</summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ApiPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan HangUpMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(5);

    /// <summary>Loads the gateway for the time that is set, or until stopped, does the faults, lets everything come to rest and writes down what is there then.</summary>
    /// <param name="faults">Null for those of the settings' seed.</param>
    /// <exception cref="SoakFailedException">The gateway does not come back.</exception>
    /// <exception cref="PlatformException">The devices cannot be made known.</exception>
    public async Task RunAsync(IReadOnlyList<Fault> faults, CancellationToken stop)
    {
        using var platform = new PlatformClient(gateway.Nodes[0].Api, gateway.ApiKey);
        if (!await Provisioner.RunAsync(platform, settings.Devices(), SoakSettings.Prefix, output, stop)) throw new SoakFailedException("Devices were rejected.");

        using var balancer = new Balancer(gateway, time);
        using var api = new SoakApi(balancer.NextApi, gateway.ApiKey, ApiPatience, time);
        await using var figures = new JsonLineFile(files.Figures, time);
        var meter = new ServiceMeter(settings.Sns, figures, time);
        await using (var load = new SoakLoad(settings, balancer, api, meter, files, AnswerTimeout, time))
        {
            await using (var history = new JsonLineFile(files.Faults, time))
                await DriveAsync(load, new FaultRunner(targets, meter, history, output, time), faults, stop);

            await SettleAsync(load);
            await load.EndAsync(HangUpMax);
        }

        await new FinalReader(api, files, time).ReadAsync(CancellationToken.None);
        await ReadStreamAsync();
    }

    private async Task DriveAsync(SoakLoad load, FaultRunner runner, IReadOnlyList<Fault> faults, CancellationToken stop)
    {
        var start = time.GetTimestamp();
        using var over = new CancellationTokenSource();
        load.Start();
        var doing = runner.RunAsync(faults, start, over.Token);
        await WatchAsync(
            load,
            () => stop.IsCancellationRequested || doing.IsFaulted || (time.GetElapsedTime(start) >= settings.Duration && runner.Done >= settings.FaultsMin),
            () => Line(load, runner.Done, start));
        await over.CancelAsync();
        try
        {
            await doing; // the fault that is being done is done to its end: its server serves again
        }
        catch (OperationCanceledException)
        {
            return; // it waited for the next one
        }
    }

    private async Task SettleAsync(SoakLoad load)
    {
        var start = time.GetTimestamp();
        load.StopMaking();
        await output.WriteLineAsync("the load is over; waiting until nothing is open");
        await WatchAsync(
            load,
            () => load.IsSettled || time.GetElapsedTime(start) >= settings.SettleMax,
            () => $"open: {load.Unacknowledged} records, {load.OpenCommands} commands");
        if (!load.IsSettled) await output.WriteLineAsync($"still open after {settings.SettleMax.TotalSeconds} s: {load.Unacknowledged} records, {load.OpenCommands} commands");
    }

    /// <summary>Says every few seconds how it goes, until <paramref name="isOver"/>.</summary>
    /// <exception cref="Exception">Whatever a part of the load threw: a fault of the simulator itself.</exception>
    private async Task WatchAsync(SoakLoad load, Func<bool> isOver, Func<string> line)
    {
        var told = time.GetTimestamp();
        using var timer = new PeriodicTimer(LookEvery, time);
        while (!isOver())
        {
            await load.ThrowIfFailedAsync();
            await timer.WaitForNextTickAsync(CancellationToken.None);
            if (time.GetElapsedTime(told) < TellEvery) continue;
            told = time.GetTimestamp();
            await output.WriteLineAsync(line());
        }
    }

    private string Line(SoakLoad load, int faults, long start) => string.Create(
        CultureInfo.InvariantCulture,
        $"{time.GetElapsedTime(start).TotalSeconds,5:F0} s  {load.Counters.Connected} connected  {load.Counters.Heartbeats} heartbeats  "
        + $"{load.Counters.RecordsAcknowledged} acknowledged  "
        + $"{load.Counters.RecordsRepeated} repeated  {load.AcceptedCommands} commands, {load.OpenCommands} open  {load.Takeovers} takeovers  {load.RosterChanges} roster changes  "
        + $"feed {load.LastSeq}  {faults} faults  {load.Wrong} wrong");

    private async Task ReadStreamAsync()
    {
        if (settings.Redis is not { } redis) return;
        await using var history = new JsonLineFile(files.Stream, time);
        await RedisStreams.ReadAsync(redis, history, time);
    }
}
