namespace Gateway.Host.Configuration;

/// <summary>Reads <c>Gateway:Telemetry</c>.</summary>
internal static class TelemetryReader
{
    private const double RatioUnlessGiven = 0.01;

    /// <summary>Null: no traces.</summary>
    public static TelemetryOptions? Read(IConfiguration configuration)
    {
        var protocol = SettingsReader.Optional(configuration, "Telemetry:Protocol") ?? "grpc";
        if (protocol is not ("grpc" or "http")) throw new SettingsException("Gateway:Telemetry:Protocol", protocol, "must be grpc or http");
        var ratio = RatioUnlessGiven;
        if (SettingsReader.Optional(configuration, "Telemetry:TraceRatio") is { } text
            && (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out ratio) || ratio > 1))
        {
            throw new SettingsException("Gateway:Telemetry:TraceRatio", text, "must be a number from 0 to 1");
        }

        if (SettingsReader.Optional(configuration, "Telemetry:OtlpEndpoint") is not { } endpoint) return null;
        return Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new TelemetryOptions(uri!, protocol == "http", ratio)
            : throw new SettingsException("Gateway:Telemetry:OtlpEndpoint", endpoint, "must be http://host:port or https://host:port of an OTLP collector");
    }
}
