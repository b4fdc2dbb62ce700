using Gateway.Platform.Json;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Requests;

namespace Gateway.Platform.Import;

/// <summary>One JSON object per line.</summary>
internal sealed class NdjsonDevices : IDeviceLines
{
    public bool HasHeader => false;

    public void ReadHeader(ReadOnlySpan<byte> line, FieldErrors errors) => throw new InvalidOperationException("NDJSON has no header.");

    public ImportedDevice? Read(ReadOnlySpan<byte> line, FieldErrors errors) => JsonBody.Read(line, PlatformJson.House.ImportedDevice, errors);
}
