namespace Gateway.Simulator.Verification;

/// <summary>One promise and how often it was broken.</summary>
/// <param name="What">What is wrong with the offenders.</param>
/// <param name="Offenders">The first twenty of them.</param>
internal sealed record Violation(string What, long Count, IReadOnlyList<string> Offenders)
{
    private const int Shown = 20;

    public static Violation Of(string what, IEnumerable<string> offenders)
    {
        string[] all = [.. offenders];
        return new Violation(what, all.Length, [.. all.Take(Shown)]);
    }
}
