using Gateway.Actors.Devices;
using Gateway.Actors.Habits;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Habits;

/// <summary>The table <c>device_habits</c>. Whatever changes in it is told to every node's directory of devices.</summary>
public sealed class HabitStore(Database database, IDeviceChanges changes) : IHabitStore
{
    public async Task<DeviceHabits> ReadAsync(string sn, CancellationToken cancellation) =>
        (await database.ReadAsync((db, token) => ReadManyAsync(db, [sn], token), cancellation)).GetValueOrDefault(sn, DeviceHabits.None);

    public async Task WriteAsync(string sn, string name, Habit habit, CancellationToken cancellation)
    {
        var written = await database.WriteAsync(
            async (db, token) => await (await db.CommandAsync(
                    """
                    INSERT INTO device_habits (sn, habit, value, proved, since, evidence, memory)
                    SELECT sn, @habit, @value, @proved, @since, @evidence, @memory FROM devices WHERE sn = @sn
                    ON CONFLICT (sn, habit) DO UPDATE
                    SET value = excluded.value, proved = excluded.proved, since = excluded.since, evidence = excluded.evidence, memory = excluded.memory
                    """, token))
                .With("habit", name).With("value", habit.Value).With("proved", habit.IsProved).With("since", habit.Since.ToUnixTimeMilliseconds())
                .With("evidence", habit.Evidence).With("memory", habit.Memory).With("sn", sn).ExecuteAsync(token),
            cancellation);
        if (written > 0) changes.DeviceChanged(sn);
    }

    public async Task ForgetAsync(string sn, CancellationToken cancellation)
    {
        await database.WriteAsync(
            async (db, token) => await (await db.CommandAsync("DELETE FROM device_habits WHERE sn = @sn", token)).With("sn", sn).ExecuteAsync(token), cancellation);
        changes.DeviceChanged(sn);
    }

    /// <summary>By SN; those of which nothing was learned are not there.</summary>
    internal static async Task<IReadOnlyDictionary<string, DeviceHabits>> ReadManyAsync(DataConnection db, IReadOnlyCollection<string> sns, CancellationToken cancellation)
    {
        var rows = await db.QueryToListAsync<StoredHabit>(
            $"SELECT * FROM device_habits WHERE {db.In("sn", "sns")}", cancellation, new DataParameter("sns", db.Set(sns)));
        return rows.GroupBy(static row => row.Sn, StringComparer.Ordinal).ToDictionary(
            static device => device.Key, static device => DeviceHabits.Of(device.Select(static row => KeyValuePair.Create(row.Name, row.ToHabit()))), StringComparer.Ordinal);
    }
}
