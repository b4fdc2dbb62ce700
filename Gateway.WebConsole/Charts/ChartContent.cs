using System.Security.Cryptography;

namespace Gateway.WebConsole.Charts;

/// <summary>Everything that a drawing depends on but its width.</summary>
/// <param name="Height">Pixels at full width.</param>
/// <param name="Zone">Of the times on its axis.</param>
/// <param name="IsChinese">Ten thousands instead of thousands.</param>
internal sealed record ChartContent(IReadOnlyList<ChartSeries> Series, DateTimeOffset From, DateTimeOffset To, int Height, TimeZoneInfo Zone, bool IsChinese)
{
    /// <summary>The same for the same content.</summary>
    public string Key()
    {
        var text = new StringBuilder(4096).Append(CultureInfo.InvariantCulture, $"{From.UtcTicks} {To.UtcTicks} {Height} {Zone.Id} {IsChinese}");
        foreach (var series in Series)
        {
            text.Append(CultureInfo.InvariantCulture, $"|{series.Style} {series.Level}");
            foreach (var point in series.Points) text.Append(CultureInfo.InvariantCulture, $" {point.At.UtcTicks}:{point.Value:R}:{point.Low:R}");
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
