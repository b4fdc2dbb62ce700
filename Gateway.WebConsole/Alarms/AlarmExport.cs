using System.Runtime.CompilerServices;
using Gateway.Storage.Alarms;
using Gateway.Storage.Keys;
using Gateway.WebConsole.Exports;
using Gateway.WebConsole.Lists;

namespace Gateway.WebConsole.Alarms;

/// <summary>Alarms as a file.</summary>
internal sealed class AlarmExport(AlarmStore store) : IExportList
{
    /// <summary>Rows that are read at a time.</summary>
    private const int PageLength = 500;

    public string Name => "alarms";

    public ApiRole Least => ApiRole.Viewer;

    public bool HasPersonal => false;

    public IReadOnlyList<ListColumn> Columns { get; } =
    [
        new("alarm", "Alarm", "告警"),
        new("subject", "Of", "对象"),
        new("detail", "What was found", "详情"),
        new("site", "Site", "工地"),
        new("since", "Since", "开始"),
        new("until", "Until", "结束"),
    ];

    public async IAsyncEnumerable<string?[]> RowsAsync(ExportQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        bool? open = query["state"] switch { "ended" => false, "all" => null, _ => true };
        var filter = new AlarmFilter(open, query["site"], query["code"], query["subject"]);
        string? cursor = null;
        do
        {
            var page = await store.ListAsync(filter, PageLength, cursor, cancellation);
            foreach (var alarm in page.Items) yield return Row(query, alarm);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private static string?[] Row(ExportQuery query, Alarm alarm) =>
    [
        query.Text.Alarm(alarm.Code),
        ExportQuery.Plain(query.Text.AlarmSubject(alarm)),
        ExportQuery.Plain(query.Text.AlarmSentence(alarm, at => query.At(at) ?? "–")),
        ExportQuery.Plain(alarm.Site),
        query.At(alarm.Since),
        query.At(alarm.Ended) ?? query.Text.T("open", "持续中"),
    ];
}
