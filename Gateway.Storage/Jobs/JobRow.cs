using System.Data.Common;
using Gateway.Actors.Commands;
using Gateway.Actors.Jobs;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Jobs;

/// <summary>A job as a row of <c>jobs</c>.</summary>
internal static class JobRow
{
    /// <summary>What <see cref="Read"/> reads, in its order.</summary>
    public const string Columns =
        "id, request_hash, command_id, type, user_id, person_ref, person_bytes, content_hash, life, targets, canary, canary_minutes, per_minute, factor, window_from, window_to, "
        + "failed_percent, failed_after, expires_at, retry_of, created_at, state, reason, handed_out, canary_passed, canary_until, minute_at, minute_pace, minute_used, "
        + "started_at, ended_at";

    private const string TimeOfDay = "HH:mm";

    private static readonly string Insert =
        $"INSERT INTO jobs ({Columns}) VALUES ({string.Join(", ", Columns.Split(", ").Select(static column => "@" + column))}) ON CONFLICT (id) DO NOTHING";

    /// <summary>False: there is one of that id already.</summary>
    public static async Task<bool> InsertAsync(DataConnection db, Job job, CancellationToken cancellation)
    {
        var (order, rollout) = (job.Order, job.Rollout);
        var command = (await db.CommandAsync(Insert, cancellation))
            .With("id", job.Id).With("request_hash", job.RequestHash)
            .With("command_id", order.CommandId).With("type", CommandText.Of(order.Type)).With("user_id", order.UserId).With("person_ref", order.PersonRef)
            .With("person_bytes", order.PersonBytes).With("content_hash", order.ContentHash).With("life", (long)order.Life.TotalMilliseconds).With("targets", job.Targets)
            .With("canary", rollout.Canary).With("canary_minutes", rollout.CanaryMinutes).With("per_minute", rollout.PerMinute).With("factor", rollout.Factor)
            .With("window_from", Text(rollout.Window?.From)).With("window_to", Text(rollout.Window?.To))
            .With("failed_percent", rollout.FailedPercent).With("failed_after", rollout.FailedAfter).With("expires_at", rollout.ExpiresAt?.ToUnixTimeMilliseconds())
            .With("retry_of", job.RetryOf).With("created_at", job.CreatedAt.ToUnixTimeMilliseconds());
        return await WithProgress(command, job.Progress).ExecuteAsync(cancellation) > 0;
    }

    /// <summary>Its row, locked until the end of the transaction; null: there is none.</summary>
    public static async Task<Job?> LockAsync(DataConnection db, string id, CancellationToken cancellation)
    {
        var found = await (await db.CommandAsync($"SELECT {Columns} FROM jobs WHERE id = @id{db.ForUpdate()}", cancellation)).With("id", id).ToListAsync(Read, cancellation);
        return found.SingleOrDefault();
    }

    public static async Task UpdateAsync(DataConnection db, string id, JobProgress progress, CancellationToken cancellation)
    {
        var command = (await db.CommandAsync(
            """
            UPDATE jobs SET state = @state, reason = @reason, handed_out = @handed_out, canary_passed = @canary_passed, canary_until = @canary_until, minute_at = @minute_at,
            minute_pace = @minute_pace, minute_used = @minute_used, started_at = @started_at, ended_at = @ended_at WHERE id = @id
            """,
            cancellation)).With("id", id);
        await WithProgress(command, progress).ExecuteAsync(cancellation);
    }

    public static Job Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        new JobOrder(
            row.GetString(2), CommandText.ToType(row.GetString(3)) ?? throw StoredText.Unknown("command type"), row.GetText(4), row.GetText(5), row.GetInt32(6), row.GetString(7),
            TimeSpan.FromMilliseconds(row.GetInt64(8))),
        new JobRollout
        {
            Canary = row.GetInt32(10),
            CanaryMinutes = Number(row, 11),
            PerMinute = Number(row, 12),
            Factor = row.GetDouble(13),
            Window = row.GetText(14) is { } from && row.GetText(15) is { } to ? (Time(from), Time(to)) : null,
            FailedPercent = Number(row, 16),
            FailedAfter = Number(row, 17) ?? 1,
            ExpiresAt = At(row, 18),
        },
        row.GetInt32(9),
        row.GetText(19),
        row.GetTime(20),
        new JobProgress
        {
            State = JobText.ToState(row.GetString(21)) ?? throw StoredText.Unknown("job state"),
            Reason = row.GetText(22),
            HandedOut = row.GetInt32(23),
            CanaryPassed = row.GetBoolean(24),
            CanaryUntil = At(row, 25),
            MinuteAt = At(row, 26),
            MinutePace = row.GetDouble(27),
            MinuteUsed = row.GetInt32(28),
            StartedAt = At(row, 29),
            EndedAt = At(row, 30),
        });

    private static DbCommand WithProgress(DbCommand command, JobProgress progress) => command
        .With("state", JobText.Of(progress.State)).With("reason", progress.Reason).With("handed_out", progress.HandedOut).With("canary_passed", progress.CanaryPassed)
        .With("canary_until", progress.CanaryUntil?.ToUnixTimeMilliseconds()).With("minute_at", progress.MinuteAt?.ToUnixTimeMilliseconds())
        .With("minute_pace", progress.MinutePace).With("minute_used", progress.MinuteUsed).With("started_at", progress.StartedAt?.ToUnixTimeMilliseconds())
        .With("ended_at", progress.EndedAt?.ToUnixTimeMilliseconds());

    private static string? Text(TimeOnly? time) => time?.ToString(TimeOfDay, CultureInfo.InvariantCulture);

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, TimeOfDay, CultureInfo.InvariantCulture);

    private static int? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    private static DateTimeOffset? At(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetTime(column);
}
