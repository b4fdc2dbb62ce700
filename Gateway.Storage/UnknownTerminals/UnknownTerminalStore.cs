using System.Data.Common;
using Gateway.Actors.Sightings;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.UnknownTerminals;

/// <summary>The table <c>unknown_terminals</c>: SNs that try and are not known, bounded in all and by client. What is over goes, the longest silent first.</summary>
public sealed class UnknownTerminalStore(Database database)
{
    /// <summary>Rows in all.</summary>
    public const int RowsMax = 10_000;

    /// <summary>Rows of one client (<see cref="UnknownTerminal.Client"/>).</summary>
    public const int RowsPerClientMax = 100;

    /// <summary>Days after which one that has not tried again is forgotten.</summary>
    public const int Days = 90;

    private const char List = 'n';
    private const string Comma = ", ";
    private const string Columns = "sn, transport, remote, client, first_seen, last_seen, tries, uploads_refused, words, longest, form";

    private static readonly BulkInsert<UnknownTerminal> Upsert = new(
        "unknown_terminals",
        """
        ON CONFLICT (sn) DO UPDATE SET transport = excluded.transport, remote = excluded.remote, client = excluded.client, last_seen = excluded.last_seen,
        tries = unknown_terminals.tries + excluded.tries, uploads_refused = unknown_terminals.uploads_refused + excluded.uploads_refused, words = excluded.words,
        longest = CASE WHEN excluded.longest > unknown_terminals.longest THEN excluded.longest ELSE unknown_terminals.longest END, form = excluded.form
        """,
        new("sn", SqlType.Text, row => row.Sn),
        new("transport", SqlType.Text, row => StoredText.Of(row.Transport)),
        new("remote", SqlType.Text, row => row.Remote),
        new("client", SqlType.Text, row => row.Client),
        new("first_seen", SqlType.BigInt, row => row.FirstSeen.ToUnixTimeMilliseconds()),
        new("last_seen", SqlType.BigInt, row => row.LastSeen.ToUnixTimeMilliseconds()),
        new("tries", SqlType.BigInt, row => row.Tries),
        new("uploads_refused", SqlType.BigInt, row => row.UploadsRefused),
        new("words", SqlType.Text, row => string.Join(Comma, row.Words)),
        new("longest", SqlType.BigInt, row => row.Longest),
        new("form", SqlType.Text, row => row.Form));

    /// <summary>Adds what a node has seen, each SN once; those that have become devices meanwhile are left out.</summary>
    public Task<int> AddAsync(IReadOnlyCollection<UnknownTerminal> seen, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) =>
        {
            var sns = db.Set([.. seen.Select(static terminal => terminal.Sn)]);
            var devices = await (await db.CommandAsync($"SELECT sn FROM devices WHERE {db.In("sn", "sns")}", token))
                .With("sns", sns).ToListAsync(static row => row.GetString(0), token);
            var known = (await (await db.CommandAsync($"SELECT {Columns} FROM unknown_terminals WHERE {db.In("sn", "sns")} ORDER BY sn{db.ForUpdate()}", token))
                .With("sns", sns).ToListAsync(Read, token)).ToDictionary(static row => row.Sn, StringComparer.Ordinal);
            var rows = seen.ExceptBy(devices, static terminal => terminal.Sn, StringComparer.Ordinal).OrderBy(static terminal => terminal.Sn, StringComparer.Ordinal)
                .Select(terminal => known.TryGetValue(terminal.Sn, out var before) ? terminal with { Words = before.Union(terminal.Words) } : terminal).ToList();
            await Upsert.RunAsync(db, rows, null, token);
            await BoundAsync(db, [.. rows.Select(static row => row.Client).Distinct()], token);
            return rows.Count;
        },
        cancellation);

    /// <summary>The latest first.</summary>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<UnknownTerminal>> ListAsync(int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var before = Place(Cursor.Decode(List, cursor));
        var rows = await database.ReadAsync(
            async (db, token) =>
            {
                var command = await db.CommandAsync("", token);
                var where = new Conditions(command);
                where.Add("last_seen <= @time", "time", before?.Time);
                where.Add("(last_seen < @time OR sn < @sn)", "sn", before?.Sn);

                // A node may have written it at the moment at which somebody made the device.
                where.Add("NOT EXISTS (SELECT 1 FROM devices d WHERE d.sn = u.sn) ORDER BY last_seen DESC, sn DESC LIMIT @most", "most", limit + 1);
                command.CommandText = $"SELECT {Columns} FROM unknown_terminals u WHERE {where.Text}";
                return await command.ToListAsync(Read, token);
            },
            cancellation);
        return Cursor.Page(rows, limit, List, static row => string.Create(CultureInfo.InvariantCulture, $"{row.LastSeen.ToUnixTimeMilliseconds()}:{row.Sn}"));
    }

    /// <summary>They are devices now.</summary>
    internal static async Task RemoveAsync(DataConnection db, IReadOnlyCollection<string> sns, CancellationToken cancellation)
    {
        if (sns.Count == 0) return;
        await (await db.CommandAsync($"DELETE FROM unknown_terminals WHERE {db.In("sn", "sns")}", cancellation)).With("sns", db.Set(sns)).ExecuteAsync(cancellation);
    }

    private static async Task BoundAsync(DataConnection db, IReadOnlyCollection<string> clients, CancellationToken cancellation)
    {
        await (await db.CommandAsync(
                $"""
                DELETE FROM unknown_terminals WHERE sn IN (
                    SELECT sn FROM (
                        SELECT sn, row_number() OVER (PARTITION BY client ORDER BY last_seen DESC, sn) AS place FROM unknown_terminals WHERE {db.In("client", "clients")}) r
                    WHERE place > @most)
                """,
                cancellation))
            .With("clients", db.Set(clients)).With("most", RowsPerClientMax).ExecuteAsync(cancellation);
        await (await db.CommandAsync(
                "DELETE FROM unknown_terminals WHERE sn IN (SELECT sn FROM unknown_terminals ORDER BY last_seen DESC, sn DESC LIMIT @many OFFSET @most)", cancellation))
            .With("many", RowsMax).With("most", RowsMax).ExecuteAsync(cancellation);
    }

    private static UnknownTerminal Read(DbDataReader row) => new(
        row.GetString(0), StoredText.ToTransport(row.GetString(1)), row.GetString(2), row.GetString(3), row.GetTime(4), row.GetTime(5), row.GetInt64(6), row.GetInt64(7),
        row.GetString(8).Split(Comma, StringSplitOptions.RemoveEmptyEntries), row.GetInt64(9), row.GetString(10));

    private static (long Time, string Sn)? Place(string? text)
    {
        if (text is null) return null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && long.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            ? (time, text[(colon + 1)..])
            : throw new CursorInvalidException();
    }
}
