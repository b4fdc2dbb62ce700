using Gateway.Storage.Rosters;

namespace Gateway.WebConsole.Text;

/// <summary>Rosters on gates: why somebody is not where he should be.</summary>
public sealed partial record ConsoleText
{
    /// <summary>A field of the matrix.</summary>
    public string Cell(RosterCell cell) => cell switch
    {
        RosterCell.Present => T("confirmed by the terminal", "终端已确认"),
        RosterCell.Pending => T("waits to be sent", "等待下发"),
        RosterCell.Sent => T("sent, no answer yet", "已下发，待回执"),
        RosterCell.Failed => T("refused by the terminal", "终端拒绝"),
        RosterCell.Removing => T("to be removed", "等待移除"),
        RosterCell.Foreign => T("in no roster", "名单外"),
        _ => T("should not be there", "不需下发"),
    };

    /// <summary>What is wrong with a person's row, the worst first; empty: nothing.</summary>
    /// <param name="words">The terminal's own about a refusal, by its code; null: they are not shown.</param>
    /// <param name="at">Writes a time in the viewer's zone.</param>
    public string RosterReason(RosterLine line, IReadOnlyList<RosterGate> gates, Func<string, string?> words, Func<DateTimeOffset?, string> at)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(gates);
        var parts = new List<string>();
        var refused = Places(line, RosterCell.Failed).GroupBy(place => line.Codes?[place] ?? "", StringComparer.Ordinal).OrderByDescending(static same => same.Count());
        foreach (var same in refused) parts.Add($"{Result(same.Key, words(same.Key))} · {Gates(same.Count())}");
        if (line.IsRefused && line.NextTryAt is { } next) parts.Add(T($"tried again {at(next)}", $"{at(next)} 自动重试"));
        if (line.IsRefused && line.NextTryAt is null) parts.Add(T("not tried again by itself", "不再自动重试"));
        var waiting = Places(line, RosterCell.Pending).ToList();
        var away = waiting.Count(place => gates[place].Status != "online");
        if (waiting.Count > 0) parts.Add($"{T("Waits to be sent", "等待下发")} · {Gates(waiting.Count)}{(away > 0 ? T($", {away} of them offline", $"，其中 {away} 台离线") : "")}");
        if (Places(line, RosterCell.Sent).Count() is > 0 and var sent) parts.Add($"{T("Sent, no answer yet", "已下发，待回执")} · {Gates(sent)}");
        if (Places(line, RosterCell.Removing).Count() is > 0 and var leaving) parts.Add($"{T("To be removed", "等待移除")} · {Gates(leaving)}");
        if (Places(line, RosterCell.Foreign).Count() is > 0 and var foreign) parts.Add($"{T("In no roster", "名单外")} · {Gates(foreign)}");
        return string.Join(T("; ", "；"), parts);
    }

    private string Gates(int count) => T(count == 1 ? "1 gate" : $"{count} gates", $"{count} 台");

    private static IEnumerable<int> Places(RosterLine line, RosterCell cell) => Enumerable.Range(0, line.Cells.Count).Where(place => line.Cells[place] == cell);
}
