using Gateway.Actors.Jobs;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Jobs;

/// <summary>
/// The tables <c>jobs</c> and <c>job_targets</c>, for the runner. Each change asks for the state before it, so that of two runners one finds nothing left to do; where the rows
/// are named by their key it asks in a way that no index serves (<c>state || ''</c>): the key is the shortest way to them, whatever the database believes of states.
/// </summary>
public sealed class JobRunStore(Database database)
{
    /// <summary>Targets of which more can come, in the words of every query.</summary>
    private const string Open = "state IN ('waiting', 'ordered', 'queued', 'in_flight')";

    /// <summary>The jobs that have not ended, by id.</summary>
    public Task<List<Job>> GetOpenAsync(CancellationToken cancellation) => database.ReadAsync(
        async (db, token) => await (await db.CommandAsync($"SELECT {JobRow.Columns} FROM jobs WHERE ended_at IS NULL ORDER BY id LIMIT @most", token))
            .With("most", JobStore.OpenMax).ToListAsync(JobRow.Read, token),
        cancellation);

    /// <summary>How many targets are in each state.</summary>
    public Task<IReadOnlyDictionary<JobTargetState, int>> CountAsync(string id, CancellationToken cancellation) =>
        database.ReadAsync((db, token) => JobStore.CountAsync(db, id, token), cancellation);

    /// <summary>
    /// Gives the next targets their turn: from here on they are orders, whoever gives them to their devices. Those that are no terminals for commands any more fail at once.
    /// </summary>
    /// <param name="plan">Of the job as it is now; pure.</param>
    /// <returns>Their SNs; when there may be more, null: not by time alone.</returns>
    public Task<(IReadOnlyList<string> Sns, DateTimeOffset? Again)> ClaimAsync(string id, Func<Job, JobStep> plan, DateTimeOffset now, CancellationToken cancellation) =>
        database.WriteAsync<(IReadOnlyList<string>, DateTimeOffset?)>(
            async (db, token) =>
            {
                if (await JobRow.LockAsync(db, id, token) is not { } job) return ([], null);
                var step = plan(job);
                var sns = step.Take == 0 ? [] : await ClaimAsync(db, id, step.Take, now, token);
                var progress = step.Taken(sns.Count, job.Rollout, now);
                if (progress != job.Progress) await JobRow.UpdateAsync(db, id, progress, token);
                var gone = await RefuseGoneAsync(db, id, sns, token);
                return ([.. sns.Except(gone, StringComparer.Ordinal)], sns.Count < step.Take ? null : step.Again);
            },
            cancellation);

    /// <summary>Orders of which nothing was heard since, to be given again; noted as given now.</summary>
    public Task<IReadOnlyList<string>> ReclaimAsync(string id, DateTimeOffset before, DateTimeOffset now, int most, CancellationToken cancellation) =>
        database.WriteAsync<IReadOnlyList<string>>(
            async (db, token) =>
            {
                var sns = await (await db.CommandAsync(
                        """
                        UPDATE job_targets SET ordered_at = @now WHERE job_id = @id AND state || '' = 'ordered' AND sn IN (
                            SELECT sn FROM job_targets WHERE job_id = @id AND state = 'ordered' AND ordered_at <= @before ORDER BY position LIMIT @most)
                        RETURNING sn
                        """,
                        token))
                    .With("id", id).With("now", now.ToUnixTimeMilliseconds()).With("before", before.ToUnixTimeMilliseconds()).With("most", most)
                    .ToListAsync(static row => row.GetString(0), token);
                return [.. sns.Except(await RefuseGoneAsync(db, id, sns, token), StringComparer.Ordinal)];
            },
            cancellation);

    /// <summary>Ends orders that came to nothing.</summary>
    /// <param name="state">How.</param>
    public Task EndOrdersAsync(string id, IReadOnlyCollection<(string Sn, string? Code)> targets, JobTargetState state, CancellationToken cancellation) =>
        targets.Count == 0 ? Task.CompletedTask : database.WriteAsync((db, token) => EndOrdersAsync(db, id, targets, state, token), cancellation);

    /// <summary>The job's targets that have its command, as far as is known, and whose terminals have not; by position, behind <paramref name="after"/>.</summary>
    public Task<List<(string Sn, int Position)>> GetQueuedAsync(string id, int after, int most, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) => await (await db.CommandAsync(
                "SELECT sn, position FROM job_targets WHERE job_id = @id AND state IN ('ordered', 'queued') AND position > @after ORDER BY position LIMIT @most", token))
            .With("id", id).With("after", after).With("most", most).ToListAsync(static row => (row.GetString(0), row.GetInt32(1)), token),
        cancellation);

    /// <summary>What waits, has expired.</summary>
    public Task<int> ExpireAsync(string id, CancellationToken cancellation) =>
        database.WriteAsync((db, token) => JobStore.EndWaitingAsync(db, id, JobTargetState.Expired, token), cancellation);

    /// <summary>Changes how far a job is, if it is so still.</summary>
    /// <param name="change">Null: it is not.</param>
    public Task<bool> ChangeAsync(string id, Func<Job, JobProgress?> change, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) =>
        {
            if (await JobRow.LockAsync(db, id, token) is not { } job || change(job) is not { } progress) return false;
            await JobRow.UpdateAsync(db, id, progress, token);
            return true;
        },
        cancellation);

    /// <summary>
    /// Brings its targets to where their commands are, should a projection of an earlier version, which knows no jobs, have been at work. One statement; once by each runner.
    /// </summary>
    public Task<int> FollowAsync(Job job, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) => await (await db.CommandAsync(
                $"""
                UPDATE job_targets SET state = c.state, code = c.result_code FROM commands c
                WHERE job_targets.job_id = @id AND job_targets.{Open} AND c.sn = job_targets.sn AND c.id = @command AND c.batch_id = @id AND c.state <> job_targets.state
                """,
                token))
            .With("id", job.Id).With("command", job.Order.CommandId).ExecuteAsync(token),
        cancellation);

    private static async Task<List<string>> ClaimAsync(DataConnection db, string id, int most, DateTimeOffset now, CancellationToken cancellation) =>
        await (await db.CommandAsync(
                """
                UPDATE job_targets SET state = 'ordered', ordered_at = @now WHERE job_id = @id AND state || '' = 'waiting' AND sn IN (
                    SELECT sn FROM job_targets WHERE job_id = @id AND state = 'waiting' ORDER BY position LIMIT @most)
                RETURNING sn
                """,
                cancellation))
            .With("id", id).With("now", now.ToUnixTimeMilliseconds()).With("most", most).ToListAsync(static row => row.GetString(0), cancellation);

    private static async Task<IReadOnlyList<string>> RefuseGoneAsync(DataConnection db, string id, List<string> sns, CancellationToken cancellation)
    {
        if (sns.Count == 0) return [];
        var there = await (await db.CommandAsync($"SELECT sn FROM devices WHERE {db.In("sn", "sns")} AND kind = 'attendance'", cancellation))
            .With("sns", db.Set(sns)).ToListAsync(static row => row.GetString(0), cancellation);
        var gone = sns.Except(there, StringComparer.Ordinal).ToList();
        if (gone.Count > 0) await EndOrdersAsync(db, id, gone.ConvertAll(static sn => (sn, (string?)"device-unknown")), JobTargetState.Failed, cancellation);
        return gone;
    }

    private static async Task<int> EndOrdersAsync(
        DataConnection db, string id, IReadOnlyCollection<(string Sn, string? Code)> targets, JobTargetState state, CancellationToken cancellation)
    {
        var list = targets.ToList();
        var source = db.IsSqlite() ? "(SELECT value ->> 0 AS sn, value ->> 1 AS code FROM json_each(@targets))" : "(SELECT * FROM unnest(@sns, @codes) AS u(sn, code))";
        var command = (await db.CommandAsync(
                $"""
                UPDATE job_targets SET state = @state, code = k.code FROM {source} k
                WHERE job_targets.job_id = @id AND job_targets.sn = k.sn AND job_targets.state || '' IN ('ordered', 'queued')
                """,
                cancellation))
            .With("id", id).With("state", JobText.Of(state));
        if (db.IsSqlite()) command.With("targets", JsonSerializer.Serialize(list.Select(static target => new[] { target.Sn, target.Code })));
        else command.With("sns", list.Select(static target => target.Sn).ToArray()).With("codes", list.Select(static target => target.Code).ToArray());
        return await command.ExecuteAsync(cancellation);
    }
}
