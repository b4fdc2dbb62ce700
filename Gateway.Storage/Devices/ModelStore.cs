using System.Data.Common;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Devices;

/// <summary>Devices by what they are: which models there are, how they speak, what goes wrong with them.</summary>
public sealed class ModelStore(Database database, TimeProvider time)
{
    /// <summary>Faults of the last seven days are counted.</summary>
    public static readonly TimeSpan FaultsOf = TimeSpan.FromDays(7);

    /// <summary>Models that are proposed to who writes one.</summary>
    public const int KnownMost = 500;

    private const char List = 'm';
    private const string Columns = "d.vendor, d.model, d.firmware";
    private const string OfPage = $"({Columns}) >= (@vendor1, @model1, @firmware1) AND ({Columns}) <= (@vendor2, @model2, @firmware2)";
    private const double MillisecondsPer1000DeviceDays = 1000 * 24 * 3_600_000d;

    /// <summary>Ordered by vendor, model, firmware (ordinal); devices of which nothing is said are in none.</summary>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<ModelRow>> ListAsync(int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var after = Place(Cursor.Decode(List, cursor));
        var now = time.GetUtcNow();
        var rows = await database.ReadAsync((db, token) => ReadAsync(db, after, limit + 1, now, token), cancellation);
        return Cursor.Page(rows, limit, List, static row => Place(row.Model));
    }

    /// <summary>The first so many that there are.</summary>
    public Task<IReadOnlyList<DeviceModel>> KnownAsync(CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<DeviceModel>>(
        static async (db, token) => await (await db.CommandAsync(
                "SELECT DISTINCT vendor, model, firmware FROM devices WHERE (vendor, model, firmware) > ('', '', '') ORDER BY vendor, model, firmware LIMIT @most", token))
            .With("most", KnownMost).ToListAsync(Model, token),
        cancellation);

    private static async Task<List<ModelRow>> ReadAsync(DataConnection db, DeviceModel after, int most, DateTimeOffset now, CancellationToken cancellation)
    {
        var since = (now - FaultsOf).ToUnixTimeMilliseconds();
        var models = await (await db.CommandAsync(
                $"""
                SELECT {Columns}, COUNT(*), CAST(SUM(@now - CASE WHEN d.created_at > @since THEN d.created_at ELSE @since END) AS bigint)
                FROM devices d WHERE ({Columns}) > (@vendor, @model, @firmware) GROUP BY {Columns} ORDER BY {Columns} LIMIT @most
                """,
                cancellation))
            .With("now", now.ToUnixTimeMilliseconds()).With("since", since).With("most", most)
            .With("vendor", after.Vendor).With("model", after.Model).With("firmware", after.Firmware)
            .ToListAsync(static row => (Model: Model(row), Devices: row.GetInt64(3), Milliseconds: row.GetInt64(4)), cancellation);
        if (models.Count == 0) return [];
        DeviceModel first = models[0].Model, last = models[^1].Model;
        var habits = await HabitsAsync(db, first, last, cancellation);
        var faults = await FaultsAsync(db, first, last, since, cancellation);
        return models.ConvertAll(model => new ModelRow(
            model.Model,
            model.Devices,
            habits[model.Model].GroupBy(habit => habit.Habit, StringComparer.Ordinal).ToDictionary(
                group => group.Key, IReadOnlyDictionary<string, long> (group) => group.ToDictionary(habit => habit.Value, habit => habit.Devices, StringComparer.Ordinal)),
            ModelFault.All.ToDictionary(
                fault => fault.Kind, fault => PerThousand(faults[model.Model].Where(f => f.Kind == fault.Kind).Sum(f => f.Count), model.Milliseconds))));
    }

    private static async Task<ILookup<DeviceModel, (string Habit, string Value, long Devices)>> HabitsAsync(
        DataConnection db, DeviceModel first, DeviceModel last, CancellationToken cancellation)
    {
        // The clock's stands with the presence (D37).
        var sql = $"""
            SELECT {Columns}, h.habit, h.value, COUNT(*) FROM devices d JOIN device_habits h ON h.sn = d.sn
            WHERE h.proved = @proved AND {OfPage} GROUP BY {Columns}, h.habit, h.value
            UNION ALL
            SELECT {Columns}, 'clock', CASE WHEN p.clock_habit = @right THEN 'right' ELSE 'wrong' END, COUNT(*) FROM devices d JOIN presence p ON p.sn = d.sn
            WHERE p.clock_habit IN (@right, @wrong) AND {OfPage} GROUP BY {Columns}, p.clock_habit
            """;
        var rows = await Between(await db.CommandAsync(sql, cancellation), first, last)
            .With("proved", true).With("right", (int)ClockHabit.Right).With("wrong", (int)ClockHabit.Wrong)
            .ToListAsync(static row => (Model: Model(row), Habit: row.GetString(3), Value: row.GetString(4), Devices: row.GetInt64(5)), cancellation);
        return rows.ToLookup(static row => row.Model, static row => (row.Habit, row.Value, row.Devices));
    }

    private static async Task<ILookup<DeviceModel, (string Kind, long Count)>> FaultsAsync(
        DataConnection db, DeviceModel first, DeviceModel last, long since, CancellationToken cancellation)
    {
        var counts = new List<(DeviceModel Model, string Kind, long Count)>();
        foreach (var fault in ModelFault.All)
        {
            var sql = $"SELECT {Columns}, COUNT(*) FROM ({fault.Sql}) f JOIN devices d ON d.sn = f.sn WHERE f.happened > @since AND {OfPage} GROUP BY {Columns}";
            counts.AddRange(await Between(await db.CommandAsync(sql, cancellation), first, last).With("since", since).With("most", ModelFault.Most)
                .ToListAsync(row => (Model(row), fault.Kind, row.GetInt64(3)), cancellation));
        }

        return counts.ToLookup(static count => count.Model, static count => (count.Kind, count.Count));
    }

    private static DbCommand Between(DbCommand command, DeviceModel first, DeviceModel last) => command
        .With("vendor1", first.Vendor).With("model1", first.Model).With("firmware1", first.Firmware)
        .With("vendor2", last.Vendor).With("model2", last.Model).With("firmware2", last.Firmware);

    private static double PerThousand(long count, long milliseconds) => count == 0 ? 0 : Math.Round(count * MillisecondsPer1000DeviceDays / Math.Max(1, milliseconds), 3);

    private static DeviceModel Model(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2));

    // No part of a model has a line end: they are visible text.
    private static string Place(DeviceModel model) => $"{model.Vendor}\n{model.Model}\n{model.Firmware}";

    private static DeviceModel Place(string? text) =>
        text is null ? DeviceModel.None : text.Split('\n') is [var vendor, var model, var firmware] ? new DeviceModel(vendor, model, firmware) : throw new CursorInvalidException();
}
