namespace Gateway.Storage.Retention;

/// <summary>When the room of the database ends if it goes on growing as it has.</summary>
/// <param name="BytesPerDay">What it has grown by, on average.</param>
/// <param name="DaysLeft">Until nothing is free.</param>
/// <param name="Free">Bytes.</param>
public sealed record DiskForecast(long BytesPerDay, int DaysLeft, long Free)
{
    /// <summary>Days that are looked back.</summary>
    public const int DaysMost = 31;

    /// <summary>Fewer days say nothing: a first import is no growth.</summary>
    public const int DaysLeast = 7;

    /// <summary>Nobody plans further.</summary>
    private const int DaysLeftMax = 36_500;

    /// <param name="sizes">The latest first, at most one a day.</param>
    /// <returns>Null: too few days, or it does not grow.</returns>
    public static DiskForecast? Of(IReadOnlyList<(DateOnly Day, long Bytes)> sizes, long free)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        if (sizes.Count == 0) return null;
        var (last, first) = (sizes[0], sizes[^1]);
        var days = last.Day.DayNumber - first.Day.DayNumber;
        var grown = last.Bytes - first.Bytes;
        if (days < DaysLeast || grown < days) return null;
        return new DiskForecast(grown / days, (int)Math.Min(Math.Max(free, 0) / (grown / days), DaysLeftMax), free);
    }
}
