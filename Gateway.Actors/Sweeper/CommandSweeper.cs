using Akka.Actor;
using Gateway.Actors.Devices;
using Microsoft.Extensions.Logging;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Actors.Sweeper;

/// <summary>
/// Sees to what no traffic sees to: expires commands of terminals that are silent (D26), ends those of terminals that were replaced (D39), and deletes persons and photos that
/// nothing needs any more. One in the cluster (a singleton); two at once do no harm.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "Disposed in PostStop, which is where an actor ends.")]
public sealed class CommandSweeper : ReceiveActor, IWithTimers
{
    private readonly ICommandSweepStore _store;
    private readonly DeviceRegion _devices;
    private readonly CommandSweeperOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private bool _expiring;
    private bool _cleaning;

    public CommandSweeper(ICommandSweepStore store, DeviceRegion devices, CommandSweeperOptions options, TimeProvider time, ILogger log)
    {
        (_store, _devices, _options, _time, _log) = (store, devices, options, time, log);
        Receive<Expire>(_ => BeginExpiry());
        Receive<Clean>(_ => BeginCleaning());
        Receive<ExpiryDone>(OnExpired);
        Receive<CleaningDone>(OnCleaned);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ICommandSweepStore store, DeviceRegion devices, CommandSweeperOptions options, TimeProvider time, ILogger<CommandSweeper> log) =>
        Akka.Actor.Props.Create(() => new CommandSweeper(store, devices, options, time, log));

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("expire", Expire.Instance, _options.ExpireEvery);
        Timers.StartPeriodicTimer("clean", Clean.Instance, _options.CleanEvery);
        base.PreStart();
    }

    protected override void PostStop()
    {
        _stop.Cancel();
        _stop.Dispose();
        base.PostStop();
    }

    /// <summary>One at a time: a slow round is not overtaken by the next.</summary>
    private void BeginExpiry()
    {
        if (_expiring) return;
        _expiring = true;
        ExpireAsync(_stop.Token).PipeTo(Self, failure: failure => new ExpiryDone(0, 0, 0, failure));
    }

    private void BeginCleaning()
    {
        if (_cleaning) return;
        _cleaning = true;
        CleanAsync(_stop.Token).PipeTo(Self, failure: failure => new CleaningDone(0, failure));
    }

    private async Task<ExpiryDone> ExpireAsync(CancellationToken stop)
    {
        var at = _time.GetUtcNow();
        var expired = await AskAsync(
            (after, token) => _store.GetExpiredSnsAsync(at, after, _options.DevicesPerQuery, token),
            async (sn, token) => (await _devices.AskAsync<CommandsExpired>(new ExpireCommands(sn, at), _options.AskTimeout, token)).Count,
            stop);

        // Whoever replaced the terminal has asked for that, and may not have been heard; and commands may have come since.
        var ended = await AskAsync(
            (after, token) => _store.GetReplacedSnsAsync(after, _options.DevicesPerQuery, token),
            async (sn, token) =>
                (await _devices.AskAsync<OpenCommandsCancelled>(new CancelOpenCommands(sn, at, CancelOpenCommands.Replaced), _options.AskTimeout, token)).Count,
            stop);
        return new ExpiryDone(expired.Commands + ended.Commands, expired.Devices + ended.Devices, expired.Silent + ended.Silent, null);
    }

    private async Task<(int Commands, int Devices, int Silent)> AskAsync(
        Func<string, CancellationToken, Task<List<string>>> query, Func<string, CancellationToken, Task<int>> ask, CancellationToken stop)
    {
        var (commands, devices, silent) = (0, 0, 0);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.AsksAtOnce, CancellationToken = stop };
        for (var after = ""; ;)
        {
            // By SN, so that devices that do not answer cannot keep the others from their turn.
            var sns = await query(after, stop);
            await Parallel.ForEachAsync(sns, parallel, async (sn, cancellation) =>
            {
                try
                {
                    var count = await ask(sn, cancellation);
                    Interlocked.Add(ref commands, count);
                    if (count > 0) Interlocked.Increment(ref devices);
                }
                catch (AskTimeoutException)
                {
                    Interlocked.Increment(ref silent);
                }
            });
            if (sns.Count < _options.DevicesPerQuery) return (commands, devices, silent);
            after = sns[^1];
        }
    }

    private async Task<CleaningDone> CleanAsync(CancellationToken stop)
    {
        var rows = 0;
        // A command that is not projected keeps its person too. The clocks of two nodes differ a little; a person is stored seconds before its command, which is seen when it is
        // committed.
        var now = _time.GetUtcNow();
        var olderThan = (await _store.GetUnprojectedSinceAsync(stop) is { } since && since < now ? since : now) - _store.PersonGrace;
        for (int deleted; (deleted = await _store.DeleteUnusedPersonsAsync(olderThan, _options.PersonsPerDelete, stop)) > 0;) rows += deleted;
        return new CleaningDone(rows, null);
    }

    private void OnExpired(ExpiryDone done)
    {
        _expiring = false;
        if (done.Commands > 0) SweeperLog.Expired(_log, done.Commands, done.Devices);
        if (done.Silent > 0) SweeperLog.DevicesSilent(_log, done.Silent);
        if (done.Failure is not null) SweeperLog.SweepFailed(_log, done.Failure, "expired commands");
    }

    private void OnCleaned(CleaningDone done)
    {
        _cleaning = false;
        if (done.Rows > 0) SweeperLog.PersonsDeleted(_log, done.Rows);
        if (done.Failure is not null) SweeperLog.SweepFailed(_log, done.Failure, "unused persons");
    }

    private sealed class Expire
    {
        public static readonly Expire Instance = new();
    }

    private sealed class Clean
    {
        public static readonly Clean Instance = new();
    }

    private sealed record ExpiryDone(int Commands, int Devices, int Silent, Exception? Failure);

    private sealed record CleaningDone(int Rows, Exception? Failure);
}
