using Gateway.Storage.Persons;
using Gateway.Storage.Sql;

namespace Gateway.Storage.Rosters;

/// <summary>Names beside ids in lists, a page of them at a time. What has no name is left out.</summary>
public sealed class NameReader(Database database, PersonStore persons)
{
    /// <summary>The persons of sites' rosters, in clear.</summary>
    public async Task<IReadOnlyDictionary<(string Site, string UserId), string>> PersonsAsync(
        IReadOnlyCollection<(string Site, string UserId)> keys, CancellationToken cancellation)
    {
        if (keys.Count == 0) return new Dictionary<(string, string), string>();
        var rows = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync($"SELECT r.site, r.user_id, r.person_ref FROM {db.Pairs()} JOIN roster r ON r.site = k.a AND r.user_id = k.b", token))
                .WithPairs(db, keys).ToListAsync(static row => (Key: (row.GetString(0), row.GetString(1)), Ref: row.GetString(2)), token),
            cancellation);
        var known = await persons.LoadWithoutPhotosAsync([.. rows.Select(static row => row.Ref).Distinct()], cancellation);
        var names = new Dictionary<(string, string), string>();
        foreach (var (key, reference) in rows)
            if (known.GetValueOrDefault(reference) is { } person) names[key] = person.Name;

        return names;
    }

    /// <summary>Of terminals, by SN.</summary>
    public Task<IReadOnlyDictionary<string, string>> DevicesAsync(IReadOnlyCollection<string> sns, CancellationToken cancellation) =>
        NamesAsync("devices", "sn", sns, cancellation);

    /// <summary>Of sites, by code.</summary>
    public Task<IReadOnlyDictionary<string, string>> SitesAsync(IReadOnlyCollection<string> codes, CancellationToken cancellation) =>
        NamesAsync("sites", "code", codes, cancellation);

    private async Task<IReadOnlyDictionary<string, string>> NamesAsync(string table, string column, IReadOnlyCollection<string> keys, CancellationToken cancellation)
    {
        if (keys.Count == 0) return new Dictionary<string, string>();
        var rows = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync($"SELECT {column}, name FROM {table} WHERE {db.In(column, "keys")} AND name IS NOT NULL", token))
                .With("keys", db.Set(keys)).ToListAsync(static row => (Key: row.GetString(0), Name: row.GetString(1)), token),
            cancellation);
        return rows.ToDictionary(static row => row.Key, static row => row.Name, StringComparer.Ordinal);
    }
}
