namespace Gateway.Host.Start;

/// <summary>Why this node ends by itself, for its supervisor to start it again.</summary>
internal sealed class NodeEnding(IHostApplicationLifetime lifetime)
{
    /// <summary>Null while it does not.</summary>
    public string? Why { get; private set; }

    /// <summary>Stops the node in the usual order: connections are closed, what was received is written, then Akka's CoordinatedShutdown leaves the cluster.</summary>
    public void End(string why)
    {
        Why ??= why;
        lifetime.StopApplication();
    }
}
