using System.Text.RegularExpressions;

namespace Gateway.WebConsole.Import;

/// <summary>Cells as people type them, made what the rules of the API know.</summary>
internal static partial class CellText
{
    private const int SerialMin = 20_000; // 1954.
    private const int SerialMax = 80_000; // 2119.

    private static readonly DateOnly SerialEpoch = new(1899, 12, 30);
    private static readonly string[] DateForms = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd"];
    private static readonly string[] Always = ["长期", "永久", "长期有效", "无固定期限", "无"];

    /// <summary>Without spaces at its ends, and without what makes programs for sheets take it for a text: <c>'0012</c>, <c>="0012"</c>.</summary>
    public static string Clean(string text)
    {
        text = text.Trim().Trim('\u200B', '\uFEFF', '\u200E', '\u200F', '\u202A', '\u202C', '\u00A0').Trim();
        if (text.StartsWith("=\"", StringComparison.Ordinal) && text.EndsWith('"') && text.Length > 3) return text[2..^1];
        return text.Length > 1 && text[0] == '\'' ? text[1..] : text;
    }

    /// <summary>Letters, digits and signs of full width as those of ASCII.</summary>
    public static string Narrow(string text) => !text.AsSpan().ContainsAnyInRange('\uFF01', '\uFF5E') && !text.Contains('\u3000', StringComparison.Ordinal)
        ? text
        : string.Create(text.Length, text, static (narrow, wide) =>
        {
            for (var i = 0; i < wide.Length; i++) narrow[i] = wide[i] switch { >= '\uFF01' and <= '\uFF5E' => (char)(wide[i] - 0xFEE0), '\u3000' => ' ', _ => wide[i] };
        });

    /// <summary>A number in whose place a program for sheets has kept another: <c>5.10101E+17</c>.</summary>
    public static bool IsExponent(string text) => Exponent().IsMatch(text);

    /// <summary>What such a program writes where a formula failed: <c>#N/A</c>.</summary>
    public static bool IsFormulaFault(string text) => FormulaFault().IsMatch(text);

    /// <summary>The day as the API has it; the text as it is, when it is none; null: for ever.</summary>
    public static string? Date(string text)
    {
        if (text.Length == 0 || Always.Contains(text)) return null;
        var day = text.Split(' ', 'T')[0];
        if (DateOnly.TryParseExact(day, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return Iso(date);
        return int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var serial) && serial is >= SerialMin and <= SerialMax
            ? Iso(SerialEpoch.AddDays(serial))
            : text;
    }

    /// <summary>Null: neither yes nor no.</summary>
    public static bool? Flag(string text) => text.ToLowerInvariant() switch
    {
        "是" or "启用" or "开" or "已启用" or "有" or "y" or "yes" or "true" or "1" or "on" or "√" => true,
        "否" or "停用" or "禁用" or "关" or "未启用" or "无" or "n" or "no" or "false" or "0" or "off" or "×" => false,
        _ => null,
    };

    /// <summary>A word of the API; the text as it is, when it is none.</summary>
    public static string Kind(string text) => text.ToLowerInvariant() switch
    {
        "考勤" or "考勤机" or "考勤终端" or "考勤设备" or "闸机" or "人脸闸机" or "门禁" or "人脸考勤机" or "通行" => "attendance",
        "采集" or "采集机" or "采集终端" or "采集设备" or "登记" or "登记机" or "登记终端" or "实名制采集设备" or "enrollment" => "enrolment",
        var word => word,
    };

    /// <summary>The parts of a list.</summary>
    public static string[] Parts(string text, bool bySpaces = false) =>
        text.Split(bySpaces ? [';', ',', '、', '|', ' ', '\n'] : [';', ',', '、', '|', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[+-]?\d(\.\d+)?[eE]\+\d{1,3}$")]
    private static partial Regex Exponent();

    [GeneratedRegex(@"^#(N/A|REF!|VALUE!|NAME\?|NUM!|DIV/0!|NULL!)$")]
    private static partial Regex FormulaFault();
}
