using System.Runtime.CompilerServices;
using Gateway.Actors.Jobs;
using Gateway.Actors.Privacy;
using Gateway.Storage.Jobs;
using Gateway.Storage.Keys;
using Gateway.Storage.Rosters;
using Gateway.WebConsole.Exports;
using Gateway.WebConsole.Lists;

namespace Gateway.WebConsole.Jobs;

/// <summary>The terminals of a job as a file, and what became of each.</summary>
internal sealed class TargetExport(JobStore store, NameReader names) : IExportList
{
    /// <summary>Rows that are read at a time.</summary>
    private const int PageLength = 500;

    public string Name => "targets";

    public ApiRole Least => ApiRole.Viewer;

    public bool HasPersonal => true;

    public IReadOnlyList<ListColumn> Columns { get; } =
    [
        new("sn", "SN", "序列号"),
        new("gate", "Gate", "闸机"),
        new("state", "State", "状态"),
        new("code", "Code", "代码"),
        new("reason", "The terminal's own words", "终端的说明"),
    ];

    public async IAsyncEnumerable<string?[]> RowsAsync(ExportQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (query["job"] is not { } id || await store.GetAsync(id, cancellation) is not { } job) yield break;
        var state = JobText.ToTarget(query["state"]);
        var known = new ListNames(names);
        string? cursor = null;
        do
        {
            var page = await store.ListTargetsAsync(job, state is { } one ? [one] : null, query.Given("code"), PageLength, cursor, cancellation);
            if (query.Wants("gate")) await known.LoadDevicesAsync(page.Items.Select(static target => target.Sn), cancellation);
            foreach (var target in page.Items)
            {
                yield return
                [
                    target.Sn,
                    ExportQuery.Plain(known.Device(target.Sn)),
                    query.Text.TargetState(target.State),
                    ExportQuery.Plain(target.Code),
                    query.IsClear ? ExportQuery.Plain(target.Reason) : target.Reason is null ? null : ExtraFields.Mask,
                ];
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }
}
