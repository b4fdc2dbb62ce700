using System.Security.Cryptography;
using Gateway.Storage.Sql;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
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

    /// <summary>Oldest first; <paramref name="sn"/> null = of all devices. A page ends early when its contents are large.</summary>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<QuarantineEntry>> ListAsync(string? sn, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var after = ParseId(Cursor.Decode(List, cursor) ?? "0") ?? throw new CursorInvalidException();
        var (rows, more) = await database.ReadAsync((db, token) => ReadAsync(db, sn, after, limit, token), cancellation);
        return new Page<QuarantineEntry>(rows.ConvertAll(ToEntry), more ? Cursor.Encode(List, FormatId(rows[^1].Id)) : null);
    }

    public async Task<bool> DeleteAsync(string id, CancellationToken cancellation)
    {
        if (ParseId(id) is not { } number) return false;
        return await database.WriteAsync((db, token) => db.GetTable<StoredQuarantineEntry>().Where(e => e.Id == number).DeleteAsync(token), cancellation) > 0;
    }

    /// <summary>SNs with contents that their key does not read, and every part of the quarantine that is half full; the fullest first.</summary>
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
                            row.GetString(0), subject == "sn" ? row.GetString(0) : null, share == QuarantineShare.Unread,
                            new QuarantineBound(row.GetInt64(1), row.GetInt64(2)), bound),
                        token);
                const string Fullest = "ORDER BY 2 DESC, 1 LIMIT @most";
                return (List<QuarantineUse>)
                [
                    .. await FindAsync(QuarantineShare.Unread, "sn", $"GROUP BY sn {Fullest}", _limits.Unread),
                    .. await FindAsync(QuarantineShare.Readable, "sn", $"GROUP BY sn {Fullest}", _limits.Readable),
                    .. await FindAsync(QuarantineShare.Unread, "address", $"AND address IS NOT NULL GROUP BY address {Fullest}", _limits.UnreadOfAddress),
                    .. await FindAsync(QuarantineShare.Unread, "'quarantine'", "LIMIT @most", _limits.UnreadOfAll),
                ];
            },
            cancellation);
        return uses.FindAll(static use => use.Bound.IsHalf(use.Used) || (use.IsUnread && use.Sn is not null));
    }

    private static async Task<(List<StoredQuarantineEntry> Rows, bool More)> ReadAsync(
        DataConnection db, string? sn, long after, int limit, CancellationToken cancellation)
    {
        var entries = db.GetTable<StoredQuarantineEntry>().Where(e => e.Id > after && (sn == null || e.Sn == sn)).OrderBy(e => e.Id);
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
            content);
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
