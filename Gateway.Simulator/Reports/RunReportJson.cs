using System.Text.Json.Serialization;

namespace Gateway.Simulator.Reports;

/// <summary>The report as a file: snake_case, latencies in milliseconds.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(RunReport))]
internal sealed partial class RunReportJson : JsonSerializerContext;
