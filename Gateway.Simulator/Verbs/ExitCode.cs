namespace Gateway.Simulator.Verbs;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    /// <summary>Everything was as it must be.</summary>
    public const int Fine = 0;

    /// <summary>An invariant broke, or nothing was served; what it was is printed.</summary>
    public const int Broken = 1;

    /// <summary>The command line asks for something impossible.</summary>
    public const int Usage = 2;
}
