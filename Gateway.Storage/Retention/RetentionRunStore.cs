using System.Data.Common;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;

namespace Gateway.Storage.Retention;

/// <summary>The table <c>retention_runs</c>: of all runs one is open, by a unique index.</summary>
public sealed class RetentionRunStore(Database database, TimeProvider time)
{
    private const string Columns = "number, day, by_hand, requested_by, requested_at, started_at, ended_at, reason";

    /// <summary>Asks for a run. Null: one is open.</summary>
    public async Task<RetentionRun?> RequestAsync(DateOnly day, bool byHand, string by, CancellationToken cancellation) => (await database.WriteAsync(
        async (db, token) => await (await db.CommandAsync(
                $"""
                INSERT INTO retention_runs (is_open, day, by_hand, requested_by, requested_at) VALUES (1, @day, @hand, @by, @now)
                ON CONFLICT (is_open) DO NOTHING RETURNING {Columns}
                """,
                token))
            .With("day", SiteText.Of(day)).With("hand", byHand).With("by", by).With("now", time.GetUtcNow().ToUnixTimeMilliseconds()).ToListAsync(Row, token),
        cancellation)).SingleOrDefault();

    /// <summary>The run that waits or runs; null: none does.</summary>
    public Task<RetentionRun?> OpenAsync(CancellationToken cancellation) => ReadAsync("is_open = @one", "one", 1, cancellation);

    /// <summary>Null: there is none.</summary>
    public Task<RetentionRun?> GetAsync(long number, CancellationToken cancellation) => ReadAsync("number = @number", "number", number, cancellation);

    /// <summary>Whether the gateway has had a run of its own on this day.</summary>
    public Task<bool> HasRunAsync(DateOnly day, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) => (await (await db.CommandAsync("SELECT 1 FROM retention_runs WHERE day = @day AND by_hand = @no LIMIT 1", token))
            .With("day", SiteText.Of(day)).With("no", false).ToListAsync(static _ => true, token)).Count > 0,
        cancellation);

    public Task StartAsync(long number, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) => await (await db.CommandAsync("UPDATE retention_runs SET started_at = COALESCE(started_at, @now) WHERE number = @number", token))
            .With("now", time.GetUtcNow().ToUnixTimeMilliseconds()).With("number", number).ExecuteAsync(token),
        cancellation);

    public Task EndAsync(long number, string? reason, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) => await (await db.CommandAsync(
                "UPDATE retention_runs SET is_open = NULL, ended_at = @now, reason = @reason WHERE number = @number AND is_open = 1", token))
            .With("now", time.GetUtcNow().ToUnixTimeMilliseconds()).With("reason", reason).With("number", number).ExecuteAsync(token),
        cancellation);

    private async Task<RetentionRun?> ReadAsync(string where, string parameter, long value, CancellationToken cancellation) => (await database.ReadAsync(
        async (db, token) => await (await db.CommandAsync($"SELECT {Columns} FROM retention_runs WHERE {where}", token)).With(parameter, value).ToListAsync(Row, token),
        cancellation)).SingleOrDefault();

    private static RetentionRun Row(DbDataReader row) => new(
        row.GetInt64(0), SiteText.ToDate(row.GetString(1)) ?? throw StoredText.Unknown("day of retention_runs"), row.GetBoolean(2), row.GetString(3), row.GetTime(4),
        row.IsDBNull(5) ? null : row.GetTime(5), row.IsDBNull(6) ? null : row.GetTime(6), row.GetText(7));
}
