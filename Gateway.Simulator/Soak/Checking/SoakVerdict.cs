using System.Text.Json.Serialization;

namespace Gateway.Simulator.Soak.Checking;

/// <summary>What a history says about the gateway.</summary>
/// <param name="Invariants">All of them, broken or not.</param>
internal sealed record SoakVerdict(IReadOnlyList<InvariantVerdict> Invariants)
{
    /// <summary>True if none is broken.</summary>
    public bool IsKept => Invariants.All(invariant => invariant.Broken == 0);

    /// <summary>Names of those that are.</summary>
    public IEnumerable<string> Broken => Invariants.Where(invariant => invariant.Broken > 0).Select(invariant => invariant.Invariant);

    /// <summary>For people.</summary>
    public void Write(TextWriter output)
    {
        output.WriteLine("    looked   broken  invariant");
        foreach (var invariant in Invariants)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{invariant.Looked,10} {invariant.Broken,8}  {invariant.Invariant}"));
            foreach (var offender in invariant.Offenders) output.WriteLine($"                     {offender}");
        }

        output.WriteLine(IsKept ? "verdict: nothing lost, nothing doubled" : $"verdict: BROKEN: {string.Join(", ", Broken)}");
    }
}

/// <summary>One invariant over a whole history.</summary>
/// <param name="Looked">How often there was something to look at.</param>
/// <param name="Broken">How often it did not hold.</param>
/// <param name="Offenders">The first twenty ids of those.</param>
internal sealed record InvariantVerdict(string Invariant, long Looked, long Broken, IReadOnlyList<string> Offenders);

/// <summary>The verdict as a file.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(SoakVerdict))]
internal sealed partial class SoakVerdictJson : JsonSerializerContext;
