namespace Gateway.Host.Configuration;

/// <summary>Where traces go.</summary>
/// <param name="OtlpEndpoint">A collector that speaks OTLP.</param>
/// <param name="Http">Protobuf over HTTP instead of gRPC.</param>
/// <param name="TraceRatio">Part of uploads and commands that are traced, 0 to 1.</param>
internal sealed record TelemetryOptions(Uri OtlpEndpoint, bool Http, double TraceRatio);
