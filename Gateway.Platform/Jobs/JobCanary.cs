using System.Text.Json.Serialization;

namespace Gateway.Platform.Jobs;

/// <summary>A canary as it is asked for: a number of terminals, or a percentage of them.</summary>
/// <param name="Number">Of terminals, or of percent; 0: it cannot be read.</param>
[JsonConverter(typeof(JobCanaryConverter))]
internal sealed record JobCanary(int Number, bool IsPercent)
{
    /// <summary>The same of so many targets; at least one.</summary>
    public int Of(int targets) => IsPercent ? (int)Math.Max(1, ((long)targets * Number + 99) / 100) : Number;
}
