using Gateway.Platform.Devices;
using Gateway.Platform.Problems;

namespace Gateway.Platform.Import;

/// <summary>
/// A CSV with a header row of field names. An empty field leaves what is there as it is; tags are separated by semicolons, allowed addresses and
/// transports by semicolons or spaces.
/// </summary>
internal sealed class CsvDevices : IImportLines<ImportedDevice>
{
    private static readonly string[] Known =
    [
        "sn", "key", "kind", "name", "site", "dialect", "tags", "enabled", "allowed_addresses", "transports", "feedback_from_pull", "vendor", "model", "firmware",
        "upload_key",
    ];

    private readonly CsvColumns _columns = new(Known, "sn");

    public bool HasHeader => true;

    public void ReadHeader(ReadOnlySpan<byte> line, FieldErrors errors) => _columns.ReadHeader(line, errors);

    public ImportedDevice? Read(ReadOnlySpan<byte> line, FieldErrors errors)
    {
        if (!_columns.Read(line, errors)) return null;
        const StringSplitOptions Elements = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        var tags = Field("tags")?.Split(';', Elements);
        var allowed = Field("allowed_addresses")?.Split([';', ' '], Elements);
        var transports = Field("transports")?.Split([';', ' '], Elements);
        var enabled = Flag("enabled", ProblemKinds.DeviceEnabledInvalid, errors);
        var fromPull = Flag("feedback_from_pull", ProblemKinds.FieldInvalid, errors);
        var model = new PutModelRequest(Field("vendor"), Field("model"), Field("firmware"));
        return errors.Any
            ? null
            : new ImportedDevice(
                Field("sn"), Field("key"), Field("kind"), Field("name"), Field("site"), Field("dialect"), tags, enabled, allowed, transports, fromPull,
                model == new PutModelRequest() ? null : model)
            {
                UploadKey = Field("upload_key"),
            };
    }

    private bool? Flag(string name, ProblemKind kind, FieldErrors errors)
    {
        switch (Field(name)?.ToLowerInvariant())
        {
            case null:
                return null;
            case "true" or "1":
                return true;
            case "false" or "0":
                return false;
            default:
                errors.Add(name, kind, "must be true or false");
                return null;
        }
    }

    private string? Field(string name) => _columns[name];
}
