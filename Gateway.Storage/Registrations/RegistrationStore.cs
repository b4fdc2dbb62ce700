using System.Data.Common;
using Gateway.Actors.Feed;
using Gateway.Actors.Registrations;
using Gateway.Storage.Feed;
using Gateway.Storage.Protection;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;
using LinqToDB.Data;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Storage.Registrations;

/// <summary>The tables <c>registrations</c> and <c>registration_photos</c>.</summary>
public sealed class RegistrationStore(Database database, IDataProtectionProvider protection, HashKeys hashKeys, RegistrationQuota? quota = null) : IRegistrationStore
{
    private const char List = 'r';
    private const char NewestList = 'R';

    /// <summary>Names of the hash keys. Frozen.</summary>
    private const string ContentKey = "registration";
    private const string IdNumberKey = "idno";

    private readonly RegistrationCipher _cipher = new(protection);
    private readonly RegistrationCounter _counter = new(quota ?? RegistrationQuota.Standard);

    public async Task<bool> StoreAsync(Registration registration, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(registration);
        var contentKey = await hashKeys.GetAsync(ContentKey, cancellation);
        var hashes = RegistrationHashes.Of(contentKey, await hashKeys.GetAsync(IdNumberKey, cancellation), registration);
        var versions = new RegistrationVersions(_cipher, contentKey, registration, hashes);
        var isThere = await database.ReadAsync(
            async (db, token) =>
            {
                if ((await versions.LookAsync(db, token)).IsThere) return true;
                await _counter.CheckAsync(db, registration, token);
                return false;
            },
            cancellation);
        if (isThere) return false;

        // Encrypted here, on the pool: the one thread that writes has better things to do.
        var content = _cipher.Protect(registration);
        var photos = registration.Photos.Select(photo => (Photo: photo, Content: _cipher.ProtectPhoto(photo.Content))).ToList();
        return await database.WriteAsync(
            async (db, token) =>
            {
                await versions.LockAsync(db, token);
                var (isThere, contentHash) = await versions.LookAsync(db, token);
                if (isThere) return false;
                var version = registration with { Supersedes = await versions.FormerAsync(db, token) };

                // A conflict is a node of an earlier program that was faster: nothing is stored, and the terminal sends it again.
                await (await db.CommandAsync(
                    """
                    INSERT INTO registrations (id, sn, site, received_at, content_hash, version_hash, supersedes, idno_hash, content_protected)
                    VALUES (@id, @sn, @site, @at, @hash, @version, @supersedes, @idno, @content)
                    """,
                    token))
                    .With("id", db.Uuid(version.Id)).With("sn", version.Sn).With("site", version.Site).With("at", version.ReceivedAt.ToUnixTimeMilliseconds())
                    .With("hash", contentHash).With("version", hashes.Version).With("supersedes", version.Supersedes is { } former ? db.Uuid(former) : null)
                    .With("idno", hashes.IdNumber).With("content", content).ExecuteAsync(token);
                await _counter.CountAsync(db, version, content.Length + photos.Sum(static photo => (long)photo.Content.Length), token);
                foreach (var (photo, image) in photos) await AddPhotoAsync(db, version.Id, photo, image, token);
                await OutboxRow.Insert.RunAsync(
                    db, [new OutboxRow(FeedKind.Registration, version.Sn, version.ReceivedAt, RegistrationJson.ToMaskedJson(version))], null, token);
                return true;
            },
            cancellation);
    }

    /// <summary>Who has registered most today, and from where, with their quota.</summary>
    public Task<List<RegistrationUse>> LargestUsesAsync(DateTimeOffset now, int most, CancellationToken cancellation) =>
        database.ReadAsync((db, token) => _counter.LargestAsync(db, now, most, token), cancellation);

    /// <summary>Oldest first: by received_at, then id. One that cannot be decrypted is there without its worker.</summary>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public Task<Page<RegistrationRow>> ListAsync(RegistrationFilter filter, int limit, string? cursor, CancellationToken cancellation) =>
        PageAsync(filter, limit, cursor, List, ">", "", cancellation);

    /// <summary>The same, newest first.</summary>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public Task<Page<RegistrationRow>> NewestAsync(RegistrationFilter filter, int limit, string? cursor, CancellationToken cancellation) =>
        PageAsync(filter, limit, cursor, NewestList, "<", " DESC", cancellation);

    /// <summary>How many there are; <paramref name="most"/> + 1 for any more.</summary>
    public async Task<int> CountAsync(RegistrationFilter filter, int most, CancellationToken cancellation)
    {
        var idHash = await HashAsync(filter, cancellation);
        return await database.ReadAsync(
            async (db, token) =>
            {
                var command = await db.CommandAsync("", token);
                var where = Where(command, filter, idHash);
                where.Add("1 = 1 LIMIT @most", "most", most + 1);
                command.CommandText = $"SELECT COUNT(*) FROM (SELECT 1 FROM registrations r WHERE {where.Text}) k";
                return (await command.ToListAsync(static row => (int)row.GetInt64(0), token))[0];
            },
            cancellation);
    }

    /// <summary>Null when there is none.</summary>
    public async Task<RegistrationRow?> GetAsync(Guid id, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            async (db, token) => await ReadAsync(db, (await db.CommandAsync("", token)).With("id", db.Uuid(id)), "r.id = @id", token), cancellation);
        return rows.Count == 0 ? null : ToRow(rows[0]);
    }

    /// <summary>Null when there is no such registration, or it has no such photo.</summary>
    public async Task<RegistrationPhoto?> GetPhotoAsync(Guid id, PhotoKind kind, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync(
                    "SELECT media_type, content_protected FROM registration_photos WHERE registration_id = @id AND kind = @kind", token))
                .With("id", db.Uuid(id)).With("kind", PhotoKinds.Text(kind))
                .ToListAsync(row => (MediaType: row.GetString(0), Content: row.GetFieldValue<byte[]>(1)), token),
            cancellation);
        return rows.Count == 0 ? null : new RegistrationPhoto(kind, rows[0].MediaType, _cipher.UnprotectPhoto(rows[0].Content));
    }

    /// <summary>
    /// Deletes a registration with its photos, unless its site is on hold. Its item in the feed keeps its number and says nothing of the worker any more. Whichever superseded it
    /// still names its id.
    /// </summary>
    public Task<Deletion> DeleteAsync(Registration registration, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(registration);
        var forgotten = RegistrationJson.ToMaskedJson(
            RegistrationCipher.Unreadable(registration.Id, registration.Sn, registration.Site, registration.ReceivedAt) with { Supersedes = registration.Supersedes });
        return database.WriteAsync(
            (db, token) => db.ErasingAsync(
                async () =>
                {
                    if (await LegalHold.IsOnAsync(db, registration.Site, token)) return Deletion.OnHold;
                    await (await db.CommandAsync("DELETE FROM registration_photos WHERE registration_id = @id", token)).With("id", db.Uuid(registration.Id)).ExecuteAsync(token);
                    if (await (await db.CommandAsync("DELETE FROM registrations WHERE id = @id", token)).With("id", db.Uuid(registration.Id)).ExecuteAsync(token) == 0)
                        return Deletion.Unknown;

                    foreach (var table in (string[])["outbox", "feed"])
                    {
                        await (await db.CommandAsync($"UPDATE {table} SET data = @data WHERE kind = @kind AND sn = @sn AND at = @at AND data LIKE @which", token))
                            .With("data", forgotten).With("kind", StoredText.Of(FeedKind.Registration)).With("sn", registration.Sn)
                            .With("at", registration.ReceivedAt.ToUnixTimeMilliseconds()).With("which", $"{{\"id\":\"{registration.Id}\"%").ExecuteAsync(token);
                    }

                    return Deletion.Deleted;
                },
                token),
            cancellation);
    }

    private static async Task AddPhotoAsync(DataConnection db, Guid id, RegistrationPhoto photo, byte[] content, CancellationToken cancellation) =>
        await (await db.CommandAsync(
            "INSERT INTO registration_photos (registration_id, kind, media_type, size, content_protected) VALUES (@id, @kind, @type, @size, @content)",
            cancellation))
            .With("id", db.Uuid(id)).With("kind", PhotoKinds.Text(photo.Kind)).With("type", photo.MediaType).With("size", photo.Content.Length)
            .With("content", content)
            .ExecuteAsync(cancellation);

    /// <param name="beyond">Which way the list goes on: &gt; or &lt;.</param>
    private async Task<Page<RegistrationRow>> PageAsync(
        RegistrationFilter filter, int limit, string? cursor, char list, string beyond, string order, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var after = PagePlace.Parse(Cursor.Decode(list, cursor));
        var idHash = await HashAsync(filter, cancellation);
        var rows = await database.ReadAsync(
            async (db, token) =>
            {
                var command = await db.CommandAsync("", token);
                var where = Where(command, filter, idHash);
                where.Add($"r.received_at {beyond}= @after_time", "after_time", after?.Time);
                where.Add($"(r.received_at {beyond} @after_time OR r.id {beyond} @after_id)", "after_id", after is { } place ? db.Uuid(place.Id) : null);
                where.Add($"1 = 1 ORDER BY r.received_at{order}, r.id{order} LIMIT @most", "most", limit + 1);
                return await ReadAsync(db, command, where.Text, token);
            },
            cancellation);
        if (order.Length > 0) rows.Reverse(); // They come in their order, whichever of them were asked for.
        return Cursor.Page(rows.ConvertAll(ToListedRow), limit, list, static row => PagePlace.Of(row.Registration.ReceivedAt, row.Registration.Id));
    }

    private async Task<byte[]?> HashAsync(RegistrationFilter filter, CancellationToken cancellation) =>
        filter.IdNumber is { } idNumber ? RegistrationCipher.HashOf(await hashKeys.GetAsync(IdNumberKey, cancellation), idNumber) : null;

    private static Conditions Where(DbCommand command, RegistrationFilter filter, byte[]? idHash)
    {
        var where = new Conditions(command);
        where.Add("r.sn = @sn", "sn", filter.Sn);
        where.Add("r.site = @site", "site", filter.Site);
        where.Add("r.idno_hash = @idno", "idno", idHash);
        where.Add("r.received_at >= @from", "from", Conditions.Ceiling(filter.From));
        where.Add("r.received_at < @to", "to", Conditions.Ceiling(filter.To));
        return where;
    }

    /// <summary>One query for registrations and the heads of their photos: a registration has as many rows as it has photos.</summary>
    private static async Task<List<Stored>> ReadAsync(DataConnection db, DbCommand command, string where, CancellationToken cancellation)
    {
        command.CommandText =
            $"""
            SELECT r.id, r.sn, r.site, r.received_at, r.content_protected, p.kind, p.media_type, p.size, r.supersedes, r.photos_deleted_at
            FROM (SELECT r.id, r.sn, r.site, r.received_at, r.content_protected, r.supersedes, r.photos_deleted_at FROM registrations r WHERE {where}) r
            LEFT JOIN registration_photos p ON p.registration_id = r.id ORDER BY r.received_at, r.id
            """;
        var rows = await command.ToListAsync(row => (Registration: Stored.Read(db, row), Photo: ReadHead(row)), cancellation);
        var registrations = new List<Stored>();
        foreach (var (registration, photo) in rows)
        {
            if (registrations.Count == 0 || registrations[^1].Id != registration.Id) registrations.Add(registration);
            if (photo is not null) registrations[^1].Photos.Add(photo);
        }

        return registrations;
    }

    private static PhotoHead? ReadHead(DbDataReader row) => row.IsDBNull(5) ? null : new PhotoHead(ToKind(row.GetString(5)), row.GetString(6), row.GetInt32(7));

    private static PhotoKind ToKind(string text) =>
        PhotoKinds.Parse(text) ?? throw new InvalidDataException("The database holds a kind of photo that this program does not know.");

    private RegistrationRow ToListedRow(Stored stored)
    {
        try
        {
            return ToRow(stored);
        }
        catch (StorageUnusableException)
        {
            return ToRow(stored, RegistrationCipher.Unreadable(stored.Id, stored.Sn, stored.Site, stored.ReceivedAt));
        }
    }

    private RegistrationRow ToRow(Stored stored) => ToRow(stored, _cipher.Unprotect(stored.Id, stored.Sn, stored.Site, stored.ReceivedAt, stored.Content));

    private static RegistrationRow ToRow(Stored stored, Registration read) =>
        new(read with { Supersedes = stored.Supersedes }, [.. stored.Photos.OrderBy(photo => photo.Kind)], stored.PhotosDeletedAt);

    private sealed record Stored(
        Guid Id, string Sn, string? Site, DateTimeOffset ReceivedAt, byte[] Content, Guid? Supersedes, DateTimeOffset? PhotosDeletedAt, List<PhotoHead> Photos)
    {
        public static Stored Read(DataConnection db, DbDataReader row) => new(
            db.ReadUuid(row, 0), row.GetString(1), row.GetText(2), row.GetTime(3), row.GetFieldValue<byte[]>(4), row.IsDBNull(8) ? null : db.ReadUuid(row, 8),
            row.IsDBNull(9) ? null : row.GetTime(9), []);
    }
}
