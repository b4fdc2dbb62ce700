using System.Security.Cryptography;
using Gateway.Actors.Attendance;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using LinqToDB.Mapping;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Storage.Attendance;

/// <summary>The table <c>quarantine</c>, for the platform.</summary>
public sealed class QuarantineStore(Database database, IDataProtectionProvider protection, QuarantineLimits? limits = null)
{
    /// <summary>What the contents are encrypted for. Frozen: another one cannot read what is stored.</summary>
    internal const string Purpose = "Gateway.Quarantine";

    private const char List = 'q';

    /// <summary>Contents of one page, bytes: a page of large ones ends early, since each may have megabytes.</summary>
    private const long PageBytesMax = 16L * 1024 * 1024;

    private readonly IDataProtector _protector = protection.CreateProtector(Purpose);
    private readonly QuarantineLimits _limits = limits ?? QuarantineLimits.Standard;

    /// <inheritdoc cref="ListAsync(string?, string?, int, string?, CancellationToken)"/>
    public Task<Page<QuarantineEntry>> ListAsync(string? sn, int limit, string? cursor, CancellationToken cancellation) => ListAsync(sn, null, limit, cursor, cancellation);

    /// <summary>Oldest first; <paramref name="sn"/> null = of all devices, <paramref name="site"/> null = of those of all sites.</summary>
    /// <remarks>A page ends early when its contents are large.</remarks>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<QuarantineEntry>> ListAsync(string? sn, string? site, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var after = ParseId(Cursor.Decode(List, cursor) ?? "0") ?? throw new CursorInvalidException();
        var (rows, more) = await database.ReadAsync((db, token) => ReadAsync(db, sn, site, after, limit, token), cancellation);
        return new Page<QuarantineEntry>(rows.ConvertAll(ToEntry), more ? Cursor.Encode(List, FormatId(rows[^1].Id)) : null);
    }

    /// <summary>Null: there is none.</summary>
    public async Task<QuarantineEntry?> GetAsync(string id, CancellationToken cancellation)
    {
        if (ParseId(id) is not { } number) return null;
        var row = await database.ReadAsync((db, token) => db.GetTable<StoredQuarantineEntry>().Where(e => e.Id == number).FirstOrDefaultAsync(token), cancellation);
        return row is null ? null : ToEntry(row);
    }

    /// <summary>Entries of the device behind that place of the list.</summary>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<int> CountAsync(string sn, string? cursor, CancellationToken cancellation)
    {
        var after = ParseId(Cursor.Decode(List, cursor) ?? "0") ?? throw new CursorInvalidException();
        return await database.ReadAsync((db, token) => db.GetTable<StoredQuarantineEntry>().CountAsync(e => e.Id > after && e.Sn == sn, token), cancellation);
    }

    /// <summary>Notes which key reads an entry.</summary>
    public async Task NameAsync(string id, KeyFinding found, CancellationToken cancellation)
    {
        if (ParseId(id) is not { } number) return;
        await database.WriteAsync(
            (db, token) => db.GetTable<StoredQuarantineEntry>().Where(e => e.Id == number)
                .Set(e => e.Diagnosis, found.Code).Set(e => e.DiagnosisDetail, found.Detail).UpdateAsync(token),
            cancellation);
    }

    /// <summary>Deletes an entry, unless its terminal stands on a site that is on hold.</summary>
    public async Task<Deletion> DeleteAsync(string id, CancellationToken cancellation)
    {
        if (ParseId(id) is not { } number) return Deletion.Unknown;
        return await database.WriteAsync(
            async (db, token) =>
            {
                var sites = await (await db.CommandAsync("SELECT d.site FROM quarantine q JOIN devices d ON d.sn = q.sn WHERE q.id = @id", token)).With("id", number)
                    .ToListAsync(static row => row.GetText(0), token);
                return await LegalHold.IsOnAsync(db, sites.SingleOrDefault(), token) ? Deletion.OnHold
                    : await db.GetTable<StoredQuarantineEntry>().Where(e => e.Id == number).DeleteAsync(token) > 0 ? Deletion.Deleted
                    : Deletion.Unknown;
            },
            cancellation);
    }

    /// <summary>SNs with contents that their key does not read, whether another does or none, and every part of the quarantine that is half full; the fullest first.</summary>
    /// <param name="most">Of each kind.</param>
    public async Task<IReadOnlyList<QuarantineUse>> UsesAsync(int most, CancellationToken cancellation)
    {
        const string Used = "count(*), coalesce(sum(content_length), 0) FROM quarantine WHERE share = @share";
        var uses = await database.ReadAsync(
            async (db, token) =>
            {
                async Task<List<QuarantineUse>> FindAsync(string share, string subject, string groups, QuarantineBound bound) =>
                    await (await db.CommandAsync($"SELECT {subject}, {Used} {groups}", token)).With("share", share).With("most", most).ToListAsync(
                        row => new QuarantineUse(
                            row.GetString(0), subject == "sn" ? row.GetString(0) : null, share != QuarantineShare.Readable, share == QuarantineShare.OtherKey,
                            new QuarantineBound(row.GetInt64(1), row.GetInt64(2)), bound),
                        token);
                const string Fullest = "ORDER BY 2 DESC, 1 LIMIT @most";
                return (List<QuarantineUse>)
                [
                    .. await FindAsync(QuarantineShare.Unread, "sn", $"GROUP BY sn {Fullest}", _limits.Unread),
                    .. await FindAsync(QuarantineShare.OtherKey, "sn", $"GROUP BY sn {Fullest}", _limits.Unread),
                    .. await FindAsync(QuarantineShare.Readable, "sn", $"GROUP BY sn {Fullest}", _limits.Readable),
                    .. await FindAsync(QuarantineShare.Unread, "address", $"AND address IS NOT NULL GROUP BY address {Fullest}", _limits.UnreadOfAddress),
                    .. await FindAsync(QuarantineShare.OtherKey, "address", $"AND address IS NOT NULL GROUP BY address {Fullest}", _limits.UnreadOfAddress),
                    .. await FindAsync(QuarantineShare.Unread, "'quarantine'", "LIMIT @most", _limits.UnreadOfAll),
                    .. await FindAsync(QuarantineShare.OtherKey, "'quarantine'", "LIMIT @most", _limits.UnreadOfAll),
                ];
            },
            cancellation);
        return uses.FindAll(static use => use.Bound.IsHalf(use.Used) || (use.IsUnread && use.Sn is not null));
    }

    private static async Task<(List<StoredQuarantineEntry> Rows, bool More)> ReadAsync(
        DataConnection db, string? sn, string? site, long after, int limit, CancellationToken cancellation)
    {
        var wanted = db.GetTable<StoredQuarantineEntry>().Where(e => e.Id > after && (sn == null || e.Sn == sn));
        if (site is not null) wanted = wanted.Where(e => db.GetTable<SiteOfDevice>().Any(d => d.Sn == e.Sn && d.Site == site));
        var entries = wanted.OrderBy(e => e.Id);
        var sizes = await entries.Take(limit + 1).Select(e => new { e.Id, e.ContentLength }).ToListAsync(cancellation);
        long bytes = 0;
        var take = 0;
        foreach (var size in sizes.Take(limit))
        {
            bytes += size.ContentLength;
            if (bytes > PageBytesMax && take > 0) break;
            take++;
        }

        if (take == 0) return ([], false);
        var last = sizes[take - 1].Id;
        return (await entries.Where(e => e.Id <= last).ToListAsync(cancellation), take < sizes.Count);
    }

    /// <summary>Where a device stands now.</summary>
    [Table("devices")]
    private sealed class SiteOfDevice
    {
        [Column("sn"), PrimaryKey, NotNull]
        public string Sn { get; set; } = "";

        [Column("site")]
        public string? Site { get; set; }
    }

    private static long? ParseId(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static string FormatId(long id) => id.ToString(CultureInfo.InvariantCulture);

    private QuarantineEntry ToEntry(StoredQuarantineEntry row)
    {
        var content = Unprotect(row);
        return new QuarantineEntry(
            FormatId(row.Id),
            row.Sn,
            StoredText.ToTransport(row.Transport),
            DateTimeOffset.FromUnixTimeMilliseconds(row.FirstAt),
            DateTimeOffset.FromUnixTimeMilliseconds(row.LastAt),
            row.Tries,
            content is null ? row.Reason + " (its content cannot be decrypted any more)" : row.Reason,
            row.BadRecords,
            row.GoodRecordsStored,
            content)
        {
            IsClear = row.Share == QuarantineShare.Readable,
            Diagnosis = row.Diagnosis,
            DiagnosisDetail = row.DiagnosisDetail,
        };
    }

    /// <summary>Null: the key ring is not the one that it was written with.</summary>
    private byte[]? Unprotect(StoredQuarantineEntry row)
    {
        try
        {
            return _protector.Unprotect(row.ContentProtected);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
