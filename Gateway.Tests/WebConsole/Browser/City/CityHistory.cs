using Microsoft.Data.Sqlite;

namespace Gateway.Tests.WebConsole.Browser.City;

/// <summary>Eight weeks in which people came as they usually do: their counts by quarter hour, by SQL, since no test waits eight weeks.</summary>
internal static class CityHistory
{
    private const int Days = 56;

    /// <summary>A day is some percent above or below another.</summary>
    private static readonly double[] Moods = [1, 0.95, 1.06, 0.9, 1.1, 0.98, 1.03, 0.93];

    /// <param name="database">SQLite's file of a gateway that has made its tables.</param>
    /// <param name="today">Where the sites are; it gets nothing.</param>
    public static async Task WriteAsync(string database, DateOnly today)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Pooling=False;Default Timeout=60");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO clock_ins (day, site, slot, records, persons) VALUES (@day, @site, @slot, @records, @persons)";
        var (day, site, slot, records, persons) = (Add(insert, "day"), Add(insert, "site"), Add(insert, "slot"), Add(insert, "records"), Add(insert, "persons"));
        for (var back = 1; back <= Days; back++)
        {
            var all = new int[CityPlan.Slots];
            foreach (var of in CityPlan.Sites)
            {
                var came = Came(of, Moods[(back + of.Number) % Moods.Length]);
                for (var at = 0; at < came.Length; at++) all[at] += came[at];
                await RowsAsync(of.Code, came);
            }

            await RowsAsync("", all);

            async Task RowsAsync(string code, int[] came)
            {
                for (var at = 0; at < came.Length; at++)
                {
                    if (came[at] == 0) continue;
                    (day.Value, site.Value, slot.Value, records.Value, persons.Value) = (today.AddDays(-back).DayNumber, code, at, came[at] * 2, came[at]);
                    await insert.ExecuteNonQueryAsync();
                }
            }
        }

        await transaction.CommitAsync();
    }

    /// <summary>Persons who clock in for the first time that day, by quarter hour.</summary>
    private static int[] Came(CitySite site, double mood)
    {
        var total = site.Usual / CityPlan.Share(CityPlan.SlotNow) * mood;
        var came = new int[CityPlan.Slots];
        var before = 0;
        for (var at = 0; at < came.Length; at++)
        {
            var until = (int)Math.Round(total * CityPlan.Share(at));
            (came[at], before) = (until - before, until);
        }

        return came;
    }

    private static SqliteParameter Add(SqliteCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
