using System.Runtime.CompilerServices;
using Gateway.Actors.Privacy;
using Gateway.Platform.Rosters;
using Gateway.Storage.Keys;
using Gateway.Storage.Persons;
using Gateway.Storage.Rosters;
using Gateway.WebConsole.Exports;
using Gateway.WebConsole.Lists;

namespace Gateway.WebConsole.Sites;

/// <summary>A site's roster as a file: a row for each person, with what each gate says of him.</summary>
internal sealed class RosterExport(RosterMatrices matrices, RosterMatrixReader reader, RosterAbsence absence, PersonStore persons) : IExportList
{
    /// <summary>Persons whose content is read together.</summary>
    private const int AtOnce = 500;

    public string Name => "roster";

    public ApiRole Least => ApiRole.Viewer;

    public bool HasPersonal => true;

    public IReadOnlyList<ListColumn> Columns { get; } =
    [
        new("user_id", "user_id", "人员编号", true),
        new("name", "Name", "姓名", true),
        new("work_sn", "Work number", "工号", true),
        new("present", "Gates that have him", "已在闸机数", true),
        new("missing", "Gates that do not", "缺少的闸机", true),
        new("why", "Why", "原因", true),
        new("clocked_in", "Clocked in today", "今天已打卡", true),
    ];

    public async IAsyncEnumerable<string?[]> RowsAsync(ExportQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (query["site"] is not { } site) yield break;
        var matrix = await matrices.GetAsync(site, cancellation);
        var clockedIn = await absence.ClockedInAsync(site, cancellation);
        var view = RosterView.Of(query["show"]);
        foreach (var lines in matrix.Rows.Where(line => RosterView.Has(view, line, clockedIn)).Chunk(AtOnce))
        {
            var content = await persons.LoadWithoutPhotosAsync([.. lines.Select(static line => line.PersonRef).OfType<string>().Distinct()], cancellation);
            var said = query.IsClear
                ? await reader.WordsAsync(site, [.. lines.Where(static line => line.IsRefused).Select(static line => line.UserId)], cancellation)
                : null;
            foreach (var line in lines)
            {
                var person = line.PersonRef is { } name ? content.GetValueOrDefault(name) : null;
                var missing = matrix.Gates.Where((_, place) => line.Cells[place] is RosterCell.Pending or RosterCell.Sent or RosterCell.Failed);
                yield return
                [
                    query.UserId(line.UserId),
                    query.Name(person?.Name),
                    query.IsClear ? ExportQuery.Plain(person?.WorkSn) : person is null ? null : ExtraFields.Mask,
                    line.Cells.Count(static cell => cell == RosterCell.Present).ToString(CultureInfo.InvariantCulture),
                    ExportQuery.Plain(string.Join(query.Text.T(", ", "、"), missing.Select(static gate => gate.Name ?? gate.Sn))),
                    query.Text.RosterReason(line, matrix.Gates, code => said?.GetValueOrDefault((line.UserId, code)), at => query.At(at) ?? ""),
                    clockedIn.Contains(line.UserId) ? query.Text.T("yes", "是") : query.Text.T("no", "否"),
                ];
            }
        }
    }
}
