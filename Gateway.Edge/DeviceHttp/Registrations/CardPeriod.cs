namespace Gateway.Edge.DeviceHttp.Registrations;

/// <summary>
/// The validity of an ID card (<c>idperiod</c>, §4.4): <c>20010101-20110101</c>, <c>20010101-长期</c> or <c>长期</c>. Dots within the dates, as cards print them,
/// are read too.
/// </summary>
internal static class CardPeriod
{
    private const string Unlimited = "长期";

    /// <summary>What is wrong, or null and the normal form.</summary>
    public static string? Read(string text, out string normal)
    {
        normal = text.Replace(".", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (normal == Unlimited) return null;
        var parts = normal.Split('-');
        if (parts.Length != 2 || !TryReadDate(parts[0], out var from) || (parts[1] != Unlimited && !TryReadDate(parts[1], out _)))
            return "must be like 20010101-20110101 or 20010101-长期";

        return parts[1] != Unlimited && TryReadDate(parts[1], out var to) && to < from ? "ends before it begins" : null;
    }

    private static bool TryReadDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}
