using System.Runtime.CompilerServices;
using Gateway.Platform.Devices;
using Gateway.Storage.Devices;
using Gateway.Storage.Keys;
using Gateway.WebConsole.Exports;
using Gateway.WebConsole.Lists;

namespace Gateway.WebConsole.Devices;

/// <summary>Terminals as a file.</summary>
internal sealed class DeviceExport(DeviceStore store) : IExportList
{
    /// <summary>Rows that are read at a time.</summary>
    private const int PageLength = 500;

    public string Name => "devices";

    public ApiRole Least => ApiRole.Viewer;

    public bool HasPersonal => false;

    public IReadOnlyList<ListColumn> Columns => DeviceColumns.All;

    public async IAsyncEnumerable<string?[]> RowsAsync(ExportQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var status = query["status"] is "online" or "offline" or "never" or "disabled" ? query["status"] : null;
        var filter = new DeviceFilter(status, query["site"], query["tag"], query["q"], DeviceKinds.Parse(query["kind"]));
        string? cursor = null;
        do
        {
            var page = await store.ListAsync(filter, PageLength, cursor, cancellation);
            foreach (var row in page.Items) yield return Row(query, DeviceReader.Body(row, live: null));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private static string?[] Row(ExportQuery query, DeviceResponse device) =>
    [
        device.Sn,
        ExportQuery.Plain(device.Name),
        ExportQuery.Plain(device.Site),
        query.Text.Kind(device.Kind),
        query.Text.Status(device.Status),
        query.At(device.LastSeen),
        device.Status == "offline" ? query.Text.CloseReason(device.OfflineReason) : null,
        device.ClockSkewSeconds?.ToString(CultureInfo.InvariantCulture),
        ExportQuery.Plain(string.Join(' ', new[] { device.Model?.Vendor, device.Model?.Model, device.Model?.Firmware }.OfType<string>())),
        ExportQuery.Plain(string.Join(';', device.Tags)),
        query.At(device.CreatedAt),
    ];
}
