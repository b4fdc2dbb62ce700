using System.Data.Common;
using Gateway.Storage.Protection;
using Gateway.Storage.Sql;
using LinqToDB.Data;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Storage.Commands;

/// <summary>
/// The tables <c>persons</c> and <c>photos</c>: what push commands refer to, encrypted, each person and each photo once however many terminals get it.
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

    private readonly PersonCipher _cipher = new(protection);

    /// <summary>The reference that <see cref="SaveAsync"/> gives; stores nothing.</summary>
    public async Task<string> GetRefAsync(StoredPerson person, CancellationToken cancellation) => (await RefsAsync(person, cancellation)).Person;

    /// <summary>Stores a person and his photo, or finds that they are there. Durable when it returns.</summary>
    /// <returns>The reference to load it by: 43 characters, the same for the same content.</returns>
    public async Task<string> SaveAsync(StoredPerson person, CancellationToken cancellation)
    {
        var (personRef, photoRef) = await RefsAsync(person, cancellation);
        while (true)
        {
            var now = time.GetUtcNow();
            var (usedAt, hasPhoto) = await database.ReadAsync((db, token) => LookAsync(db, personRef, photoRef, token), cancellation);
            if (usedAt is { } used && now - used < UseInterval) return personRef;

            // Encrypted here, on the pool: the one thread that writes has better things to do.
            var content = _cipher.ProtectPerson(person);
            var image = hasPhoto || person.Photo is null ? null : _cipher.ProtectPhoto(person.Photo);
            var row = new Row(personRef, content, photoRef, image, person.Photo?.Length ?? 0, now.ToUnixTimeMilliseconds());
            if (await database.WriteAsync((db, token) => WriteAsync(db, row, token), CancellationToken.None)) return personRef;

            // The photo was deleted between the look and the write: now it will be brought along.
            cancellation.ThrowIfCancellationRequested();
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

    /// <summary>
    /// Deletes persons to whom no open command refers, then photos that no person has, both only when last used before <paramref name="olderThan"/>; at most
    /// <paramref name="most"/> of each, in one short transaction. <paramref name="olderThan"/> must not be later than the oldest event
    /// that is not projected: a command that the table does not show yet counts too.
    /// </summary>
    /// <returns>How many rows went; call again while it is not 0.</returns>
    public Task<int> DeleteUnusedAsync(DateTimeOffset olderThan, int most, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var latest = time.GetUtcNow() - GracePeriod;
        var bound = (olderThan < latest ? olderThan : latest).ToUnixTimeMilliseconds();
        return database.WriteAsync(
            async (db, token) =>
            {
                var limits = new[] { new DataParameter("bound", bound), new DataParameter("most", most) };

                // The time is asked twice: on PostgreSQL a row that is used at this moment is looked at again when its lock is free, but only the outer
                // condition is.
                var persons = await db.ExecuteAsync(
                    $"""
                    DELETE FROM persons WHERE used_at < @bound AND ref IN (SELECT p.ref FROM persons p WHERE p.used_at < @bound AND NOT EXISTS (
                        SELECT 1 FROM commands c WHERE c.person_ref = p.ref AND {CommandStore.Open}) LIMIT @most)
                    """,
                    token,
                    limits);
                var photos = await db.ExecuteAsync(
                    """
                    DELETE FROM photos WHERE used_at < @bound AND ref IN (SELECT p.ref FROM photos p WHERE p.used_at < @bound AND NOT EXISTS (
                        SELECT 1 FROM persons WHERE persons.photo_ref = p.ref) LIMIT @most)
                    """,
                    token,
                    limits);
                return persons + photos;
            },
            cancellation);
    }

    private async Task<(string Person, string? Photo)> RefsAsync(StoredPerson person, CancellationToken cancellation)
    {
        var photoRef = person.Photo is { } photo ? PersonCipher.PhotoRef(await hashKeys.GetAsync(PhotoKey, cancellation), photo) : null;
        return (PersonCipher.PersonRef(await hashKeys.GetAsync(PersonKey, cancellation), person, photoRef), photoRef);
    }

    private static async Task<(DateTimeOffset? UsedAt, bool HasPhoto)> LookAsync(
        DataConnection db, string personRef, string? photoRef, CancellationToken cancellation)
    {
        var used = await (await db.CommandAsync("SELECT used_at FROM persons WHERE ref = @ref", cancellation))
            .With("ref", personRef).ToListAsync(row => row.GetTime(0), cancellation);
        if (photoRef is null) return (used.Count == 0 ? null : used[0], false);
        var photo = await (await db.CommandAsync("SELECT 1 FROM photos WHERE ref = @ref", cancellation))
            .With("ref", photoRef).ToListAsync(_ => true, cancellation);
        return (used.Count == 0 ? null : used[0], photo.Count > 0);
    }

    /// <summary>False: the photo is not there and its bytes are not at hand; nothing was written.</summary>
    private static async Task<bool> WriteAsync(DataConnection db, Row row, CancellationToken cancellation)
    {
        if (row.PhotoRef is not null && row.Image is null)
        {
            var noted = await (await db.CommandAsync("UPDATE photos SET used_at = @now WHERE ref = @ref", cancellation))
                .With("now", row.Now).With("ref", row.PhotoRef).ExecuteAsync(cancellation);
            if (noted == 0) return false;
        }
        else if (row.PhotoRef is not null)
        {
            await (await db.CommandAsync(
                """
                INSERT INTO photos (ref, content_protected, size, used_at) VALUES (@ref, @content, @size, @now)
                ON CONFLICT (ref) DO UPDATE SET used_at = excluded.used_at
                """,
                cancellation))
                .With("ref", row.PhotoRef).With("content", row.Image).With("size", row.Size).With("now", row.Now).ExecuteAsync(cancellation);
        }

        await (await db.CommandAsync(
            """
            INSERT INTO persons (ref, content_protected, photo_ref, used_at) VALUES (@ref, @content, @photo, @now)
            ON CONFLICT (ref) DO UPDATE SET used_at = excluded.used_at
            """,
            cancellation))
            .With("ref", row.PersonRef).With("content", row.Content).With("photo", row.PhotoRef).With("now", row.Now).ExecuteAsync(cancellation);
        return true;
    }

    private static async Task<(List<Stored> Persons, List<Stored> Photos)> ReadAsync(
        DataConnection db, IReadOnlyCollection<string> refs, CancellationToken cancellation)
    {
        var persons = await (await db.CommandAsync($"SELECT ref, content_protected, photo_ref FROM persons WHERE {db.In("ref", "refs")}", cancellation))
            .With("refs", db.Set(refs)).ToListAsync(Stored.Read, cancellation);
        string[] photoRefs = [.. persons.Select(person => person.PhotoRef).OfType<string>().Distinct()];
        if (photoRefs.Length == 0) return (persons, []);
        var photos = await (await db.CommandAsync($"SELECT ref, content_protected, NULL FROM photos WHERE {db.In("ref", "refs")}", cancellation))
            .With("refs", db.Set(photoRefs)).ToListAsync(Stored.Read, cancellation);
        return (persons, photos);
    }

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

    private sealed record Row(string PersonRef, byte[] Content, string? PhotoRef, byte[]? Image, int Size, long Now);

    private sealed record Stored(string Ref, byte[] Content, string? PhotoRef)
    {
        public static Stored Read(DbDataReader row) => new(row.GetString(0), row.GetFieldValue<byte[]>(1), row.GetText(2));
    }
}
