using System.Text.Unicode;
using Gateway.Platform.Problems;

namespace Gateway.Platform.Import;

/// <summary>
/// A CSV with a header row of field names. An empty field leaves what is there as it is; tags are separated by semicolons, allowed addresses and
/// transports by semicolons or spaces.
/// </summary>
internal sealed class CsvDevices : IDeviceLines
{
    private static readonly string[] Known = ["sn", "key", "kind", "name", "site", "dialect", "tags", "enabled", "allowed_addresses", "transports", "feedback_from_pull"];

    private readonly List<string> _fields = [];
    private string[] _columns = [];

    public bool HasHeader => true;

    public void ReadHeader(ReadOnlySpan<byte> line, FieldErrors errors)
    {
        if (!TrySplit(line, "header", errors)) return;
        _columns = [.. _fields.Select(f => f.Trim().ToLowerInvariant())];
        foreach (var column in _columns.Except(Known))
            errors.Add(column.Length == 0 ? "header" : column, ProblemKinds.ImportHeaderInvalid, "is not a known column; known: " + string.Join(", ", Known));

        foreach (var column in _columns.GroupBy(c => c).Where(g => g.Count() > 1))
            errors.Add(column.Key, ProblemKinds.ImportHeaderInvalid, "stands in the header more than once");

        if (!_columns.Contains("sn")) errors.Add("sn", ProblemKinds.ImportHeaderInvalid, "is missing in the header");
    }

    public ImportedDevice? Read(ReadOnlySpan<byte> line, FieldErrors errors)
    {
        if (!TrySplit(line, "line", errors)) return null;
        if (_fields.Count != _columns.Length)
        {
            errors.Add("line", ProblemKinds.BodyMalformed, $"has {_fields.Count} fields, the header has {_columns.Length}");
            return null;
        }

        const StringSplitOptions Elements = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        var tags = Field("tags")?.Split(';', Elements);
        var allowed = Field("allowed_addresses")?.Split([';', ' '], Elements);
        var transports = Field("transports")?.Split([';', ' '], Elements);
        var enabled = Flag("enabled", ProblemKinds.DeviceEnabledInvalid, errors);
        var fromPull = Flag("feedback_from_pull", ProblemKinds.FieldInvalid, errors);
        return errors.Any
            ? null
            : new ImportedDevice(
                Field("sn"), Field("key"), Field("kind"), Field("name"), Field("site"), Field("dialect"), tags, enabled, allowed, transports, fromPull);
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

    /// <summary>The field of that name; null when it is empty or there is no such column.</summary>
    private string? Field(string name)
    {
        var column = Array.IndexOf(_columns, name);
        return column < 0 || _fields[column].Length == 0 ? null : _fields[column];
    }

    private bool TrySplit(ReadOnlySpan<byte> line, string what, FieldErrors errors)
    {
        var error = Utf8.IsValid(line) ? CsvLine.Split(Encoding.UTF8.GetString(line), _fields) : "is not UTF-8";
        if (error is null) return true;
        errors.Add(what, what == "header" ? ProblemKinds.ImportHeaderInvalid : ProblemKinds.BodyMalformed, error);
        return false;
    }
}
