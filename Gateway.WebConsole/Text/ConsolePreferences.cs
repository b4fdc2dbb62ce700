namespace Gateway.WebConsole.Text;

/// <summary>Language and brightness, kept in a cookie of this browser; at first the browser's own language.</summary>
/// <param name="Zone">The viewer's time zone as his browser says it; null: it does not, and the gateway's is used.</param>
public sealed record ConsolePreferences(ConsoleText Text, bool Dark, TimeZoneInfo? Zone = null)
{
    public const string Path = "/console/preferences";

    private const string Cookie = "gateway.preferences";

    /// <summary>Written by zone.js.</summary>
    private const string ZoneCookie = "gateway.zone";

    public static ConsolePreferences Of(HttpContext http)
    {
        var cookie = http.Request.Cookies[Cookie]?.Split('.') ?? [];
        var first = http.Request.Headers.AcceptLanguage.ToString().StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? ConsoleText.Chinese : ConsoleText.English;
        return new ConsolePreferences(first, false).With(cookie.ElementAtOrDefault(0), cookie.ElementAtOrDefault(1), http.Request.Cookies[ZoneCookie]);
    }

    /// <summary>Changed as asked; what is not known changes nothing.</summary>
    public ConsolePreferences With(string? language, string? theme, string? zone = null) => new(
        language switch { "zh" => ConsoleText.Chinese, "en" => ConsoleText.English, _ => Text },
        theme switch { "dark" => true, "light" => false, _ => Dark },
        zone is { Length: > 0 and <= 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known : Zone);

    public void Save(HttpContext http) => http.Response.Cookies.Append(
        Cookie,
        $"{Text.Language}.{(Dark ? "dark" : "light")}",
        new CookieOptions { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Strict, MaxAge = TimeSpan.FromDays(365), IsEssential = true });

    /// <summary>The address that changes one preference and comes back.</summary>
    public static string Link(string name, string value, string back) => $"{Path}?{name}={value}&return={Uri.EscapeDataString(back)}";

    /// <summary>An address of this console; the overview for anything else.</summary>
    public static string Local(string? address) =>
        address is { Length: > 0 and < 512 } && address[0] == '/' && (address.Length == 1 || address[1] is not ('/' or '\\')) && !address.Any(char.IsControl) ? address : "/";
}
