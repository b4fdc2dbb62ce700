using System.Runtime.CompilerServices;
using Gateway.Storage.Audit;
using Gateway.Storage.Keys;
using Gateway.WebConsole.Exports;
using Gateway.WebConsole.Lists;

namespace Gateway.WebConsole.Audit;

/// <summary>The audit as a file: as masked as it is kept.</summary>
internal sealed class AuditExport(AuditStore store) : IExportList
{
    /// <summary>Rows that are read at a time.</summary>
    private const int PageLength = 500;

    public string Name => "audit";

    public ApiRole Least => ApiRole.Admin;

    public bool HasPersonal => false;

    public IReadOnlyList<ListColumn> Columns { get; } =
    [
        new("at", "When", "时间"),
        new("key", "Who", "操作者"),
        new("role", "Role", "角色"),
        new("action", "What", "操作"),
        new("subject", "Of", "对象"),
        new("before", "Before", "变更前"),
        new("after", "After", "变更后"),
        new("reason", "Reason", "原因"),
        new("remote", "From", "来源地址"),
    ];

    public async IAsyncEnumerable<string?[]> RowsAsync(ExportQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (from, to) = query.Range;
        var filter = new AuditFilter(query["key"], query["action"], query["subject"], from, to);
        string? cursor = null;
        do
        {
            var page = await store.ListAsync(filter, PageLength, cursor, cancellation, newestFirst: true);
            foreach (var entry in page.Items) yield return Row(query, entry);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private static string?[] Row(ExportQuery query, AuditEntry entry) =>
    [
        query.At(entry.At),
        query.Text.AuditKey(entry.KeyId),
        query.Text.Role(entry.Role),
        query.Text.AuditAction(entry.Action),
        ExportQuery.Plain(query.Text.AuditSubject(entry.Subject)),
        ExportQuery.Plain(entry.Before),
        ExportQuery.Plain(entry.After),
        ExportQuery.Plain(entry.Reason),
        entry.Action.StartsWith("cluster.", StringComparison.Ordinal) ? null : entry.Remote,
    ];
}
