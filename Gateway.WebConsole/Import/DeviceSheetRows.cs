using Gateway.Platform.Devices;
using Gateway.Platform.Import;
using Gateway.Platform.Problems;
using Gateway.Storage.Devices;

namespace Gateway.WebConsole.Import;

/// <summary>Terminals out of a sheet. An empty cell leaves what is there as it is.</summary>
/// <param name="kind">What those are that are new and of which the sheet does not say it.</param>
/// <param name="site">Where those stand of which the sheet does not say it; null: that stays as it is.</param>
internal sealed class DeviceSheetRows(SheetTable table, string? kind, string? site, DeviceStore devices) : ImportRows<ImportedDevice>
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly FieldErrors _unused = new();
    private int _at = -1;

    public override long Number => _at < 0 || table.Rows.Count == 0 ? 0 : table.Rows[Math.Min(_at, table.Rows.Count - 1)].Number;

    /// <summary>Rows that were read.</summary>
    public int Done => Math.Clamp(_at, 0, table.Rows.Count);

    public override Task<FieldErrors?> BeginAsync(CancellationToken cancellation) => Task.FromResult<FieldErrors?>(null);

    public override async ValueTask<bool> NextAsync(CancellationToken cancellation)
    {
        if (++_at >= table.Rows.Count) return false;
        if (kind is not null && _at % DeviceImport.ChunkLength == 0) await LookAsync(cancellation);
        return true;
    }

    public override ImportedDevice? Read(FieldErrors errors)
    {
        var sn = Text("sn", errors) ?? "";
        var (vendor, model, firmware) = (Text("vendor", errors, isWord: false), Text("model", errors, isWord: false), Text("firmware", errors));
        var device = new ImportedDevice(
            sn, Text("key", errors), Text("kind", errors) is { } word ? CellText.Kind(word) : _known.Contains(sn) ? null : kind, Text("name", errors, isWord: false),
            Text("site", errors) ?? site, Text("dialect", errors), Text("tags", errors) is { } tags ? CellText.Parts(tags) : null, Flag("enabled", errors),
            Text("allowed_addresses", errors) is { } addresses ? CellText.Parts(addresses, bySpaces: true) : null,
            Text("transports", errors) is { } transports ? CellText.Parts(transports.ToLowerInvariant(), bySpaces: true) : null, Flag("feedback_from_pull", errors),
            vendor is null && model is null && firmware is null ? null : new PutModelRequest(vendor, model, firmware))
        {
            UploadKey = Text("upload_key", errors)?.ToLowerInvariant(),
        };
        return errors.Any ? null : device;
    }

    /// <summary>Which of the next ones are there: of those the kind stays.</summary>
    private async Task LookAsync(CancellationToken cancellation)
    {
        var next = table.Rows.Skip(_at).Take(DeviceImport.ChunkLength).Select(row => table.Text(row, ImportFields.Sn, _unused));
        var sns = next.Where(static sn => sn.Length > 0).Distinct().ToList();
        _unused.Clear();
        _known.UnionWith((await devices.GetManyAsync(sns, cancellation)).Select(static device => device.Sn));
    }

    private bool? Flag(string field, FieldErrors errors)
    {
        if (Text(field, errors) is not { } text) return null;
        if (CellText.Flag(text) is { } flag) return flag;
        errors.Add(field, field == "enabled" ? ProblemKinds.DeviceEnabledInvalid : ProblemKinds.FieldInvalid, "must be yes or no");
        return null;
    }

    private string? Text(string field, FieldErrors errors, bool isWord = true) => table.Text(table.Rows[_at], field, errors, isWord) is { Length: > 0 } text ? text : null;
}
