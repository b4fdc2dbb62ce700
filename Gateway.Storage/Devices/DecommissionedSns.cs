using Gateway.Actors.Devices;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Devices;

/// <summary>The table <c>decommissioned</c>: SNs whose terminals are refused, not unknown, since one that is told so deletes its records (D39).</summary>
internal static class DecommissionedSns
{
    private const string Add =
        """
        INSERT INTO decommissioned (sn, at) SELECT sn, @at FROM devices WHERE sn = @sn
        ON CONFLICT (sn) DO UPDATE SET at = excluded.at
        """;

    /// <summary>Before the device is deleted, in the same transaction.</summary>
    public static async Task AddAsync(DataConnection db, string sn, DateTimeOffset now, CancellationToken cancellation) =>
        await (await db.CommandAsync(Add, cancellation)).With("sn", sn).With("at", now.ToUnixTimeMilliseconds()).ExecuteAsync(cancellation);

    /// <summary>These are devices again.</summary>
    public static Task RemoveAsync(DataConnection db, IReadOnlyCollection<string> sns, CancellationToken cancellation) => sns.Count == 0
        ? Task.CompletedTask
        : db.ExecuteAsync($"DELETE FROM decommissioned WHERE {db.In("sn", "sns")}", cancellation, new DataParameter("sns", db.Set(sns)));

    /// <summary>Those that were decommissioned within <see cref="Device.RefusedFor"/>, as devices that are not enabled and have no key.</summary>
    public static async Task<List<Device>> ReadAsync(DataConnection db, IReadOnlyCollection<string> sns, DateTimeOffset now, CancellationToken cancellation) =>
        sns.Count == 0 ? [] : await (await db.CommandAsync($"SELECT sn, at FROM decommissioned WHERE {db.In("sn", "sns")} AND at > @since", cancellation))
            .With("sns", db.Set(sns)).With("since", (now - Device.RefusedFor).ToUnixTimeMilliseconds())
            .ToListAsync(
                static row => new Device(
                    row.GetString(0), DeviceKind.Attendance, default, null, null, DeviceWriter.DialectDefault, [], Enabled: false, row.GetTime(1), row.GetTime(1)),
                cancellation);
}
