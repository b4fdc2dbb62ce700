using System.Buffers;
using System.Text.Json;

namespace Gateway.Simulator.Platform;

/// <summary>Makes simulated terminals known to the gateway.</summary>
internal static class Provisioning
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();

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
