namespace Gateway.Simulator.Soak.Faults;

/// <summary>What can be done to a server.</summary>
internal enum FaultKind
{
    /// <summary>SIGKILL, then a new start.</summary>
    Kill,

    /// <summary>SIGTERM, then a new start.</summary>
    Terminate,

    /// <summary>SIGSTOP, and SIGCONT some seconds later.</summary>
    Pause,
}
