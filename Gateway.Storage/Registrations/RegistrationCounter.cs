using Gateway.Actors.Registrations;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Registrations;

/// <summary>The table <c>registration_use</c>: counts registrations within the quota, in the transaction that stores them.</summary>
internal sealed class RegistrationCounter(RegistrationQuota quota)
{
    private const string OfSn = "sn";
    private const string OfAddress = "address";
    private const long MillisecondsOfADay = 24 * 60 * 60 * 1000;

    private const string Count =
        """
        INSERT INTO registration_use (day, kind, subject, registrations, bytes) VALUES (@day, @kind, @subject, 1, @bytes)
        ON CONFLICT (day, kind, subject) DO UPDATE SET registrations = registration_use.registrations + 1, bytes = registration_use.bytes + excluded.bytes
        WHERE registration_use.registrations < @most AND registration_use.bytes + excluded.bytes <= @bytes_most
        RETURNING registrations
        """;

    /// <summary>Counts one, or throws; what was counted then goes with its transaction.</summary>
    /// <exception cref="RegistrationQuotaException">A quota is used.</exception>
    public async Task CountAsync(DataConnection db, Registration registration, long bytes, CancellationToken cancellation)
    {
        var day = DayOf(registration.ReceivedAt);
        var count = await CountAsync(db, day, OfSn, registration.Sn, quota.OfSn, bytes, cancellation);
        if (registration.From is { } address) await CountAsync(db, day, OfAddress, address, quota.OfAddress, bytes, cancellation);
        if (count == 1) await (await db.CommandAsync("DELETE FROM registration_use WHERE day < @day", cancellation)).With("day", day - 1).ExecuteAsync(cancellation);
    }

    /// <summary>Throws when one more is too many: before anything is encrypted for it.</summary>
    /// <exception cref="RegistrationQuotaException">A quota is used.</exception>
    public async Task CheckAsync(DataConnection db, Registration registration, CancellationToken cancellation)
    {
        var day = DayOf(registration.ReceivedAt);
        foreach (var use in await UsesAsync(db, day, "AND ((kind = 'sn' AND subject = @sn) OR (kind = 'address' AND subject = @address))", command => command
            .With("sn", registration.Sn).With("address", registration.From), cancellation))
        {
            if (use.Used.Registrations >= use.Bound.Registrations || use.Used.Bytes >= use.Bound.Bytes) throw new RegistrationQuotaException(use.Subject);
        }
    }

    /// <summary>The largest of the day.</summary>
    public Task<List<RegistrationUse>> LargestAsync(DataConnection db, DateTimeOffset now, int most, CancellationToken cancellation) =>
        UsesAsync(db, DayOf(now), "ORDER BY bytes DESC, registrations DESC LIMIT @most", command => command.With("most", most), cancellation);

    private async Task<List<RegistrationUse>> UsesAsync(
        DataConnection db, long day, string which, Func<System.Data.Common.DbCommand, System.Data.Common.DbCommand> with, CancellationToken cancellation)
    {
        var command = await db.CommandAsync($"SELECT kind, subject, registrations, bytes FROM registration_use WHERE day = @day {which}", cancellation);
        return await with(command.With("day", day)).ToListAsync(
            row => row.GetString(0) == OfSn
                ? new RegistrationUse(row.GetString(1), row.GetString(1), new(row.GetInt64(2), row.GetInt64(3)), quota.OfSn)
                : new RegistrationUse(row.GetString(1), null, new(row.GetInt64(2), row.GetInt64(3)), quota.OfAddress),
            cancellation);
    }

    private static async Task<long> CountAsync(
        DataConnection db, long day, string kind, string subject, RegistrationBound bound, long bytes, CancellationToken cancellation)
    {
        var counted = await (await db.CommandAsync(Count, cancellation))
            .With("day", day).With("kind", kind).With("subject", subject).With("bytes", bytes).With("most", bound.Registrations).With("bytes_most", bound.Bytes)
            .ToListAsync(static row => row.GetInt64(0), cancellation);
        return counted.Count > 0 ? counted[0] : throw new RegistrationQuotaException(subject);
    }

    private static long DayOf(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / MillisecondsOfADay;
}
