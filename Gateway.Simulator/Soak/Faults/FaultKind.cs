namespace Gateway.Simulator.Soak.Faults;

/// <summary>What can be done to a server.</summary>
internal enum FaultKind
{
    /// <summary>SIGKILL, then a new start.</summary>
    Kill,

    /// <summary>SIGTERM, then a new start.</summary>
    Terminate,

    /// <summary>SIGSTOP, and SIGCONT some time later.</summary>
    Pause,

    /// <summary>A drain by the platform API, then a new start.</summary>
    Drain,

    /// <summary>SIGTERM and a new start of each node, one after another.</summary>
    Roll,

    /// <summary>SIGKILL of Redis, then a new start.</summary>
    Redis,

    /// <summary>SIGKILL of PostgreSQL, then a new start.</summary>
    Postgres,

    /// <summary>One node is cut off from the others, and the cut healed some time later.</summary>
    Partition,
}
