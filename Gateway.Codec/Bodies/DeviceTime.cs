namespace Gateway.Codec.Bodies;

/// <summary>Times as terminals write them, in their own zone (D10).</summary>
public static class DeviceTime
{
    /// <summary>The form in which times are written.</summary>
    public const string Pattern = "yyyy-MM-dd HH:mm:ss";

    /// <summary>First readable year: the earliest in which dead clocks start. What year a time may have is not for the codec to judge (D36).</summary>
    public const int YearMin = 1900;

    /// <summary>Last readable year.</summary>
    public const int YearMax = 9999;

    private const int TextLengthMax = 40;

    /// <summary>
    /// Reads year, month, day, separated by '-' or '/'; then spaces or a 'T'; then hours, minutes, seconds. Parts may have a single digit, seconds a
    /// fraction, which is dropped. A zone at the end is refused: what it means for a device-local time is anybody's guess.
    /// </summary>
    /// <param name="text">White space around it does not count.</param>
    /// <param name="local">Device-local time of unspecified kind.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTime local)
    {
        local = default;
        var rest = text.Trim();
        if (rest.Length > TextLengthMax) return false;
        if (!TryTakeNumber(ref rest, 4, 4, out var year) || rest.IsEmpty || rest[0] is not ('-' or '/')) return false;
        var separator = rest[0];
        if (!TryTake(ref rest, separator) || !TryTakeNumber(ref rest, 1, 2, out var month)) return false;
        if (!TryTake(ref rest, separator) || !TryTakeNumber(ref rest, 1, 2, out var day)) return false;
        if (!TryTakeDayEnd(ref rest) || !TryTakeNumber(ref rest, 1, 2, out var hour)) return false;
        if (!TryTake(ref rest, ':') || !TryTakeNumber(ref rest, 1, 2, out var minute)) return false;
        if (!TryTake(ref rest, ':') || !TryTakeNumber(ref rest, 1, 2, out var second)) return false;
        if (TryTake(ref rest, '.') && !TryTakeNumber(ref rest, 1, 9, out _)) return false;
        if (!rest.IsEmpty || year is < YearMin or > YearMax || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        if (hour > 23 || minute > 59 || second > 59) return false;
        local = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified);
        return true;
    }

    /// <summary>The same from UTF-8.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTime local)
    {
        local = default;
        if (text.Length > TextLengthMax) return false;
        Span<char> chars = stackalloc char[TextLengthMax];
        for (var i = 0; i < text.Length; i++) chars[i] = (char)text[i];
        return TryParse(chars[..text.Length], out local);
    }

    /// <summary>Writes the time as <see cref="Pattern"/> says.</summary>
    public static string Format(DateTime local) => local.ToString(Pattern, CultureInfo.InvariantCulture);

    /// <summary>
    /// Device-local to UTC. Never throws: a time that the zone skipped counts as if its clocks had not been put forward, one that it had twice as the
    /// later of the two (the zone's standard time).
    /// </summary>
    public static DateTime ToUtc(DateTime local, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var unspecified = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        var ticks = unspecified.Ticks - zone.GetUtcOffset(unspecified).Ticks;
        return new DateTime(Math.Clamp(ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Utc);
    }

    /// <summary>UTC to device-local, of unspecified kind.</summary>
    public static DateTime FromUtc(DateTimeOffset utc, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return DateTime.SpecifyKind(TimeZoneInfo.ConvertTimeFromUtc(utc.UtcDateTime, zone), DateTimeKind.Unspecified);
    }

    private static bool TryTakeDayEnd(ref ReadOnlySpan<char> rest)
    {
        if (TryTake(ref rest, 'T')) return true;
        var length = rest.Length;
        rest = rest.TrimStart(' ');
        return rest.Length < length;
    }

    private static bool TryTake(ref ReadOnlySpan<char> rest, char expected)
    {
        if (rest.IsEmpty || rest[0] != expected) return false;
        rest = rest[1..];
        return true;
    }

    private static bool TryTakeNumber(ref ReadOnlySpan<char> rest, int digitsMin, int digitsMax, out int number)
    {
        number = 0;
        var digits = 0;
        while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
        {
            if (digits == digitsMax) return false;
            number = (number * 10) + (rest[digits++] - '0');
        }

        rest = rest[digits..];
        return digits >= digitsMin;
    }
}
