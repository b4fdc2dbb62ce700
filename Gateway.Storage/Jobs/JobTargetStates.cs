using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Jobs;

/// <summary>The states of jobs' targets follow those of their commands, in the transaction that projects these: so counts come out of one table and are never wrong.</summary>
internal static class JobTargetStates
{
    /// <param name="commands">That have changed and have the id of a batch or job, which of the two does not matter; each once.</param>
    public static async Task FollowAsync(DataConnection db, IReadOnlyList<(string Batch, string Sn, string State, string? Code)> commands, CancellationToken cancellation)
    {
        if (commands.Count == 0) return;
        var source = db.IsSqlite()
            ? "(SELECT value ->> 0 AS job, value ->> 1 AS sn, value ->> 2 AS state, value ->> 3 AS code FROM json_each(@commands))"
            : "(SELECT * FROM unnest(@jobs, @sns, @states, @codes) AS u(job, sn, state, code))";

        // Not by the index on states: a moment after thousands had their turn PostgreSQL still believes that hardly any is ordered.
        var command = await db.CommandAsync(
            $"""
            UPDATE job_targets SET state = k.state, code = k.code FROM {source} k
            WHERE job_targets.job_id = k.job AND job_targets.sn = k.sn AND job_targets.state || '' IN ('ordered', 'queued', 'in_flight')
            """,
            cancellation);
        if (db.IsSqlite())
        {
            command.With("commands", JsonSerializer.Serialize(commands.Select(static one => new[] { one.Batch, one.Sn, one.State, one.Code })));
        }
        else
        {
            command.With("jobs", commands.Select(static one => one.Batch).ToArray()).With("sns", commands.Select(static one => one.Sn).ToArray())
                .With("states", commands.Select(static one => one.State).ToArray()).With("codes", commands.Select(static one => one.Code).ToArray());
        }

        await command.ExecuteAsync(cancellation);
    }
}
