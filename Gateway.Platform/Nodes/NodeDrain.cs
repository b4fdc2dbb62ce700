using Gateway.Actors.Nodes;

namespace Gateway.Platform.Nodes;

/// <summary>
/// Takes this node out of service when asked to: not ready, no new connections, sessions closed in waves with a FIN, what was read answered; then the program stops as on SIGTERM:
/// shards
/// are handed over, the cluster is left, exit code 0.
/// </summary>
internal sealed partial class NodeDrain(ITerminalDoor door, DrainOptions options, IHostApplicationLifetime lifetime, ILogger<NodeDrain> log)
{
    /// <summary>Beyond the spread, for the last answers.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private int _begun;

    /// <summary>Over how long sessions are closed when nobody says otherwise.</summary>
    public TimeSpan Spread => options.Spread;

    /// <summary>Begins the drain and returns; asked again it changes nothing.</summary>
    /// <param name="spread">Over how long the sessions are closed.</param>
    public void Begin(TimeSpan spread)
    {
        if (Interlocked.Exchange(ref _begun, 1) == 0)
        {
            LogDrain(spread.TotalSeconds, door.Open);
            _ = RunAsync(spread);
        }
    }

    private async Task RunAsync(TimeSpan spread)
    {
        await door.DrainAsync(spread, spread + Patience);
        lifetime.StopApplication();
    }

    [LoggerMessage(1021, LogLevel.Warning, "This node was asked to leave: {Connections} connections are closed over {Seconds} s, then it stops")]
    private partial void LogDrain(double seconds, int connections);
}
