namespace Gateway.Tests;

/// <summary>What <c>build prove</c> runs besides the gate: wide searches, many moments, controls, all of which take minutes.</summary>
internal static class Prove
{
    public static readonly bool Runs = Environment.GetEnvironmentVariable("GATEWAY_PROVE") is { Length: > 0 };

    /// <summary>Why a test that only <c>build prove</c> runs is skipped; null: it runs.</summary>
    public static string? Missing => Runs ? null : "only build prove runs it";
}
