using System.Data.Common;
using Gateway.Storage.Sql;

namespace Gateway.Storage.Devices;

/// <summary>Counts devices by status, as the list shows it: for the console's overview, every few seconds at most.</summary>
public sealed class DeviceCounter(Database database)
{
    public async Task<DeviceCounts> CountAsync(CancellationToken cancellation)
    {
        var groups = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync(
                    "SELECT d.enabled, p.online, COUNT(*) FROM devices d LEFT JOIN presence p ON p.sn = d.sn GROUP BY d.enabled, p.online", token))
                .ToListAsync(Read, token),
            cancellation);
        int Sum(Func<(bool Enabled, bool? Online, int Count), bool> where) => groups.Where(where).Sum(static group => group.Count);
        return new DeviceCounts(
            Sum(static group => group is { Enabled: true, Online: true }),
            Sum(static group => group is { Enabled: true, Online: false }),
            Sum(static group => group is { Enabled: true, Online: null }),
            Sum(static group => !group.Enabled));
    }

    private static (bool Enabled, bool? Online, int Count) Read(DbDataReader row) =>
        (row.GetBoolean(0), row.IsDBNull(1) ? null : row.GetBoolean(1), (int)row.GetInt64(2));
}
