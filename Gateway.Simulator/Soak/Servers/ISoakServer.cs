namespace Gateway.Simulator.Soak.Servers;

/// <summary>One process of the gateway under soak that faults can be done to: a node, a database or Redis server.</summary>
internal interface ISoakServer
{
    /// <summary>For people and histories.</summary>
    string Name { get; }

    /// <summary>Starts it (again) and waits until it serves.</summary>
    /// <exception cref="SoakFailedException">It does not.</exception>
    Task StartAsync(CancellationToken stop);

    /// <summary>Waits until it serves, whoever starts it; false when it does not within the time.</summary>
    /// <exception cref="SoakFailedException">It has ended, and nobody starts it again.</exception>
    Task<bool> ServesAsync(TimeSpan within, CancellationToken stop);

    /// <summary>SIGKILL; returns when it is gone.</summary>
    Task KillAsync();

    /// <summary>SIGTERM; waits for its end and gives the exit code, null when it did not end in time and was killed.</summary>
    Task<int?> TerminateAsync();

    /// <summary>SIGSTOP.</summary>
    Task PauseAsync();

    /// <summary>SIGCONT.</summary>
    Task ResumeAsync();
}
