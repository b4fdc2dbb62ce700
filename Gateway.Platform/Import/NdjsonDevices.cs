using Gateway.Platform.Json;
using Gateway.Platform.Problems;

namespace Gateway.Platform.Import;

/// <summary>One JSON object per line.</summary>
internal sealed class NdjsonDevices : IImportLines<ImportedDevice>
{
    public bool HasHeader => false;

    public void ReadHeader(ReadOnlySpan<byte> line, FieldErrors errors) => throw new InvalidOperationException("NDJSON has no header.");

    public ImportedDevice? Read(ReadOnlySpan<byte> line, FieldErrors errors) => JsonText.Read(line, ImportJson.Strict.ImportedDevice, errors);
}
