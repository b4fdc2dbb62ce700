using Gateway.Storage.Counts;

namespace Gateway.WebConsole.Verdicts;

/// <summary>How many persons usually have clocked in by a minute of the day: between two quarters of an hour in proportion.</summary>
internal static class UsualLevel
{
    private const int SlotMinutes = 15;

    /// <param name="curve">As <see cref="ClockInReader.UsualAsync"/> gives it.</param>
    /// <returns>Null: nothing is usual.</returns>
    public static double? Of(IReadOnlyList<UsualSlot> curve, int minute)
    {
        if (curve.Count == 0) return null;
        var (slot, part) = Place(minute);
        return Between(slot == 0 ? 0 : curve[slot - 1].Median, curve[slot].Median, part);
    }

    /// <inheritdoc cref="Of"/>
    public static async Task<IReadOnlyDictionary<string, double>> BySiteAsync(ClockInReader reader, DateOnly day, int minute, CancellationToken cancellation)
    {
        var (slot, part) = Place(minute);
        var after = await reader.UsualBySiteAsync(day, slot, cancellation);
        var before = slot == 0 ? null : await reader.UsualBySiteAsync(day, slot - 1, cancellation);
        return after.ToDictionary(static site => site.Key, site => Between(before?.GetValueOrDefault(site.Key) ?? 0, site.Value, part), StringComparer.Ordinal);
    }

    /// <summary>The minute of the day where the gates stand.</summary>
    public static int MinuteOf(DateTime wall) => (int)wall.TimeOfDay.TotalMinutes;

    private static (int Slot, double Part) Place(int minute)
    {
        var clamped = Math.Clamp(minute, 0, (24 * 60) - 1);
        return (clamped / SlotMinutes, (clamped % SlotMinutes) / (double)SlotMinutes);
    }

    private static double Between(double before, double after, double part) => before + ((after - before) * part);
}
