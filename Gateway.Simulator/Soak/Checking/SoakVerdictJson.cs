using System.Text.Json.Serialization;

namespace Gateway.Simulator.Soak.Checking;

/// <summary>The verdict as a file.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(SoakVerdict))]
internal sealed partial class SoakVerdictJson : JsonSerializerContext;
