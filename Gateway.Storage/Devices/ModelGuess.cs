using Gateway.Actors.Devices;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Devices;

/// <summary>
/// The first guess of how a device speaks: what is proved of most devices of its model. Not proved by that, and only for a device of which nothing was learned; only habits by
/// which no outcome is decided.
/// </summary>
public sealed class ModelGuess(Database database, TimeProvider time)
{
    /// <summary>Devices of the model that must have it proved.</summary>
    public const int DevicesLeast = 3;

    /// <summary>Of those that have the habit proved at all, so many in a hundred must agree.</summary>
    public const int PercentLeast = 80;

    /// <summary>Habits of a model that are looked at.</summary>
    private const int RowsMost = 10_000;

    /// <summary>Feedback and the words of deletions say what became of a command: that is never guessed. The clock decides who may become current (D37).</summary>
    private const string Guessed = "'answer', 'follow_up', 'drain', 'packets', 'push_count', 'photo'";

    private static readonly BulkInsert<Row> Insert = new(
        "device_habits",
        "ON CONFLICT (sn, habit) DO NOTHING",
        new("sn", SqlType.Text, r => r.Sn),
        new("habit", SqlType.Text, r => r.Habit),
        new("value", SqlType.Text, r => r.Value),
        new("proved", SqlType.Bool, static _ => false),
        new("since", SqlType.BigInt, r => r.Since),
        new("evidence", SqlType.Text, r => r.Evidence));

    /// <summary>Guesses for those of the devices that have a model and no habits.</summary>
    public async Task GuessAsync(IReadOnlyCollection<string> sns, CancellationToken cancellation)
    {
        if (sns.Count == 0) return;
        var since = time.GetUtcNow().ToUnixTimeMilliseconds();
        var rows = await database.ReadAsync((db, token) => RowsAsync(db, sns, since, token), cancellation);
        if (rows.Count > 0) await database.WriteAsync((db, token) => Insert.RunAsync(db, rows, null, token), cancellation);
    }

    private static async Task<List<Row>> RowsAsync(DataConnection db, IReadOnlyCollection<string> sns, long since, CancellationToken cancellation)
    {
        var beginners = await (await db.CommandAsync(
                $"""
                SELECT d.sn, d.vendor, d.model, d.firmware FROM devices d
                WHERE {db.In("d.sn", "sns")} AND (d.vendor, d.model, d.firmware) > ('', '', '') AND NOT EXISTS (SELECT 1 FROM device_habits h WHERE h.sn = d.sn)
                """,
                cancellation))
            .With("sns", db.Set(sns)).ToListAsync(static row => (Sn: row.GetString(0), Model: new DeviceModel(row.GetString(1), row.GetString(2), row.GetString(3))), cancellation);
        var rows = new List<Row>();
        foreach (var model in beginners.GroupBy(static device => device.Model, static device => device.Sn))
        {
            var guesses = await GuessesAsync(db, model.Key, cancellation);
            rows.AddRange(model.SelectMany(sn => guesses.Select(guess => new Row(sn, guess.Habit, guess.Value, since, guess.Evidence))));
        }

        return rows;
    }

    private static async Task<List<(string Habit, string Value, string Evidence)>> GuessesAsync(DataConnection db, DeviceModel model, CancellationToken cancellation)
    {
        var counts = await (await db.CommandAsync(
                $"""
                SELECT habit, value, COUNT(*) FROM (
                    SELECT h.habit, h.value FROM devices d JOIN device_habits h ON h.sn = d.sn
                    WHERE d.vendor = @vendor AND d.model = @model AND d.firmware = @firmware AND h.proved = @proved AND h.habit IN ({Guessed}) LIMIT @most) AS seen
                GROUP BY habit, value
                """,
                cancellation))
            .With("vendor", model.Vendor).With("model", model.Model).With("firmware", model.Firmware).With("proved", true).With("most", RowsMost)
            .ToListAsync(static row => (Habit: row.GetString(0), Value: row.GetString(1), Devices: row.GetInt64(2)), cancellation);
        var guesses = new List<(string, string, string)>();
        foreach (var habit in counts.GroupBy(static count => count.Habit, StringComparer.Ordinal))
        {
            var (all, most) = (habit.Sum(static count => count.Devices), habit.MaxBy(static count => count.Devices));
            if (most.Devices >= DevicesLeast && most.Devices * 100 >= all * PercentLeast)
                guesses.Add((most.Habit, most.Value, $"as {most.Devices} of {all} devices of this model"));
        }

        return guesses;
    }

    private sealed record Row(string Sn, string Habit, string Value, long Since, string Evidence);
}
