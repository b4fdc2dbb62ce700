using System.Runtime.CompilerServices;
using Gateway.Storage.Keys;
using Gateway.Storage.Registrations;
using Gateway.WebConsole.Exports;
using Gateway.WebConsole.Lists;

namespace Gateway.WebConsole.Registrations;

/// <summary>Registrations as a file, without their photos.</summary>
internal sealed class RegistrationExport(RegistrationStore store) : IExportList
{
    /// <summary>Rows that are read at a time.</summary>
    private const int PageLength = 500;

    public string Name => "registrations";

    public ApiRole Least => ApiRole.Viewer;

    public bool HasPersonal => true;

    public IReadOnlyList<ListColumn> Columns { get; } =
    [
        new("received_at", "Received", "接收时间"),
        new("name", "Name", "姓名"),
        new("id_number", "ID number", "身份证号"),
        new("nation", "Nation", "民族"),
        new("sn", "SN", "序列号"),
        new("site", "Site", "工地"),
        new("photos", "Photos", "照片"),
        new("correction", "Correction", "更正"),
    ];

    public async IAsyncEnumerable<string?[]> RowsAsync(ExportQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (from, to) = query.Range;
        var filter = new RegistrationFilter(query["sn"], query["site"], from, to, null);
        string? cursor = null;
        do
        {
            var page = await store.NewestAsync(filter, PageLength, cursor, cancellation);
            foreach (var row in page.Items) yield return Row(query, row);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private static string?[] Row(ExportQuery query, RegistrationRow row)
    {
        var of = row.Registration;
        return
        [
            query.At(of.ReceivedAt),
            query.Name(of.Name.Reveal()),
            query.IsClear ? of.IdNumber.Reveal() : of.IdNumber.Masked,
            ExportQuery.Plain(of.Nation),
            of.Sn,
            ExportQuery.Plain(of.Site),
            row.Photos.Count.ToString(CultureInfo.InvariantCulture),
            of.Supersedes is null ? null : query.Text.T("yes", "是"),
        ];
    }
}
