using Akka.Actor;
using Gateway.Actors.Feed;
using Microsoft.Extensions.Logging;

namespace Gateway.Actors.Nodes;

/// <summary>
/// Runs a loop on one node of the cluster: it is begun where the cluster puts the singleton, cancelled when it moves, and begun again a little later should it
/// end or fail by itself. Two for a moment must do no harm.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "Disposed in PostStop, which is where an actor ends.")]
public sealed partial class LoopActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Func<CancellationToken, Task> _run;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();

    /// <param name="woken">Called when another node says that there is work; null: nobody does.</param>
    public LoopActor(Func<CancellationToken, Task> run, ILogger log, Action? woken = null)
    {
        (_run, _log) = (run, log);
        Receive<FeedSequencer.OutboxWritten>(_ => woken?.Invoke());
        Receive<Begin>(_ => Task.Run(() => _run(_stop.Token)).PipeTo(Self, success: static () => new Ended(null), failure: static cause => new Ended(cause)));
        Receive<Ended>(ended =>
        {
            LogEnded(_log, ended.Cause, Self.Path.Parent.Name, Pause.TotalSeconds);
            Timers.StartSingleTimer(Begin.Instance, Begin.Instance, Pause);
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Self.Tell(Begin.Instance);

    protected override void PostStop()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private sealed class Begin
    {
        public static readonly Begin Instance = new();
    }

    private sealed record Ended(Exception? Cause);

    [LoggerMessage(1140, LogLevel.Error, "{Name} has ended by itself; it begins again in {Pause} s")]
    private static partial void LogEnded(ILogger log, Exception? exception, string name, double pause);
}
