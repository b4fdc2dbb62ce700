using System.Buffers.Text;
using Gateway.Actors.Wire;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Rosters;

/// <summary>Persons of all rosters together: who they are by <c>user_id</c>, and where.</summary>
public sealed class WorkerStore(Database database, IHiddenText hidden)
{
    /// <summary>Sites that are listed of one person: 50.</summary>
    public const int SitesMax = 50;

    private const char List = 'w';

    /// <summary>No text that begins with another is above that text and this: it is the last of all characters.</summary>
    private const string LastCharacter = "\U0010FFFF";

    /// <summary>By <c>user_id</c> in lower case.</summary>
    /// <param name="beginning">What the <c>user_id</c> begins with, letter case ignored; null: all.</param>
    /// <param name="isWhole">It is the whole of it, not the beginning.</param>
    /// <param name="site">Null: of all.</param>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<WorkerRow>> ListAsync(
        string? beginning, bool isWhole, string? site, DateOnly today, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var after = PlaceOf(cursor);
        var text = beginning?.ToLowerInvariant();
        return await database.ReadAsync(
            async (db, token) =>
            {
                var command = await db.CommandAsync("", token);
                var where = new Conditions(command);
                where.Add("r.search_text = @whole", "whole", isWhole ? text : null);
                where.Add("r.search_text >= @first", "first", isWhole ? null : text);
                where.Add("r.search_text < @last", "last", isWhole || text is null ? null : text + LastCharacter);
                where.Add("r.site = @site", "site", site);
                where.Add("r.search_text >= @after", "after", after?.ToLowerInvariant());
                where.Add("(r.search_text > @after OR r.user_id > @after_id)", "after_id", after);
                where.Add("1 = 1 ORDER BY r.search_text, r.user_id LIMIT @most", "most", limit + 1);
                command.CommandText = $"SELECT DISTINCT r.search_text, r.user_id FROM roster r WHERE {where.Text}";
                var users = await command.ToListAsync(static row => row.GetString(1), token);
                var page = Cursor.Page(users, limit, List, user => Base64Url.EncodeToString(hidden.Hide(user)));
                return new Page<WorkerRow>(await CompleteAsync(db, page.Items, today, token), page.NextCursor);
            },
            cancellation);
    }

    /// <summary>The sites in whose roster he is, or on whose terminals he is by one, by code; at most <see cref="SitesMax"/>.</summary>
    public Task<List<string>> SitesOfAsync(string userId, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) => await (await db.CommandAsync(
                """
                SELECT site FROM roster WHERE search_text = @text AND user_id = @user
                UNION SELECT x.site FROM roster_devices x WHERE x.user_id = @user AND x.site IS NOT NULL
                UNION SELECT d.site FROM roster_devices x JOIN devices d ON d.sn = x.sn WHERE x.user_id = @user AND x.site IS NULL AND d.site IS NOT NULL
                ORDER BY 1 LIMIT @most
                """,
                token))
            .With("text", userId.ToLowerInvariant()).With("user", userId).With("most", SitesMax).ToListAsync(static row => row.GetString(0), token),
        cancellation);

    private static async Task<IReadOnlyList<WorkerRow>> CompleteAsync(DataConnection db, IReadOnlyList<string> users, DateOnly today, CancellationToken cancellation)
    {
        if (users.Count == 0) return [];
        var lower = users.Select(static user => user.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        var entries = await (await db.CommandAsync(
                $"SELECT {RosterEntry.Columns} FROM roster r WHERE {db.In("r.search_text", "texts")} AND {db.In("r.user_id", "users")} ORDER BY r.site", cancellation))
            .With("texts", db.Set(lower)).With("users", db.Set(users)).ToListAsync(RosterEntry.Read, cancellation);
        var states = await (await db.CommandAsync(
                $"""
                SELECT k.user_id, k.state, count(*) FROM (SELECT x.user_id, {RosterSql.State} AS state FROM roster_devices x
                    LEFT JOIN roster r ON r.site = x.site AND r.user_id = x.user_id WHERE {db.In("x.user_id", "users")}) k GROUP BY k.user_id, k.state
                """,
                cancellation))
            .With("users", db.Set(users)).With("today", SiteText.Of(today))
            .ToListAsync(static row => (UserId: row.GetString(0), State: row.GetString(1), Count: (int)row.GetInt64(2)), cancellation);
        var (byUser, counts) = (entries.ToLookup(static entry => entry.UserId, StringComparer.Ordinal), states.ToLookup(static row => row.UserId, StringComparer.Ordinal));
        return [.. users.Select(user => new WorkerRow(user, [.. byUser[user]], counts[user].ToDictionary(static row => row.State, static row => row.Count)))];
    }

    /// <summary>The person behind whom the page begins; null: nobody. He may be named by his ID number, so it is encrypted.</summary>
    private string? PlaceOf(string? cursor)
    {
        if (Cursor.Decode(List, cursor) is not { } place) return null;
        return Base64Url.IsValid(place) && hidden.Reveal(Base64Url.DecodeFromChars(place)) is { } userId ? userId : throw new CursorInvalidException();
    }
}
