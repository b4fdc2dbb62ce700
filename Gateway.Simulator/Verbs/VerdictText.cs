using Gateway.Simulator.Verification;

namespace Gateway.Simulator.Verbs;

/// <summary>Promises, kept or broken, for people.</summary>
internal static class VerdictText
{
    /// <summary>Writes them; gives the exit code.</summary>
    public static int Write(TextWriter output, IReadOnlyList<Violation> checks)
    {
        foreach (var check in checks)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{check.Count,8} {check.What}"));
            foreach (var offender in check.Offenders) output.WriteLine($"         {offender}");
        }

        var isKept = checks.All(check => check.Count == 0);
        output.WriteLine(isKept ? "kept: nothing is missing, nothing is doubled" : "BROKEN");
        return isKept ? ExitCode.Fine : ExitCode.Broken;
    }
}
