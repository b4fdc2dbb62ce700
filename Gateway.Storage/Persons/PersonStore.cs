using System.Data.Common;
using Gateway.Storage.Protection;
using Gateway.Storage.Sql;
using LinqToDB.Data;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Storage.Persons;

/// <summary>
/// The tables <c>persons</c> and <c>photos</c>: what push commands and rosters refer to, encrypted, each person and each photo once however many terminals get it.
/// </summary>
public sealed class PersonStore(Database database, IDataProtectionProvider protection, HashKeys hashKeys, TimeProvider time)
{
    /// <summary>Nothing that was used more recently is ever deleted: its command may not be projected yet.</summary>
    public static readonly TimeSpan GracePeriod = TimeSpan.FromMinutes(30);

    private const string PersonKey = "person";
    private const string PhotoKey = "photo";

    /// <summary>
    /// A use is noted again only after this: one person to a thousand terminals, one by one, is one write. Much shorter than <see cref="GracePeriod"/>.
    /// </summary>
    private static readonly TimeSpan UseInterval = TimeSpan.FromMinutes(5);

    /// <summary>The state of commands as the partial index on their persons has it; a job may be repeated for a week after its end.</summary>
    private const string UnusedPersons =
        """
        p.used_at < @bound AND NOT EXISTS (SELECT 1 FROM commands c WHERE c.person_ref = p.ref AND c.state IN ('queued', 'in_flight'))
        AND NOT EXISTS (SELECT 1 FROM roster r WHERE r.person_ref = p.ref)
        AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.person_ref = p.ref AND (j.ended_at IS NULL OR j.ended_at > @bound - 604800000))
        """;

    private const string UnusedPhotos = "p.used_at < @bound AND NOT EXISTS (SELECT 1 FROM persons o WHERE o.photo_ref = p.ref)";

    private static readonly BulkInsert<PersonRow> Photos = new(
        "photos",
        "ON CONFLICT (ref) DO UPDATE SET used_at = excluded.used_at",
        new("ref", SqlType.Text, row => row.PhotoRef),
        new("content_protected", SqlType.Bytes, row => row.Image),
        new("size", SqlType.Int, row => row.Size),
        new("used_at", SqlType.BigInt, row => row.Now));

    private static readonly BulkInsert<PersonRow> Persons = new(
        "persons",
        "ON CONFLICT (ref) DO UPDATE SET used_at = excluded.used_at",
        new("ref", SqlType.Text, row => row.PersonRef),
        new("content_protected", SqlType.Bytes, row => row.Content),
        new("photo_ref", SqlType.Text, row => row.PhotoRef),
        new("used_at", SqlType.BigInt, row => row.Now));

    private readonly PersonCipher _cipher = new(protection);

    /// <summary>What <see cref="SaveAsync(StoredPerson, CancellationToken)"/> stores him under; stores nothing.</summary>
    public async Task<PersonRefs> GetRefsAsync(StoredPerson person, CancellationToken cancellation)
    {
        var photoRef = person.Photo is { } photo ? PersonCipher.PhotoRef(await hashKeys.GetAsync(PhotoKey, cancellation), photo) : null;
        return new PersonRefs(PersonCipher.PersonRef(await hashKeys.GetAsync(PersonKey, cancellation), person, photoRef), photoRef);
    }

    /// <summary>Stores a person and his photo, or finds that they are there. Durable when it returns.</summary>
    /// <returns>The reference to load it by.</returns>
    public async Task<string> SaveAsync(StoredPerson person, CancellationToken cancellation)
    {
        var refs = await GetRefsAsync(person, cancellation);
        await SaveAsync([(person, refs)], cancellation);
        return refs.Person;
    }

    /// <summary>The same for some that are in memory anyway, in one transaction.</summary>
    /// <param name="persons">With what <see cref="GetRefsAsync"/> says of them.</param>
    public async Task SaveAsync(IReadOnlyCollection<(StoredPerson Person, PersonRefs Refs)> persons, CancellationToken cancellation)
    {
        var left = persons.DistinctBy(static person => person.Refs.Person).ToList();
        while (left.Count > 0)
        {
            PersonRefs[] refs = [.. left.Select(static person => person.Refs)];
            var there = await database.ReadAsync((db, token) => LookAsync(db, refs, token), cancellation);
            var rows = left.Select(person => Make(person.Person, person.Refs, there)).OfType<PersonRow>().ToList();
            if (rows.Count == 0) return;
            var gone = await database.WriteAsync((db, token) => WriteAsync(db, rows, token), CancellationToken.None);

            // Photos that were deleted between the look and the write: now they will be brought along.
            left = left.FindAll(person => person.Refs.Photo is { } photo && gone.Contains(photo));
            if (left.Count > 0) cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// The persons by reference; those that are not there (any more) are left out. Null: he cannot be decrypted, since the key ring is not the one he was stored with; that fails
    /// him and nobody else.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, StoredPerson?>> LoadAsync(IReadOnlyCollection<string> refs, CancellationToken cancellation)
    {
        if (refs.Count == 0) return new Dictionary<string, StoredPerson?>();
        var (persons, photos) = await database.ReadAsync((db, token) => ReadAsync(db, refs, token), cancellation);
        var clear = photos.ToDictionary(photo => photo.Ref, photo => Try(() => _cipher.UnprotectPhoto(photo.Content)), StringComparer.Ordinal);
        return persons.Where(person => person.PhotoRef is null || clear.ContainsKey(person.PhotoRef)).ToDictionary(
            person => person.Ref,
            person =>
            {
                var photo = person.PhotoRef is { } photoRef ? clear[photoRef] : null;
                return person.PhotoRef is not null && photo is null ? null : Try(() => _cipher.UnprotectPerson(person.Content, photo));
            },
            StringComparer.Ordinal);
    }

    /// <summary>The same without their photos, for lists.</summary>
    public async Task<IReadOnlyDictionary<string, StoredPerson?>> LoadWithoutPhotosAsync(IReadOnlyCollection<string> refs, CancellationToken cancellation)
    {
        if (refs.Count == 0) return new Dictionary<string, StoredPerson?>();
        var persons = await database.ReadAsync((db, token) => ReadPersonsAsync(db, refs, token), cancellation);
        return persons.ToDictionary(static person => person.Ref, person => Try(() => _cipher.UnprotectPerson(person.Content, null)), StringComparer.Ordinal);
    }

    /// <summary>
    /// Deletes persons to whom no open command and no roster refers, then photos that no person has, both only when last used before <paramref name="olderThan"/>; at most
    /// <paramref name="most"/> of each. They are looked for in a read, so that the transaction is short however many are kept. <paramref name="olderThan"/> must not be later than
    /// the oldest event that is not projected: a command that the table does not show yet counts too.
    /// </summary>
    /// <returns>How many rows went; call again while it is not 0.</returns>
    public async Task<int> DeleteUnusedAsync(DateTimeOffset olderThan, int most, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var latest = time.GetUtcNow() - GracePeriod;
        var bound = (olderThan < latest ? olderThan : latest).ToUnixTimeMilliseconds();
        return await DeleteAsync("persons", UnusedPersons, bound, most, cancellation) + await DeleteAsync("photos", UnusedPhotos, bound, most, cancellation);
    }

    /// <summary>Marks persons who were stored earlier as used, in the transaction that refers to them.</summary>
    /// <returns>Those that are not there any more.</returns>
    internal static async Task<IReadOnlySet<string>> UseAsync(DataConnection db, HashSet<string> refs, DateTimeOffset now, CancellationToken cancellation)
    {
        if (refs.Count == 0) return refs;

        // Locked in one order: two who use the same persons do not wait for each other in a ring.
        var locked = $"SELECT ref FROM persons WHERE {db.In("ref", "refs")} ORDER BY ref{db.ForUpdate()}";
        var there = await (await db.CommandAsync($"UPDATE persons SET used_at = @now WHERE ref IN ({locked}) RETURNING ref", cancellation))
            .With("now", now.ToUnixTimeMilliseconds()).With("refs", db.Set(refs)).ToListAsync(static row => row.GetString(0), cancellation);
        return refs.Except(there, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
    }
    /// <summary>Notes that a stored person is used again; false: he is not there any more.</summary>
    public Task<bool> UseAsync(string personRef, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) => await (await db.CommandAsync("UPDATE persons SET used_at = @now WHERE ref = @ref", token))
            .With("now", time.GetUtcNow().ToUnixTimeMilliseconds()).With("ref", personRef).ExecuteAsync(token) > 0,
        cancellation);

    /// <summary>Which of them are there.</summary>
    internal static async Task<PersonsThere> LookAsync(DataConnection db, IReadOnlyCollection<PersonRefs> refs, CancellationToken cancellation)
    {
        if (refs.Count == 0) return PersonsThere.None;
        string[] photoRefs = [.. refs.Select(person => person.Photo).OfType<string>().Distinct()];
        var used = await (await db.CommandAsync($"SELECT ref, used_at FROM persons WHERE {db.In("ref", "refs")}", cancellation))
            .With("refs", db.Set([.. refs.Select(person => person.Person)])).ToListAsync(row => KeyValuePair.Create(row.GetString(0), row.GetTime(1)), cancellation);
        var photos = photoRefs.Length == 0 ? [] : await (await db.CommandAsync($"SELECT ref FROM photos WHERE {db.In("ref", "refs")}", cancellation))
            .With("refs", db.Set(photoRefs)).ToListAsync(row => row.GetString(0), cancellation);
        return new PersonsThere(used.ToDictionary(StringComparer.Ordinal), photos.ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The row that is to be written for him, encrypted here, on the pool: the one thread that writes has better things to do. Null: he was used lately.</summary>
    internal PersonRow? Make(StoredPerson person, PersonRefs refs, PersonsThere there)
    {
        var now = time.GetUtcNow();
        if (there.UsedAt.TryGetValue(refs.Person, out var used) && now - used < UseInterval) return null;
        var image = person.Photo is null || there.Photos.Contains(refs.Photo!) ? null : _cipher.ProtectPhoto(person.Photo);
        return new PersonRow(refs.Person, _cipher.ProtectPerson(person), refs.Photo, image, person.Photo?.Length ?? 0, now.ToUnixTimeMilliseconds());
    }

    /// <summary>Writes persons with their photos, each once and in one order, so that two who write the same wait for each other and do not block each other.</summary>
    /// <returns>The photos that are not there and whose bytes are not at hand: their persons were not written.</returns>
    internal static async Task<IReadOnlySet<string>> WriteAsync(DataConnection db, IReadOnlyCollection<PersonRow> rows, CancellationToken cancellation)
    {
        var known = rows.Where(row => row.PhotoRef is not null && row.Image is null).DistinctBy(row => row.PhotoRef).ToList();
        var gone = known.Select(row => row.PhotoRef!).ToHashSet(StringComparer.Ordinal);
        if (known.Count > 0)
        {
            gone.ExceptWith(await (await db.CommandAsync($"UPDATE photos SET used_at = @now WHERE {db.In("ref", "refs")} RETURNING ref", cancellation))
                .With("now", known.Max(row => row.Now)).With("refs", db.Set(gone)).ToListAsync(row => row.GetString(0), cancellation));
        }

        var images = rows.Where(row => row.Image is not null).DistinctBy(row => row.PhotoRef).OrderBy(row => row.PhotoRef, StringComparer.Ordinal);
        await Photos.RunAsync(db, [.. images], null, cancellation);
        PersonRow[] persons = [.. rows.DistinctBy(row => row.PersonRef).OrderBy(row => row.PersonRef, StringComparer.Ordinal)];
        await Persons.RunAsync(db, Array.FindAll(persons, row => row.PhotoRef is null || !gone.Contains(row.PhotoRef)), null, cancellation);
        return gone;
    }

    /// <param name="unused">Asked again where it deletes: who is used at this moment has a new time by then, for which PostgreSQL waits.</param>
    private async Task<int> DeleteAsync(string table, string unused, long bound, int most, CancellationToken cancellation)
    {
        var refs = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync($"SELECT ref FROM {table} p WHERE {unused} LIMIT @most", token))
                .With("bound", bound).With("most", most).ToListAsync(row => row.GetString(0), token),
            cancellation);
        if (refs.Count == 0) return 0;
        return await database.WriteAsync(
            async (db, token) => await (await db.CommandAsync($"DELETE FROM {table} AS p WHERE {unused} AND {db.In("ref", "refs")}", token))
                .With("bound", bound).With("refs", db.Set(refs)).ExecuteAsync(token),
            cancellation);
    }

    private static async Task<(List<Stored> Persons, List<Stored> Photos)> ReadAsync(
        DataConnection db, IReadOnlyCollection<string> refs, CancellationToken cancellation)
    {
        var persons = await ReadPersonsAsync(db, refs, cancellation);
        string[] photoRefs = [.. persons.Select(person => person.PhotoRef).OfType<string>().Distinct()];
        if (photoRefs.Length == 0) return (persons, []);
        var photos = await (await db.CommandAsync($"SELECT ref, content_protected, NULL FROM photos WHERE {db.In("ref", "refs")}", cancellation))
            .With("refs", db.Set(photoRefs)).ToListAsync(Stored.Read, cancellation);
        return (persons, photos);
    }

    private static async Task<List<Stored>> ReadPersonsAsync(DataConnection db, IReadOnlyCollection<string> refs, CancellationToken cancellation) =>
        await (await db.CommandAsync($"SELECT ref, content_protected, photo_ref FROM persons WHERE {db.In("ref", "refs")}", cancellation))
            .With("refs", db.Set(refs)).ToListAsync(Stored.Read, cancellation);

    private static T? Try<T>(Func<T> unprotect)
        where T : class
    {
        try
        {
            return unprotect();
        }
        catch (StorageUnusableException)
        {
            return null;
        }
    }

    private sealed record Stored(string Ref, byte[] Content, string? PhotoRef)
    {
        public static Stored Read(DbDataReader row) => new(row.GetString(0), row.GetFieldValue<byte[]>(1), row.GetText(2));
    }
}
