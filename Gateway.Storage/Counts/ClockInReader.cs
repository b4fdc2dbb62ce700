using Gateway.Storage.Sql;

namespace Gateway.Storage.Counts;

/// <summary>Reads <c>clock_ins</c> and <c>clocked_in</c> (docs/decisions/0135): seconds behind the records.</summary>
public sealed class ClockInReader(Database database, TimeProvider time)
{
    /// <summary>What stands for everybody in the tables.</summary>
    internal const string Everybody = "";

    /// <summary>What is usual changes with late records only.</summary>
    private static readonly TimeSpan UsualKeptFor = TimeSpan.FromMinutes(30);

    private readonly Lock _gate = new();
    private (DateOnly Day, long At, Task<IReadOnlyDictionary<string, double[]>> Curves)? _usual;

    /// <summary>The slots of a day that have anything, in their order.</summary>
    /// <param name="site">Null: everybody.</param>
    public async Task<IReadOnlyList<ClockInSlot>> DayAsync(string? site, DateOnly day, CancellationToken cancellation) => await database.ReadAsync(
        async (db, token) => await (await db.CommandAsync("SELECT slot, records, persons FROM clock_ins WHERE day = @day AND site = @site ORDER BY slot", token))
            .With("day", day.DayNumber).With("site", site ?? Everybody)
            .ToListAsync(static row => new ClockInSlot(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2)), token),
        cancellation);

    /// <summary>The days that have anything, in their order; at most as many as are kept.</summary>
    /// <param name="site">Null: everybody.</param>
    /// <param name="to">Inclusive.</param>
    public async Task<IReadOnlyList<ClockInDay>> DaysAsync(string? site, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        // Day by day: the key begins with the day, and a range of it would read all sites.
        var numbers = Enumerable.Range(0, Math.Clamp(to.DayNumber - from.DayNumber + 1, 0, ClockInStore.KeptDays + 1)).Select(i => (long)(to.DayNumber - i)).ToList();
        return await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync(
                    $"SELECT day, SUM(records), SUM(persons) FROM clock_ins WHERE {db.In("day", "days")} AND site = @site GROUP BY day ORDER BY day", token))
                .With("days", db.Set(numbers)).With("site", site ?? Everybody)
                .ToListAsync(static row => new ClockInDay(DateOnly.FromDayNumber(row.GetInt32(0)), (int)row.GetInt64(1), (int)row.GetInt64(2)), token),
            cancellation);
    }

    /// <summary>What is usual on this day of the week, for each of its 96 slots; empty when fewer than three days are known.</summary>
    /// <param name="site">Null: everybody.</param>
    public async Task<IReadOnlyList<UsualSlot>> UsualAsync(string? site, DateOnly day, CancellationToken cancellation)
    {
        var days = UsualCurve.DaysBefore(day);
        var rows = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync(
                    $"SELECT day, site, slot, persons FROM clock_ins WHERE {db.In("day", "days")} AND {db.In("site", "sites")}", token))
                .With("days", db.Set([.. days.Select(static known => (long)known.DayNumber)])).With("sites", db.Set([site ?? Everybody, Everybody]))
                .ToListAsync(static row => (Day: row.GetInt32(0), Site: row.GetString(1), Slot: row.GetInt32(2), Persons: row.GetInt32(3)), token),
            cancellation);
        var (curve, isKnown) = (new UsualCurve(), new bool[UsualCurve.Weeks]);
        foreach (var (number, of, slot, persons) in rows)
        {
            var week = ((day.DayNumber - number) / 7) - 1;
            if (of == Everybody) isKnown[week] = true;
            if (of == (site ?? Everybody)) curve.Add(week, slot, persons);
        }

        return curve.Slots(isKnown);
    }

    /// <summary>How many persons have clocked in until a slot, this one too, by site; sites where nobody has are missing.</summary>
    public async Task<IReadOnlyDictionary<string, int>> PersonsBySiteAsync(DateOnly day, int untilSlot, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync(
                    "SELECT site, SUM(persons) FROM clock_ins WHERE day = @day AND site > '' AND slot <= @until GROUP BY site", token))
                .With("day", day.DayNumber).With("until", untilSlot).ToListAsync(static row => (Site: row.GetString(0), Persons: (int)row.GetInt64(1)), token),
            cancellation);
        return rows.ToDictionary(static row => row.Site, static row => row.Persons, StringComparer.Ordinal);
    }

    /// <summary>The median until a slot, this one too, by site; sites of which fewer than three such days are known are missing. Read anew every half an hour.</summary>
    public async Task<IReadOnlyDictionary<string, double>> UsualBySiteAsync(DateOnly day, int untilSlot, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(untilSlot);
        var curves = await CurvesAsync(day).WaitAsync(cancellation);
        return curves.ToDictionary(static site => site.Key, site => site.Value[Math.Min(untilSlot, ClockInTime.Slots - 1)], StringComparer.Ordinal);
    }

    /// <summary>The <c>user_id</c>s that have clocked in at a site; of the last eight days.</summary>
    public async Task<IReadOnlySet<string>> ClockedInAsync(string site, DateOnly day, CancellationToken cancellation) => (await database.ReadAsync(
        async (db, token) => await (await db.CommandAsync("SELECT user_id FROM clocked_in WHERE day = @day AND site = @site", token))
            .With("day", day.DayNumber).With("site", site).ToListAsync(static row => row.GetString(0), token),
        cancellation)).ToHashSet(StringComparer.Ordinal);

    /// <summary>One reading for all who ask; one that failed is not kept.</summary>
    private Task<IReadOnlyDictionary<string, double[]>> CurvesAsync(DateOnly day)
    {
        lock (_gate)
        {
            if (_usual is { } kept && kept.Day == day && !kept.Curves.IsFaulted && time.GetElapsedTime(kept.At) < UsualKeptFor) return kept.Curves;
            var curves = ReadCurvesAsync(day);
            _usual = (day, time.GetTimestamp(), curves);
            return curves;
        }
    }

    /// <summary>Day by day: nobody else waits for all of it.</summary>
    private async Task<IReadOnlyDictionary<string, double[]>> ReadCurvesAsync(DateOnly day)
    {
        var (sites, isKnown) = (new Dictionary<string, UsualCurve>(StringComparer.Ordinal), new bool[UsualCurve.Weeks]);
        var days = UsualCurve.DaysBefore(day);
        for (var week = 0; week < days.Count; week++)
        {
            var number = days[week].DayNumber;
            var rows = await database.ReadAsync(
                async (db, token) => await (await db.CommandAsync("SELECT site, slot, persons FROM clock_ins WHERE day = @day", token)).With("day", number)
                    .ToListAsync(static row => (Site: row.GetString(0), Slot: row.GetInt32(1), Persons: row.GetInt32(2)), token),
                CancellationToken.None);
            isKnown[week] = rows.Count > 0;
            foreach (var (site, slot, persons) in rows)
            {
                if (site == Everybody) continue;
                if (!sites.TryGetValue(site, out var curve)) sites[site] = curve = new UsualCurve();
                curve.Add(week, slot, persons);
            }
        }

        return sites.Select(site => (site.Key, Slots: site.Value.Slots(isKnown))).Where(static site => site.Slots.Count > 0)
            .ToDictionary(static site => site.Key, static site => site.Slots.Select(static slot => slot.Median).ToArray(), StringComparer.Ordinal);
    }
}
