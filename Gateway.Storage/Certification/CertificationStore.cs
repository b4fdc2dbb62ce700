using System.Data.Common;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Certification;

/// <summary>The table <c>certifications</c>: a run is written by the node that runs it, and by whoever ends it when that node is gone.</summary>
public sealed class CertificationStore(Database database)
{
    /// <summary>Runs of one device that are kept; one more deletes the oldest.</summary>
    public const int PerDevice = 50;

    private const string Columns = "number, sn, state, vendor, model, firmware, started_at, ended_at, alive_at, report";

    /// <summary>Begins a run. Null: one of this device is running.</summary>
    public Task<long?> BeginAsync(string sn, string? vendor, string? model, string? firmware, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) =>
        {
            await LockAsync(db, sn, token);
            var running = await (await db.CommandAsync("SELECT 1 FROM certifications WHERE sn = @sn AND state = 'running'", token))
                .With("sn", sn).ToListAsync(static _ => true, token);
            if (running.Count > 0) return (long?)null;
            await (await db.CommandAsync(
                    """
                    DELETE FROM certifications WHERE sn = @sn AND number NOT IN
                        (SELECT number FROM certifications WHERE sn = @sn ORDER BY number DESC LIMIT @most)
                    """, token)).With("sn", sn).With("most", PerDevice - 1).ExecuteAsync(token);
            var numbers = await (await db.CommandAsync(
                    """
                    INSERT INTO certifications (sn, state, vendor, model, firmware, started_at, alive_at, report)
                    VALUES (@sn, 'running', @vendor, @model, @firmware, @now, @now, '') RETURNING number
                    """, token))
                .With("sn", sn).With("vendor", vendor).With("model", model).With("firmware", firmware).With("now", now.ToUnixTimeMilliseconds())
                .ToListAsync(static row => row.GetInt64(0), token);
            return numbers[0];
        },
        cancellation);

    /// <summary>Writes how far a run is. False: it has been ended by somebody else, or is gone.</summary>
    /// <param name="endedAt">Null: it goes on.</param>
    public async Task<bool> SaveAsync(long number, string state, string report, DateTimeOffset now, DateTimeOffset? endedAt, CancellationToken cancellation) =>
        await database.WriteAsync(
            async (db, token) => await (await db.CommandAsync(
                    "UPDATE certifications SET state = @state, report = @report, alive_at = @now, ended_at = @ended WHERE number = @number AND state = 'running'", token))
                .With("state", state).With("report", report).With("now", now.ToUnixTimeMilliseconds()).With("ended", endedAt?.ToUnixTimeMilliseconds()).With("number", number)
                .ExecuteAsync(token),
            cancellation) > 0;

    /// <summary>Takes a run over whose node has not been alive since <paramref name="aliveBefore"/>. False: it has, or somebody else was faster.</summary>
    public async Task<bool> TryClaimAsync(long number, DateTimeOffset aliveBefore, DateTimeOffset now, CancellationToken cancellation) => await database.WriteAsync(
        async (db, token) => await (await db.CommandAsync(
                "UPDATE certifications SET alive_at = @now WHERE number = @number AND state = 'running' AND alive_at <= @before", token))
            .With("now", now.ToUnixTimeMilliseconds()).With("number", number).With("before", aliveBefore.ToUnixTimeMilliseconds()).ExecuteAsync(token),
        cancellation) > 0;

    /// <summary>Runs that nobody has ended.</summary>
    public Task<List<CertificationRow>> RunningAsync(CancellationToken cancellation) =>
        ReadAsync("WHERE state = 'running' ORDER BY number", static command => command, cancellation);

    /// <summary>A device's runs, the latest first, without their reports.</summary>
    public async Task<IReadOnlyList<CertificationRow>> ListAsync(string sn, CancellationToken cancellation) =>
        [.. (await ReadAsync("WHERE sn = @sn ORDER BY number DESC", command => command.With("sn", sn), cancellation)).Select(static row => row with { Report = "" })];

    /// <summary>A device's latest run, or the one of this number; null when there is none.</summary>
    public async Task<CertificationRow?> GetAsync(string sn, long? number, CancellationToken cancellation) =>
        (await ReadAsync(
            number is null ? "WHERE sn = @sn ORDER BY number DESC LIMIT 1" : "WHERE sn = @sn AND number = @number",
            command => number is null ? command.With("sn", sn) : command.With("sn", sn).With("number", number),
            cancellation)).SingleOrDefault();

    /// <summary>The latest completed run before <paramref name="before"/> of another firmware of the same model, by whatever device; null when there is none.</summary>
    public async Task<CertificationRow?> FormerFirmwareAsync(CertificationRow before, CancellationToken cancellation) => before is { Model: null } or { Firmware: null }
        ? null
        : (await ReadAsync(
            "WHERE model = @model AND COALESCE(vendor, '') = @vendor AND firmware <> @firmware AND state = 'completed' AND number < @number ORDER BY number DESC LIMIT 1",
            command => command.With("model", before.Model).With("vendor", before.Vendor ?? "").With("firmware", before.Firmware).With("number", before.Number),
            cancellation)).SingleOrDefault();

    /// <summary>Whether attendance of a device was received between two moments.</summary>
    public Task<bool> HasAttendanceAsync(string sn, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) => (await (await db.CommandAsync("SELECT 1 FROM attendance WHERE sn = @sn AND received_at >= @from AND received_at < @to LIMIT 1", token))
            .With("sn", sn).With("from", from.ToUnixTimeMilliseconds()).With("to", to.ToUnixTimeMilliseconds()).ToListAsync(static _ => true, token)).Count > 0,
        cancellation);

    /// <summary>Two that begin at once: the second waits for the first, and sees it. SQLite has one writer anyway.</summary>
    private static async Task LockAsync(DataConnection db, string sn, CancellationToken cancellation)
    {
        if (db.IsSqlite()) return;
        await (await db.CommandAsync("SELECT 1 FROM devices WHERE sn = @sn FOR UPDATE", cancellation)).With("sn", sn).ToListAsync(static _ => true, cancellation);
    }

    private Task<List<CertificationRow>> ReadAsync(string where, Func<DbCommand, DbCommand> with, CancellationToken cancellation) => database.ReadAsync(
        async (db, token) => await with(await db.CommandAsync($"SELECT {Columns} FROM certifications {where}", token)).ToListAsync(Row, token), cancellation);

    private static CertificationRow Row(DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetText(3), row.GetText(4), row.GetText(5), row.GetTime(6), row.IsDBNull(7) ? null : row.GetTime(7),
            row.GetTime(8),
        row.GetString(9));
}
