using System.Text.Json.Serialization;

namespace Gateway.Simulator.Platform;

/// <summary>How the platform API writes JSON (contract).</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ImportResult))]
internal sealed partial class PlatformJson : JsonSerializerContext;
