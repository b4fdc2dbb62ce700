using System.Data.Common;
using Gateway.Storage.Rosters;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Search;

/// <summary>Looks for one text in everything that has a name: sites, terminals, persons. Persons by their <c>user_id</c> only: names are stored encrypted.</summary>
public sealed class SearchReader(Database database)
{
    /// <summary>Characters of a text.</summary>
    public const int TextLengthMax = 64;

    /// <summary>No text that begins with another is above that text and this: it is the last of all characters.</summary>
    private const string LastCharacter = "\U0010FFFF";

    /// <param name="most">Hits of each kind.</param>
    public Task<SearchHits> FindAsync(string text, int most, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        text = text.Trim();
        if (text.Length > TextLengthMax) return Task.FromResult(SearchHits.None);
        return database.ReadAsync(
            async (db, token) => new SearchHits(await SitesAsync(db, text, most, token), await TerminalsAsync(db, text, most, token), await PersonsAsync(db, text, most, token)),
            cancellation);
    }

    /// <summary>Only persons with exactly this <c>user_id</c>: what it is must not be told by what begins alike.</summary>
    public Task<FoundPerson?> FindPersonAsync(string userId, CancellationToken cancellation) => database.ReadAsync(
        (db, token) => PersonAsync(db, userId, token), cancellation);

    private static async Task<IReadOnlyList<FoundSite>> SitesAsync(DataConnection db, string text, int most, CancellationToken cancellation) =>
        await Asked(
            await db.CommandAsync(
                $"""
                SELECT s.code, s.name, s.region FROM sites s WHERE {db.Has("s.search_text", "q")}
                ORDER BY CASE WHEN s.search_text = @q OR s.name_text = @q OR substr(s.search_text, 1, @length) = @line THEN 0 ELSE 1 END, s.code LIMIT @most
                """,
                cancellation),
            text).With("most", most)
            .ToListAsync(row => new FoundSite(row.GetString(0), row.GetText(1), row.GetText(2), IsSame(text, row.GetString(0), row.GetText(1))), cancellation);

    private static async Task<IReadOnlyList<FoundTerminal>> TerminalsAsync(DataConnection db, string text, int most, CancellationToken cancellation) =>
        await Asked(
            await db.CommandAsync(
                $"""
                SELECT d.sn, d.name, d.site, CASE WHEN NOT d.enabled THEN 'disabled' WHEN p.sn IS NULL THEN 'never' WHEN p.online THEN 'online' ELSE 'offline' END
                FROM devices d LEFT JOIN presence p ON p.sn = d.sn WHERE {db.Has("d.search_text", "q")}
                ORDER BY CASE WHEN d.name = @text OR substr(d.search_text, 1, @length) = @line THEN 0 ELSE 1 END, d.sn LIMIT @most
                """,
                cancellation),
            text).With("text", text).With("most", most)
            .ToListAsync(
                row => new FoundTerminal(row.GetString(0), row.GetText(1), row.GetText(2), row.GetString(3), IsSame(text, row.GetString(0), row.GetText(1))), cancellation);

    /// <summary>Codes and SNs are the first line of what is looked in.</summary>
    private static DbCommand Asked(DbCommand command, string text)
    {
        var lower = text.ToLowerInvariant();
        return command.With("q", lower).With("line", lower + "\n").With("length", lower.Length + 1);
    }

    /// <summary>By indexes that begin with the id; whoever has records only, and stands in no roster, is found by his whole id.</summary>
    private static async Task<IReadOnlyList<FoundPerson>> PersonsAsync(DataConnection db, string text, int most, CancellationToken cancellation)
    {
        var persons = await (await db.CommandAsync(
                "SELECT r.user_id, MIN(r.site), COUNT(*) FROM roster r WHERE r.user_id >= @q AND r.user_id < @last GROUP BY r.user_id ORDER BY r.user_id LIMIT @most",
                cancellation))
            .With("q", text).With("last", text + LastCharacter).With("most", most).ToListAsync(row => Person(row, text), cancellation);
        if (persons.Count == 0 && await PersonAsync(db, text, cancellation) is { } other) persons.Add(other);
        return persons;
    }

    private static async Task<FoundPerson?> PersonAsync(DataConnection db, string userId, CancellationToken cancellation)
    {
        var found = await (await db.CommandAsync(
                """
                SELECT r.user_id, MIN(r.site), COUNT(*) FROM roster r WHERE r.user_id = @user GROUP BY r.user_id
                """,
                cancellation))
            .With("user", userId).ToListAsync(row => Person(row, userId), cancellation);
        if (found is [var person]) return person;
        var isKnown = await (await db.CommandAsync(
                """
                SELECT CASE WHEN EXISTS (SELECT 1 FROM roster_devices x WHERE x.user_id = @user) OR EXISTS (SELECT 1 FROM attendance a WHERE a.user_id = @user) THEN 1 ELSE 0 END
                """,
                cancellation))
            .With("user", userId).ToListAsync(static row => row.GetInt32(0) > 0, cancellation);
        return isKnown is [true] ? new FoundPerson(userId, null, 0, true) : null;
    }

    private static FoundPerson Person(DbDataReader row, string text) =>
        new(row.GetString(0), row.GetText(1), (int)row.GetInt64(2), row.GetString(0).Equals(text, StringComparison.Ordinal));

    private static bool IsSame(string text, string id, string? name) =>
        text.Equals(id, StringComparison.OrdinalIgnoreCase) || text.Equals(name?.Trim(), StringComparison.OrdinalIgnoreCase);
}
