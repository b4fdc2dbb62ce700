namespace Gateway.Host.Configuration;

/// <summary>Reads <c>Gateway:Telemetry</c>.</summary>
internal static class TelemetryReader
{
    /// <summary>Null: no traces.</summary>
    public static TelemetryOptions? Read(SettingsSource settings)
    {
        var http = settings.Choice("Telemetry:Protocol", ("grpc", false), ("http", true));
        var text = settings.Text("Telemetry:TraceRatio");
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var ratio) || ratio > 1)
            throw SettingsSource.Wrong("Telemetry:TraceRatio", text);

        if (settings.Optional("Telemetry:OtlpEndpoint") is not { } endpoint) return null;
        return Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new TelemetryOptions(uri!, http, ratio)
            : throw SettingsSource.Wrong("Telemetry:OtlpEndpoint", endpoint);
    }
}
