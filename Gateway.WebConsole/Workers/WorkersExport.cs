using System.Runtime.CompilerServices;
using Gateway.Actors.Privacy;
using Gateway.Actors.Time;
using Gateway.Storage.Keys;
using Gateway.Storage.Persons;
using Gateway.Storage.Rosters;
using Gateway.WebConsole.Exports;
using Gateway.WebConsole.Lists;
using Gateway.WebConsole.Parts;

namespace Gateway.WebConsole.Workers;

/// <summary>The list of workers as a file.</summary>
internal sealed class WorkersExport(WorkerStore workers, PersonStore persons, WorkerLinks links, GatewayZone zone, TimeProvider time) : IExportList
{
    private const int AtOnce = 500;

    public string Name => "workers";

    public ApiRole Least => ApiRole.Viewer;

    public bool HasPersonal => true;

    public IReadOnlyList<ListColumn> Columns { get; } =
    [
        new("user_id", "user_id", "人员编号", true),
        new("name", "Name", "姓名", true),
        new("sites", "Sites", "工地", true),
        new("present", "Gates that have him", "已在闸机数", true),
        new("failed", "Gates that refused him", "拒绝的闸机数", true),
    ];

    public async IAsyncEnumerable<string?[]> RowsAsync(ExportQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // As the page: a viewer asks for a whole user_id, and for none that is an ID number.
        var isViewer = query.Caller.Role < ApiRole.Platform;
        var sought = links.Read(query["q"]) is { } read && !(isViewer && UserIdMask.IsIdNumber(read)) ? read : null;
        string? cursor = null;
        do
        {
            var page = await workers.ListAsync(sought, isViewer, query["site"], zone.Today(time.GetUtcNow()), AtOnce, cursor, cancellation);
            var refs = page.Items.SelectMany(static row => row.Entries).Select(static entry => entry.PersonRef).Distinct().ToList();
            var content = await persons.LoadWithoutPhotosAsync(refs, cancellation);
            foreach (var row in page.Items)
            {
                var person = row.Entries.Select(entry => content.GetValueOrDefault(entry.PersonRef)).OfType<StoredPerson>().FirstOrDefault();
                yield return
                [
                    query.UserId(row.UserId),
                    query.Name(person?.Name),
                    ExportQuery.Plain(string.Join(' ', row.Entries.Select(static entry => entry.Site))),
                    row.Counts.GetValueOrDefault("present").ToString(CultureInfo.InvariantCulture),
                    row.Counts.GetValueOrDefault("failed").ToString(CultureInfo.InvariantCulture),
                ];
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }
}
