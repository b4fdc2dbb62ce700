namespace Gateway.WebConsole.Text;

/// <summary>The console's two languages. Both texts stand where they are used, so none can be missing; what several pages say stands here, in a file per topic.</summary>
/// <param name="Language"><c>en</c> or <c>zh</c>.</param>
public sealed partial record ConsoleText(string Language)
{
    public static readonly ConsoleText English = new("en");
    public static readonly ConsoleText Chinese = new("zh");

    public bool IsChinese => Language == Chinese.Language;

    public string T(string english, string chinese) => IsChinese ? chinese : english;

    /// <summary>A length of time in its two largest units.</summary>
    public string Span(TimeSpan span)
    {
        var s = span < TimeSpan.Zero ? -span : span;
        return s switch
        {
            { TotalDays: >= 1 } => T($"{(int)s.TotalDays} d {s.Hours} h", $"{(int)s.TotalDays} 天 {s.Hours} 小时"),
            { TotalHours: >= 1 } => T($"{s.Hours} h {s.Minutes} min", $"{s.Hours} 小时 {s.Minutes} 分"),
            { TotalMinutes: >= 1 } => T($"{s.Minutes} min {s.Seconds} s", $"{s.Minutes} 分 {s.Seconds} 秒"),
            _ => T($"{(int)s.TotalSeconds} s", $"{(int)s.TotalSeconds} 秒"),
        };
    }
}
