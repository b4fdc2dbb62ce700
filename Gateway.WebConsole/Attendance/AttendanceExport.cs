using System.Runtime.CompilerServices;
using Gateway.Actors.Attendance;
using Gateway.Actors.Sessions;
using Gateway.Storage.Attendance;
using Gateway.Storage.Keys;
using Gateway.Storage.Rosters;
using Gateway.WebConsole.Exports;
using Gateway.WebConsole.Lists;

namespace Gateway.WebConsole.Attendance;

/// <summary>Attendance records as a file.</summary>
internal sealed class AttendanceExport(AttendanceLists store, NameReader names) : IExportList
{
    /// <summary>Rows that are read at a time.</summary>
    private const int PageLength = 1000;

    public string Name => "attendance";

    public ApiRole Least => ApiRole.Viewer;

    public bool HasPersonal => true;

    public IReadOnlyList<ListColumn> Columns => AttendanceColumns.All;

    public async IAsyncEnumerable<string?[]> RowsAsync(ExportQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (from, to) = query.Range;
        var filter = new AttendanceFilter(query["sn"], query.Worker, query["site"], from, to);
        var known = new ListNames(names);
        string? cursor = null;
        do
        {
            var page = await store.NewestAsync(filter, PageLength, cursor, cancellation);
            if (query.Wants(AttendanceColumns.Name)) await known.LoadPersonsAsync(page.Items.Select(static record => (record.Site, (string?)record.UserId)), cancellation);
            if (query.Wants(AttendanceColumns.Gate)) await known.LoadDevicesAsync(page.Items.Select(static record => record.Sn), cancellation);
            if (query.Wants(AttendanceColumns.SiteName)) await known.LoadSitesAsync(page.Items.Select(static record => record.Site), cancellation);
            foreach (var record in page.Items) yield return Row(query, known, record);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private static string?[] Row(ExportQuery query, ListNames names, AttendanceRecord record) =>
    [
        query.At(record.RecogTime),
        query.Name(names.Person(record.Site, record.UserId)),
        query.UserId(record.UserId),
        ExportQuery.Plain(names.Device(record.Sn)),
        record.Sn,
        ExportQuery.Plain(names.Site(record.Site) ?? record.Site),
        ExportQuery.Plain(record.Site),
        record.IsClockSuspect ? query.Text.T("doubtful", "可疑") : null,
        query.At(record.ReceivedAt),
        query.Text.Transport(record.Transport == Transport.Socket ? "socket" : "http"),
    ];
}
