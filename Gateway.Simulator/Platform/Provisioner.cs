namespace Gateway.Simulator.Platform;

/// <summary>Creates the simulated devices and says what became of it.</summary>
internal static class Provisioner
{
    private const int RejectedShownMax = 10;

    private static readonly byte[] NewLine = "\n"u8.ToArray();

    /// <summary>True if none was rejected.</summary>
    /// <exception cref="PlatformException">The gateway cannot be reached, or refuses.</exception>
    public static async Task<bool> RunAsync(
        PlatformClient platform, IEnumerable<SimulatedDevice> devices, string site, TextWriter output, CancellationToken stop)
    {
        var result = await platform.ImportAsync(ToNdjson(devices, site), stop);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"devices: {result.Created} created, {result.Updated} updated, {result.Rejected.Count} rejected"));
        foreach (var rejected in result.Rejected.Take(RejectedShownMax)) await output.WriteLineAsync($"  line {rejected.Line}: {rejected.Error}");
        return result.Rejected.Count == 0;
    }

    /// <summary>Devices as NDJSON for the import route.</summary>
    /// <param name="site">Where they stand; lets one request reach all of them.</param>
    public static ReadOnlyMemory<byte> ToNdjson(IEnumerable<SimulatedDevice> devices, string site)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        foreach (var (sn, key, kind, dialect, isEnabled) in devices)
        {
            json.Reset(buffer);
            json.WriteStartObject();
            json.WriteString("sn", sn);
            json.WriteString("key", key);
            json.WriteString("kind", kind);
            json.WriteString("name", sn);
            json.WriteString("site", site);
            if (!isEnabled) json.WriteBoolean("enabled", false);
            if (dialect is not null) json.WriteString("dialect", dialect);
            json.WriteEndObject();
            json.Flush();
            buffer.Write(NewLine);
        }

        return buffer.WrittenMemory;
    }
}
