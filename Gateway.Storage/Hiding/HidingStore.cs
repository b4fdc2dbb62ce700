using System.Data.Common;
using System.Runtime.Serialization;
using Gateway.Actors.Commands;
using Gateway.Actors.Feed;
using Gateway.Actors.Privacy;
using Gateway.Actors.Serialization;
using Gateway.Actors.Wire;
using Gateway.Storage.Feed;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Hiding;

/// <summary>
/// Brings rows that an earlier version wrote in clear into the encrypted columns, batch by batch. A batch is read and encrypted outside of the transaction that writes it and its
/// mark: these rows do not change any more, and one that was deleted meanwhile is not there to be written.
/// </summary>
public sealed class HidingStore(Database database, IHiddenText hidden, ClearFields clear, TimeProvider time)
{
    private const char Separator = '|';

    /// <summary>Hides what is in the next rows of a part.</summary>
    internal async Task<HidingStep> StepAsync(string part, int most, CancellationToken cancellation)
    {
        if (await MarkAsync(part, cancellation) is { IsDone: true }) return default;
        var place = (await MarkAsync(part, cancellation)).Place;
        if (part == HidingPart.Feed && await FeedEndAsync(cancellation) is not { } end) return new HidingStep(0, 0, HidingNext.Wait);
        var rows = part switch
        {
            HidingPart.Attendance => await AttendanceAsync(place, most, cancellation),
            HidingPart.Commands => await CommandsAsync(place, most, cancellation),
            HidingPart.Journal => await JournalAsync(place, most, cancellation),
            HidingPart.Snapshots => await SnapshotsAsync(place, most, cancellation),
            _ => await FeedAsync(place, (await MarkAsync(HidingPart.Outbox, cancellation)).Place, most, cancellation),
        };
        var isDone = rows.Count < most || (part == HidingPart.Snapshots && rows.All(static row => row.Change is null));
        var changed = await database.WriteAsync(
            (db, token) => db.ErasingAsync(
                async () =>
                {
                    var written = 0;
                    foreach (var row in rows)
                        if (row.Change is { } change) written += await change(db, token);

                    await SetMarkAsync(db, part, rows.Count > 0 ? rows[^1].Place : place, isDone, token);
                    return written;
                },
                token),
            cancellation);
        return new HidingStep(changed, rows.Count(static row => row.IsUnreadable), isDone ? null : HidingNext.Batch);
    }

    /// <summary>On SQLite: what was overwritten stands in the write-ahead log until that begins anew.</summary>
    internal Task ForgetLogAsync(CancellationToken cancellation) => database.File is null ? Task.CompletedTask : database.ReadAsync(
        async (db, token) => await (await db.CommandAsync("PRAGMA wal_checkpoint(TRUNCATE)", token)).ToListAsync(static _ => true, token), cancellation);

    private Task<List<Row>> AttendanceAsync(string place, int most, CancellationToken cancellation)
    {
        var (at, id) = place.Length == 0 ? (long.MinValue, Guid.Empty) : (Number(place), Guid.Parse(place[(place.IndexOf(Separator, StringComparison.Ordinal) + 1)..]));
        return ReadAsync(
            """
            SELECT recog_time, id, extra FROM attendance
            WHERE (recog_time, id) > (@at, @id) AND extra IS NOT NULL AND extra_protected IS NULL ORDER BY recog_time, id LIMIT @most
            """,
            (db, command) => command.With("at", at).With("id", db.Uuid(id)).With("most", most),
            (db, row) =>
            {
                var (time, key) = (row.GetInt64(0), db.ReadUuid(row, 1));
                var (shown, rest) = ExtraFields.Split(row.GetString(2), clear);
                var kept = rest is null ? null : hidden.Hide(rest);
                return new Row(
                    FormattableString.Invariant($"{time}{Separator}{key}"),
                    kept is null ? null : async (to, token) => await (await to.CommandAsync(
                            "UPDATE attendance SET extra = @extra, extra_protected = @kept WHERE recog_time = @at AND id = @id", token))
                        .With("extra", shown).With("kept", kept).With("at", time).With("id", to.Uuid(key)).ExecuteAsync(token));
            },
            cancellation);
    }

    private Task<List<Row>> CommandsAsync(string place, int most, CancellationToken cancellation)
    {
        var parts = place.Length == 0 ? ["", ""] : place.Split(Separator, 2);
        return ReadAsync(
            """
            SELECT sn, id, result_desc FROM commands
            WHERE (sn, id) > (@sn, @id) AND result_desc IS NOT NULL AND state IN (@succeeded, @failed) ORDER BY sn, id LIMIT @most
            """,
            (_, command) => command.With("sn", parts[0]).With("id", parts[1]).With("most", most)
                .With("succeeded", CommandText.Of(CommandState.Succeeded)).With("failed", CommandText.Of(CommandState.Failed)),
            (_, row) =>
            {
                var (sn, id, kept) = (row.GetString(0), row.GetString(1), hidden.Hide(row.GetString(2)));
                return new Row(
                    sn + Separator + id,
                    async (to, token) => await (await to.CommandAsync(
                            "UPDATE commands SET result_desc = NULL, result_desc_protected = @kept WHERE sn = @sn AND id = @id", token))
                        .With("kept", kept).With("sn", sn).With("id", id).ExecuteAsync(token));
            },
            cancellation);
    }

    private Task<List<Row>> JournalAsync(string place, int most, CancellationToken cancellation) => ReadAsync(
        $"SELECT ordering, message, manifest FROM journal WHERE ordering > @place AND identifier = @ours AND manifest IN ({Manifests}) ORDER BY ordering LIMIT @most",
        (_, command) => command.With("place", place.Length == 0 ? 0 : Number(place)).With("ours", GatewaySerializer.Id).With("most", most),
        (_, row) =>
        {
            var ordering = row.GetInt64(0);
            var place = ordering.ToString(CultureInfo.InvariantCulture);
            if (Renew(row.GetFieldValue<byte[]>(1), row.GetString(2)) is not var (bytes, manifest)) return Row.Unreadable(place);
            return new Row(
                place,
                async (to, token) => await (await to.CommandAsync("UPDATE journal SET message = @bytes, manifest = @manifest WHERE ordering = @ordering", token))
                    .With("bytes", bytes).With("manifest", manifest).With("ordering", ordering).ExecuteAsync(token));
        },
        cancellation);

    /// <summary>Those that were renewed are not found any more: no place is needed. One that an actor has replaced since is new.</summary>
    private Task<List<Row>> SnapshotsAsync(string place, int most, CancellationToken cancellation) => ReadAsync(
        $"SELECT persistence_id, sequence_number, snapshot, manifest FROM snapshot WHERE serializer_id = @ours AND manifest IN ({Manifests}) LIMIT @most",
        (_, command) => command.With("ours", GatewaySerializer.Id).With("most", most),
        (_, row) =>
        {
            var (id, sequence, before) = (row.GetString(0), row.GetInt64(1), row.GetString(3));
            if (Renew(row.GetFieldValue<byte[]>(2), before) is not var (bytes, manifest)) return Row.Unreadable(place);
            return new Row(
                place,
                async (to, token) => await (await to.CommandAsync(
                        "UPDATE snapshot SET snapshot = @bytes, manifest = @manifest WHERE persistence_id = @id AND sequence_number = @sequence AND manifest = @before", token))
                    .With("bytes", bytes).With("manifest", manifest).With("id", id).With("sequence", sequence).With("before", before).ExecuteAsync(token));
        },
        cancellation);

    private Task<List<Row>> FeedAsync(string place, string end, int most, CancellationToken cancellation) => ReadAsync(
        """
        SELECT seq, kind, data FROM feed
        WHERE seq > @place AND seq <= @end AND kind IN (@attendance, @command) AND data_protected IS NULL ORDER BY seq LIMIT @most
        """,
        (_, command) => command.With("place", place.Length == 0 ? 0 : Number(place)).With("end", Number(end)).With("most", most)
            .With("attendance", StoredText.Of(FeedKind.Attendance)).With("command", StoredText.Of(FeedKind.Command)),
        (_, row) =>
        {
            var seq = row.GetInt64(0);
            var parts = HiddenData.Part(StoredText.ToFeedKind(row.GetString(1)), row.GetString(2), clear);
            var kept = parts is null ? null : hidden.Hide(parts.Value.Hidden);
            return new Row(
                seq.ToString(CultureInfo.InvariantCulture),
                kept is null ? null : async (to, token) => await (await to.CommandAsync("UPDATE feed SET data = @data, data_protected = @kept WHERE seq = @seq", token))
                    .With("data", parts!.Value.Data).With("kept", kept).With("seq", seq).ExecuteAsync(token));
        },
        cancellation);

    /// <summary>Up to which number items may stand in clear: known once the outbox has none of them any more. Null: it has.</summary>
    private async Task<string?> FeedEndAsync(CancellationToken cancellation)
    {
        var bound = await MarkAsync(HidingPart.Outbox, cancellation);
        if (bound.IsDone) return bound.Place;
        var (waiting, head) = await database.ReadAsync(
            async (db, token) => (await (await db.CommandAsync(
                    "SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM outbox WHERE id <= @bound LIMIT 1) AS w), (SELECT last_seq FROM feed_head WHERE id = 1)", token))
                .With("bound", bound.Place.Length == 0 ? 0 : Number(bound.Place)).ToListAsync(static row => (row.GetInt64(0), row.GetInt64(1)), token))[0],
            cancellation);
        if (waiting > 0) return null;
        var end = head.ToString(CultureInfo.InvariantCulture);
        await database.WriteAsync((db, token) => SetMarkAsync(db, HidingPart.Outbox, end, true, token), cancellation);
        return end;
    }

    private Task<List<Row>> ReadAsync(string sql, Func<DataConnection, DbCommand, DbCommand> with, Func<DataConnection, DbDataReader, Row> row, CancellationToken cancellation) =>
        database.ReadAsync(async (db, token) => await with(db, await db.CommandAsync(sql, token)).ToListAsync(found => row(db, found), token), cancellation);

    private async Task<(string Place, bool IsDone)> MarkAsync(string name, CancellationToken cancellation)
    {
        var marks = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync("SELECT place, done_at FROM hiding_marks WHERE name = @name", token)).With("name", name)
                .ToListAsync(static row => (row.GetString(0), !row.IsDBNull(1)), token),
            cancellation);
        return marks.Count == 0 ? ("", false) : marks[0];
    }

    private async Task<int> SetMarkAsync(DataConnection db, string name, string place, bool isDone, CancellationToken cancellation) =>
        await (await db.CommandAsync(
                """
                INSERT INTO hiding_marks (name, place, done_at) VALUES (@name, @place, @done)
                ON CONFLICT (name) DO UPDATE SET place = excluded.place, done_at = excluded.done_at
                """,
                cancellation))
            .With("name", name).With("place", place).With("done", isDone ? time.GetUtcNow().ToUnixTimeMilliseconds() : null).ExecuteAsync(cancellation);

    /// <summary>Null: it is damaged, or of a program that nobody knows. It stays as it is.</summary>
    private (byte[] Bytes, string Manifest)? Renew(byte[] bytes, string manifest)
    {
        try
        {
            return GatewaySerializer.Renew(bytes, manifest, hidden);
        }
        catch (SerializationException)
        {
            return null;
        }
    }

    private static string Manifests => string.Join(", ", GatewaySerializer.ClearManifests.Select(static manifest => $"'{manifest}'"));

    private static long Number(string place) =>
        long.Parse(place.Split(Separator)[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>A row that was looked at.</summary>
    /// <param name="Place">Where to go on behind it.</param>
    /// <param name="Change">Null: nothing of it is to be hidden.</param>
    private sealed record Row(string Place, Func<DataConnection, CancellationToken, Task<int>>? Change)
    {
        public bool IsUnreadable { get; private init; }

        public static Row Unreadable(string place) => new(place, null) { IsUnreadable = true };
    }
}
