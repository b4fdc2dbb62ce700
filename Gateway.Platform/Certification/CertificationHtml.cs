using System.Text.Encodings.Web;

namespace Gateway.Platform.Certification;

/// <summary>A run's report as a page that can be printed.</summary>
internal static class CertificationHtml
{
    private const string Style = """
        body{font-family:system-ui,"Noto Sans CJK SC",sans-serif;margin:2rem;color:#111;background:#fff}table{border-collapse:collapse;width:100%;font-size:.85rem}
        th,td{border:1px solid #999;padding:.3rem .5rem;text-align:left;vertical-align:top}th{background:#eee}tr{break-inside:avoid}
        .conforms{color:#0a6b2d}.tolerated{color:#8a5a00}.fails{color:#b00020;font-weight:bold}.not_seen{color:#666}.waiting{border:2px solid #8a5a00;padding:.6rem}
        """;

    /// <summary>The whole page; nothing in it is fetched from anywhere.</summary>
    public static string Whole(CertificationView view, bool chinese)
    {
        var html = new StringBuilder("<!doctype html><html lang=\"").Append(chinese ? "zh" : "en").Append("\"><head><meta charset=\"utf-8\"><title>")
            .Append(Text(Title(view, chinese))).Append("</title><style>").Append(Style).Append("</style></head><body>");
        return html.Append(Body(view, chinese)).Append("</body></html>").ToString();
    }

    /// <summary>What stands inside of it: for the console, too.</summary>
    public static string Body(CertificationView view, bool chinese)
    {
        var (row, report) = (view.Row, view.Report);
        var html = new StringBuilder("<h1>").Append(Text(Title(view, chinese))).Append("</h1><p>");
        var model = string.Join(' ', new[] { row.Vendor, row.Model, row.Firmware }.Where(static part => !string.IsNullOrEmpty(part)));
        html.Append(Text(chinese ? "型号：" : "Model: ")).Append(Text(model.Length == 0 ? "—" : model)).Append(" · ")
            .Append(Text(chinese ? "开始：" : "Begun: ")).Append(Time(row.StartedAt)).Append(" · ")
            .Append(Text(chinese ? "结束：" : "Ended: ")).Append(row.EndedAt is { } ended ? Time(ended) : "—").Append(" · ").Append(Text(State(row.State, chinese))).Append("</p>");
        if (report.Why is { } why) html.Append("<p class=\"fails\">").Append(Text(why.In(chinese))).Append("</p>");
        if (report.Waiting is { } waiting) html.Append("<p class=\"waiting\">").Append(Text(waiting.In(chinese))).Append("</p>");
        html.Append("<p>");
        foreach (var group in report.Lines.GroupBy(static line => line.Verdict).OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            var name = Text(VerdictText.ForPeople(group.Key).In(chinese));
            html.Append("<span class=\"").Append(group.Key).Append("\">").Append(name).Append(": ").Append(group.Count()).Append("</span> &nbsp; ");
        }

        Table(html.Append("</p>"), report, chinese);
        Changed(html, view, chinese);
        return html.ToString();
    }

    private static void Table(StringBuilder html, CertificationReport report, bool chinese)
    {
        string[] heads = chinese ? ["项目", "依据", "发送", "收到", "结论", "网关的处理"] : ["Line", "Law", "What was sent", "What came", "Verdict", "What the gateway does"];
        html.Append("<table><thead><tr>");
        foreach (var head in heads) html.Append("<th>").Append(Text(head)).Append("</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var line in report.Lines)
        {
            html.Append("<tr><td>").Append(Text(line.Title.In(chinese))).Append("<br><small>").Append(Text(line.Line)).Append("</small></td><td>").Append(Text(line.Law))
                .Append("</td><td>").Append(Text(line.Sent.In(chinese))).Append("</td><td>").Append(Text(line.Seen.In(chinese)))
                .Append("</td><td class=\"").Append(line.Verdict).Append("\">").Append(Text(VerdictText.ForPeople(line.Verdict).In(chinese)))
                .Append("</td><td>").Append(Text(line.Gateway?.In(chinese) ?? "")).Append("</td></tr>");
        }

        html.Append("</tbody></table>");
    }

    private static void Changed(StringBuilder html, CertificationView view, bool chinese)
    {
        if (view.Former is not { } former) return;
        html.Append("<h2>").Append(Text(chinese ? $"与固件 {former.Firmware} 相比" : $"Changed since firmware {former.Firmware}")).Append("</h2>");
        if (view.Changes.Count == 0)
        {
            html.Append("<p>").Append(Text(chinese ? "没有变化。" : "Nothing.")).Append("</p>");
            return;
        }

        html.Append("<ul>");
        foreach (var (line, before, now) in view.Changes)
        {
            html.Append("<li>").Append(Text(line)).Append(": ").Append(Text(before is null ? "—" : VerdictText.ForPeople(before).In(chinese))).Append(" → <span class=\"")
                .Append(now).Append("\">").Append(Text(VerdictText.ForPeople(now).In(chinese))).Append("</span></li>");
        }

        html.Append("</ul>");
    }

    private static string Title(CertificationView view, bool chinese) => chinese ? $"终端认证报告：{view.Row.Sn}（第 {view.Row.Number} 次）"
        : $"Certification of terminal {view.Row.Sn} (run {view.Row.Number})";

    private static string State(string state, bool chinese) => (state, chinese) switch
    {
        ("running", true) => "进行中",
        ("completed", true) => "已完成",
        ("aborted", true) => "已中止",
        _ => state,
    };

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
