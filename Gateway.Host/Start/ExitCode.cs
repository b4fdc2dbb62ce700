namespace Gateway.Host.Start;

/// <summary>How the process ends (contract; docs/operators.md).</summary>
internal static class ExitCode
{
    /// <summary>Stopped when asked to.</summary>
    public const int Stopped = 0;

    /// <summary>A fault of ours.</summary>
    public const int Failed = 1;

    /// <summary>A setting is wrong, or what it names cannot be used.</summary>
    public const int WrongSetting = 2;

    /// <summary>A port is in use.</summary>
    public const int PortInUse = 3;

    /// <summary>The cluster or the database has gone on without this node, or a part of it has ended for good: it must be started again.</summary>
    public const int Downed = 4;
}
