using System.Runtime.CompilerServices;
using Gateway.Actors.Commands;
using Gateway.Storage.Commands;
using Gateway.Storage.Keys;
using Gateway.Storage.Persons;
using Gateway.Storage.Rosters;
using Gateway.WebConsole.Exports;
using Gateway.WebConsole.Lists;

namespace Gateway.WebConsole.Commands;

/// <summary>Commands as a file.</summary>
internal sealed class CommandExport(CommandLists store, NameReader names, PersonStore persons) : IExportList
{
    /// <summary>Rows that are read at a time.</summary>
    private const int PageLength = 1000;

    public string Name => "commands";

    public ApiRole Least => ApiRole.Viewer;

    public bool HasPersonal => true;

    public IReadOnlyList<ListColumn> Columns => CommandColumns.All;

    /// <summary>The filter of an address.</summary>
    public static CommandFilter Filter(Func<string, string?> query, string? worker, (DateTimeOffset? From, DateTimeOffset? To) range) => new(
        query("sn"), query("site"), worker, query("id"), query("batch"),
        query("state") is { } state ? CommandText.ToState(state) : null, query("type") is { } type ? CommandText.ToType(type) : null, range.From, range.To);

    public async IAsyncEnumerable<string?[]> RowsAsync(ExportQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = Filter(name => query[name], query.Worker, query.Range);
        var known = new ListNames(names);
        string? cursor = null;
        do
        {
            var page = await store.NewestAsync(filter, PageLength, cursor, cancellation);
            if (query.Wants(CommandColumns.Gate)) await known.LoadDevicesAsync(page.Items.Select(static command => command.Sn), cancellation);
            var people = query.Wants(CommandColumns.Name) ? await CommandNames.LoadAsync(persons, page.Items, cancellation) : new Dictionary<string, string>();
            foreach (var command in page.Items)
                yield return Row(query, known.Device(command.Sn), command.Status.Command.PersonRef is { } reference ? people.GetValueOrDefault(reference) : null, command);

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private static string?[] Row(ExportQuery query, string? gate, string? person, DeviceCommand of)
    {
        var status = query.IsClear ? of.Status : CommandMask.Of(of.Status);
        return
        [
            query.At(status.Command.CreatedAt),
            query.Text.CommandType(CommandText.Of(status.Command.Type)),
            query.Text.State(CommandText.Of(status.State)),
            ExportQuery.Plain(string.Join(' ', new[] { status.ResultCode, status.ResultDesc }.OfType<string>())),
            ExportQuery.Plain(gate),
            of.Sn,
            query.Name(person),
            ExportQuery.Plain(status.Command.UserId),
            status.Attempts.ToString(CultureInfo.InvariantCulture),
            query.At(status.SentAt),
            query.At(status.EndedAt),
            status.Command.BatchId,
            status.Command.Id,
        ];
    }
}
