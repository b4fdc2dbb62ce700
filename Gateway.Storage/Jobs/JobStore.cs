using System.Data.Common;
using Gateway.Actors.Jobs;
using Gateway.Actors.Wire;
using Gateway.Storage.Audit;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Jobs;

/// <summary>The tables <c>jobs</c> and <c>job_targets</c>, for the platform (docs/decisions/0129-jobs.md). How targets fare is at most a second behind.</summary>
public sealed class JobStore(Database database, AuditStore audit, IHiddenText hidden)
{
    /// <summary>Jobs that have not ended: the runner looks at each of them again and again.</summary>
    public const int OpenMax = 500;

    /// <summary>Reasons of one job that are told.</summary>
    public const int ReasonsMax = 50;

    /// <summary>Targets that have failed, in whichever way.</summary>
    public static readonly IReadOnlyList<JobTargetState> FailedStates = [JobTargetState.Failed, JobTargetState.Expired, JobTargetState.Rejected];

    /// <summary>Jobs that are looked through for those of a site.</summary>
    private const int LatestOf = 200;

    private const char JobsLetter = 'j';
    private const char TargetsLetter = 't';

    private static readonly BulkInsert<(string Job, JobTarget Target)> Targets = new(
        "job_targets",
        "",
        new("job_id", SqlType.Text, row => row.Job),
        new("sn", SqlType.Text, row => row.Target.Sn),
        new("position", SqlType.Int, row => row.Target.Position),
        new("state", SqlType.Text, row => JobText.Of(row.Target.State)),
        new("code", SqlType.Text, row => row.Target.Code));

    /// <summary>Adds a job with its targets and its row of the audit, all or nothing. Durable when it returns.</summary>
    public Task<JobAddition> AddAsync(Job job, IReadOnlyList<JobTarget> targets, AuditNote note, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) =>
        {
            if (await JobRow.LockAsync(db, job.Id, token) is { } known) return new JobAddition(known, IsNew: false);
            if (await db.ExecuteAsync<long>("SELECT count(*) FROM jobs WHERE ended_at IS NULL", token) >= OpenMax) return new JobAddition(null, IsNew: false);
            if (!await JobRow.InsertAsync(db, job, token)) return new JobAddition(await JobRow.LockAsync(db, job.Id, token), IsNew: false);
            await Targets.RunAsync(db, [.. targets.Select(target => (job.Id, target))], null, token);
            await audit.InsertAsync(db, [note], token);
            return new JobAddition(job, IsNew: true);
        },
        cancellation);

    /// <summary>Null when there is none.</summary>
    public async Task<Job?> GetAsync(string id, CancellationToken cancellation)
    {
        var found = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync($"SELECT {JobRow.Columns} FROM jobs WHERE id = @id", token)).With("id", id).ToListAsync(JobRow.Read, token),
            cancellation);
        return found.SingleOrDefault();
    }

    /// <summary>How many targets are in each state.</summary>
    public Task<IReadOnlyDictionary<JobTargetState, int>> CountAsync(string id, CancellationToken cancellation) =>
        database.ReadAsync((db, token) => CountAsync(db, id, token), cancellation);

    /// <summary>Why targets have failed or expired: how many of each state and code, the most first, at most <see cref="ReasonsMax"/>.</summary>
    public Task<List<JobReason>> CountReasonsAsync(string id, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) => await (await db.CommandAsync(
            $"""
            SELECT state, code, count(*) FROM job_targets WHERE job_id = @id AND {db.In("state", "states")}
            GROUP BY state, code ORDER BY 3 DESC, 2 LIMIT @most
            """,
            token)).With("id", id).With("states", db.Set([.. FailedStates.Select(JobText.Of)])).With("most", ReasonsMax)
            .ToListAsync(static row => new JobReason(StateOf(row.GetString(0)), row.GetText(1), (int)row.GetInt64(2)), token),
        cancellation);

    /// <summary>The latest first.</summary>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<Job>> ListAsync(JobState? state, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var before = Place(Cursor.Decode(JobsLetter, cursor));
        var jobs = await database.ReadAsync(
            async (db, token) =>
            {
                var command = await db.CommandAsync("", token);
                var where = new Conditions(command);
                where.Add("state = @state", "state", state is { } one ? JobText.Of(one) : null);
                where.Add("created_at <= @time", "time", before?.Time);
                where.Add("(created_at < @time OR id < @id)", "id", before?.Id);
                where.Add("1 = 1 ORDER BY created_at DESC, id DESC LIMIT @most", "most", limit + 1);
                command.CommandText = $"SELECT {JobRow.Columns} FROM jobs WHERE {where.Text}";
                return await command.ToListAsync(JobRow.Read, token);
            },
            cancellation);
        return Cursor.Page(jobs, limit, JobsLetter, static job => string.Create(CultureInfo.InvariantCulture, $"{job.CreatedAt.ToUnixTimeMilliseconds()}:{job.Id}"));
    }

    /// <summary>The latest of the last <see cref="LatestOf"/> jobs with a target on the site, the latest first: by the key of the targets, whatever their number.</summary>
    public Task<List<Job>> LatestAtSiteAsync(string site, int most, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) => await (await db.CommandAsync(
                $"""
                SELECT {JobRow.Columns} FROM jobs WHERE id IN (SELECT id FROM jobs ORDER BY created_at DESC, id DESC LIMIT {LatestOf})
                AND EXISTS (SELECT 1 FROM devices d JOIN job_targets t ON t.job_id = jobs.id AND t.sn = d.sn WHERE d.site = @site)
                ORDER BY created_at DESC, id DESC LIMIT @most
                """,
                token))
            .With("site", site).With("most", most).ToListAsync(JobRow.Read, token),
        cancellation);

    /// <summary>By SN (ordinal), with what their terminals said.</summary>
    /// <param name="states">Null: all.</param>
    /// <param name="code">Only those with this code; empty: those without one; null: all.</param>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<JobTarget>> ListTargetsAsync(
        Job job, IReadOnlyCollection<JobTargetState>? states, string? code, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var after = Cursor.Decode(TargetsLetter, cursor);
        var targets = await database.ReadAsync(
            async (db, token) =>
            {
                var command = (await db.CommandAsync("", token)).With("command", job.Order.CommandId);
                var where = new Conditions(command);
                where.Add("t.job_id = @job", "job", job.Id);
                where.Add("t.sn > @after", "after", after);
                where.Add(db.In("t.state", "states"), "states", states is null ? null : db.Set([.. states.Select(JobText.Of)]));
                where.Add("coalesce(t.code, '') = @code", "code", code);
                where.Add("1 = 1 ORDER BY t.sn LIMIT @most", "most", limit + 1);
                command.CommandText =
                    $"""
                    SELECT t.sn, t.position, t.state, t.code, c.result_desc, c.result_desc_protected
                    FROM job_targets t LEFT JOIN commands c ON c.sn = t.sn AND c.id = @command AND c.batch_id = t.job_id WHERE {where.Text}
                    """;
                return await command.ToListAsync(ReadTarget, token);
            },
            cancellation);
        return Cursor.Page(targets, limit, TargetsLetter, static target => target.Sn);
    }

    /// <summary>SNs of the targets in these states, in their order.</summary>
    /// <param name="code">Only those with this code; empty: those without one; null: all.</param>
    public Task<List<string>> GetTargetsAsync(string id, IReadOnlyCollection<JobTargetState> states, string? code, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) =>
        {
            var command = await db.CommandAsync("", token);
            var where = new Conditions(command);
            where.Add("job_id = @id", "id", id);
            where.Add(db.In("state", "states"), "states", db.Set([.. states.Select(JobText.Of)]));
            where.Add("coalesce(code, '') = @code", "code", code);
            command.CommandText = $"SELECT sn FROM job_targets WHERE {where.Text} ORDER BY position";
            return await command.ToListAsync(static row => row.GetString(0), token);
        },
        cancellation);

    /// <summary>Changes how far a job is, with a row of the audit; nothing happens between the look and the change.</summary>
    /// <param name="change">Null: it cannot be.</param>
    /// <returns>The job before, null: there is none; and after, null: it was left as it is.</returns>
    public Task<(Job? Before, Job? After)> ChangeAsync(
        string id, Func<Job, JobProgress?> change, AuditNote note, CancellationToken cancellation) => database.WriteAsync<(Job?, Job?)>(
        async (db, token) =>
        {
            var job = await JobRow.LockAsync(db, id, token);
            if (job is null || change(job) is not { } progress) return (job, null);
            await JobRow.UpdateAsync(db, id, progress, token);
            if (progress.State == JobState.Cancelled) await EndWaitingAsync(db, id, JobTargetState.Cancelled, token);
            await audit.InsertAsync(db, [note], token);
            return (job, job with { Progress = progress });
        },
        cancellation);

    internal static async Task<IReadOnlyDictionary<JobTargetState, int>> CountAsync(DataConnection db, string id, CancellationToken cancellation) =>
        (await (await db.CommandAsync("SELECT state, count(*) FROM job_targets WHERE job_id = @id GROUP BY state", cancellation))
            .With("id", id).ToListAsync(static row => KeyValuePair.Create(StateOf(row.GetString(0)), (int)row.GetInt64(1)), cancellation)).ToDictionary();

    /// <summary>What waits, waits no longer.</summary>
    internal static async Task<int> EndWaitingAsync(DataConnection db, string id, JobTargetState state, CancellationToken cancellation) =>
        await (await db.CommandAsync("UPDATE job_targets SET state = @state WHERE job_id = @id AND state = 'waiting'", cancellation))
            .With("id", id).With("state", JobText.Of(state)).ExecuteAsync(cancellation);

    private static JobTargetState StateOf(string text) => JobText.ToTarget(text) ?? throw StoredText.Unknown("state of a job's target");

    private static (long Time, string Id)? Place(string? text)
    {
        if (text is null) return null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && long.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            ? (time, text[(colon + 1)..])
            : throw new CursorInvalidException();
    }

    private JobTarget ReadTarget(DbDataReader row) => new(
        row.GetString(0), row.GetInt32(1), StateOf(row.GetString(2)), row.GetText(3),
        row.IsDBNull(5) ? row.GetText(4) : hidden.Reveal(row.GetFieldValue<byte[]>(5)));
}
