using System.Security.Cryptography;
using Gateway.Storage.Sql;
using LinqToDB.Data;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Storage.Recording;

/// <summary>
/// The tables <c>frames</c> and <c>frame_rings</c>: of each terminal the last frames, however it moves between nodes. Entries are masked before they come here, and encrypted
/// here: what a terminal writes into a field that may be shown is not known beforehand.
/// </summary>
public sealed class FrameStore(Database database, IDataProtectionProvider protection)
{
    /// <summary>Adds to what was given last; the row is locked until the end of the transaction.</summary>
    private static readonly BulkInsert<(string Sn, int New)> Advance = new(
        "frame_rings",
        "ON CONFLICT (sn) DO UPDATE SET last = frame_rings.last + excluded.last",
        new("sn", SqlType.Text, r => r.Sn),
        new("last", SqlType.BigInt, r => (long)r.New));

    /// <summary>What was recorded under the purpose of before showed terminals' own words: it is not read any more, and new frames take its place.</summary>
    private readonly IDataProtector _protector = protection.CreateProtector("Gateway.Frames.2");

    /// <summary>Writes new entries, and again those that were stored and stand for more frames now.</summary>
    /// <param name="frames">Those of one terminal in their order; no more than <paramref name="kept"/> of each.</param>
    /// <param name="kept">Entries that are kept of each terminal, 1 at least.</param>
    /// <param name="trimmed">Terminals of which more may be stored, from a time when more were kept.</param>
    /// <returns>The number of each, in the order given; 0 = there is no such terminal any more, and nothing was written.</returns>
    public async Task<IReadOnlyList<long>> WriteAsync(
        IReadOnlyList<RecordedFrame> frames, int kept, IReadOnlyCollection<string> trimmed, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(kept, 1);
        if (frames.Count == 0) return [];
        var entries = new byte[frames.Count][];
        for (var i = 0; i < entries.Length; i++) entries[i] = frames[i].Json.IsEmpty ? [] : _protector.Protect(frames[i].Json.ToArray());
        return await database.WriteAlongAsync((db, token) => WriteAsync(db, frames, entries, kept, trimmed, token), cancellation);
    }

    /// <summary>One terminal's, oldest first; at most <paramref name="kept"/>.</summary>
    /// <remarks>Those that cannot be decrypted are left out: their numbers are missing.</remarks>
    public async Task<IReadOnlyList<RecordedFrame>> ReadAsync(string sn, int kept, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync(
                    "SELECT number, at, last_at, times, entry_protected FROM frames WHERE sn = @sn ORDER BY number DESC LIMIT @kept", token))
                .With("sn", sn).With("kept", kept)
                .ToListAsync(
                    row => new RecordedFrame(sn, row.GetInt64(0), row.GetTime(1), row.GetTime(2), row.GetInt64(3), row.GetFieldValue<byte[]>(4)), token),
            cancellation);
        rows.Reverse();
        return [.. rows.Select(row => (Row: row, Json: Unprotect(row))).Where(static entry => entry.Json is not null).Select(static entry => entry.Row with { Json = entry.Json })];
    }

    /// <summary>Deletes some of all terminals, where nothing is recorded any more.</summary>
    /// <returns>How many; fewer than <paramref name="most"/> means that none are left.</returns>
    public Task<int> DeleteAsync(int most, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) => await (await db.CommandAsync(
            "DELETE FROM frames WHERE (sn, slot) IN (SELECT sn, slot FROM frames LIMIT @most)", token)).With("most", most).ExecuteAsync(token),
        cancellation);

    private static async Task<IReadOnlyList<long>> WriteAsync(
        DataConnection db, IReadOnlyList<RecordedFrame> frames, byte[][] entries, int kept, IReadOnlyCollection<string> trimmed, CancellationToken cancellation)
    {
        var known = await db.QueryToListAsync<string>(
            $"SELECT sn FROM devices WHERE {db.In("sn", "sns")}", cancellation, new DataParameter("sns", db.Set([.. frames.Select(static f => f.Sn).Distinct()])));
        var next = await AdvanceAsync(db, frames.Where(static f => f.Number == 0), known.ToHashSet(StringComparer.Ordinal), cancellation);
        var numbers = new long[frames.Count];
        var rows = new List<FrameRow>(frames.Count);
        for (var i = 0; i < numbers.Length; i++)
        {
            var frame = frames[i];
            if (!next.TryGetValue(frame.Sn, out var number)) continue;

            // One that was numbered beyond what is known is of a device that was deleted and made anew meanwhile: it is too late.
            if (frame.Number >= number) continue;
            numbers[i] = frame.Number;
            if (frame.Number == 0)
            {
                numbers[i] = number;
                next[frame.Sn] = number + 1;
            }

            rows.Add(new FrameRow(
                frame.Sn, (int)(numbers[i] % kept), numbers[i], frame.At.ToUnixTimeMilliseconds(), frame.LastAt.ToUnixTimeMilliseconds(), frame.Times, entries[i]));
        }

        await FrameRow.WriteAsync(db, rows, cancellation);
        if (trimmed.Count > 0)
        {
            await db.ExecuteAsync(
                $"DELETE FROM frames WHERE {db.In("sn", "sns")} AND slot >= @kept", cancellation, new DataParameter("sns", db.Set(trimmed)), new DataParameter("kept", kept));
        }

        return numbers;
    }

    /// <summary>The first number that is free for each terminal that there is. In the order of their SN, so that two nodes do not cross.</summary>
    private static async Task<Dictionary<string, long>> AdvanceAsync(
        DataConnection db, IEnumerable<RecordedFrame> added, HashSet<string> known, CancellationToken cancellation)
    {
        var counts = added.CountBy(static frame => frame.Sn).Where(of => known.Contains(of.Key)).ToDictionary(StringComparer.Ordinal);
        await Advance.RunAsync(db, [.. counts.OrderBy(static of => of.Key, StringComparer.Ordinal).Select(static of => (of.Key, of.Value))], null, cancellation);
        var command = await db.CommandAsync($"SELECT sn, last FROM frame_rings WHERE {db.In("sn", "sns")}", cancellation);
        var last = await command.With("sns", db.Set(known)).ToListAsync(row => (Sn: row.GetString(0), Last: row.GetInt64(1)), cancellation);
        return last.ToDictionary(of => of.Sn, of => of.Last - counts.GetValueOrDefault(of.Sn) + 1, StringComparer.Ordinal);
    }

    private byte[]? Unprotect(RecordedFrame row)
    {
        try
        {
            return _protector.Unprotect(row.Json.ToArray());
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
