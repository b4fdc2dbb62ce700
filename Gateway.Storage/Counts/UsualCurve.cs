namespace Gateway.Storage.Counts;

/// <summary>What is usual on a day of the week: the median of the same day of the last weeks, and between which tenths they lay.</summary>
internal sealed class UsualCurve
{
    /// <summary>Weeks that are looked at.</summary>
    public const int Weeks = 8;

    /// <summary>With fewer known days nothing is usual.</summary>
    public const int KnownMin = 3;

    private const double LowShare = 0.1;
    private const double HighShare = 0.9;

    private readonly int[]?[] _days = new int[]?[Weeks];

    /// <summary>The same days of the week before, the last one first.</summary>
    public static IReadOnlyList<DateOnly> DaysBefore(DateOnly day) => [.. Enumerable.Range(1, Weeks).Select(week => day.AddDays(-7 * week))];

    /// <param name="week">Its place in <see cref="DaysBefore"/>.</param>
    public void Add(int week, int slot, int persons) => (_days[week] ??= new int[ClockInTime.Slots])[slot] += persons;

    /// <summary>Cumulative, one per slot; empty when fewer than <see cref="KnownMin"/> days are known.</summary>
    /// <param name="isKnown">
    /// Days on which anybody clocked in anywhere. From its first such day on, one on which nobody did here counts with zero: then people were free, and not the gateway away.
    /// </param>
    public IReadOnlyList<UsualSlot> Slots(IReadOnlyList<bool> isKnown)
    {
        var first = Array.FindLastIndex(_days, static day => day is not null);
        var sums = Enumerable.Range(0, first + 1).Where(week => isKnown[week]).Select(week => Cumulative(_days[week])).ToList();
        if (sums.Count < KnownMin) return [];
        var values = new int[sums.Count];
        return [.. Enumerable.Range(0, ClockInTime.Slots).Select(slot =>
        {
            for (var i = 0; i < values.Length; i++) values[i] = sums[i][slot];
            Array.Sort(values);
            return new UsualSlot(slot, Quantile(values, 0.5), Quantile(values, LowShare), Quantile(values, HighShare));
        })];
    }

    private static int[] Cumulative(int[]? day)
    {
        var sums = new int[ClockInTime.Slots];
        var sum = 0;
        for (var slot = 0; day is not null && slot < sums.Length; slot++) sums[slot] = sum += day[slot];
        return sums;
    }

    /// <summary>Between the two nearest in proportion.</summary>
    private static double Quantile(int[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
    }
}
