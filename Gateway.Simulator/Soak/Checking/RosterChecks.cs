using System.IO.Enumeration;
using Gateway.Simulator.Persons;
using Gateway.Simulator.Platform;
using Gateway.Simulator.Soak.Histories;
using Gateway.Simulator.Verification;

namespace Gateway.Simulator.Soak.Checking;

/// <summary>At rest, what every terminal holds is its site's roster, and what explicit commands have put there.</summary>
internal static class RosterChecks
{
    /// <summary>In the order of <see cref="RosterChecker.Judge"/>.</summary>
    private static readonly string[] Invariants =
    [
        Invariant.RosterComplete, Invariant.RosterOnly, Invariant.RosterCurrent, Invariant.RosterForeignKept, Invariant.RosterShown, Invariant.RosterAtRest
    ];

    public static void Run(HistoryFiles files, Findings findings)
    {
        if (!File.Exists(files.Rosters)) return;
        var lists = PersonLog.Read(files.Persons);
        var checker = new RosterChecker(static userId => FileSystemName.MatchesSimpleExpression(RosterRole.RefusedUsers, userId, ignoreCase: false));
        var today = DateOnly.MinValue;
        Dictionary<string, string> terminals = [];
        Dictionary<string, Dictionary<string, string?>> foreign = [];
        Dictionary<string, Dictionary<string, RosterState>> reported = [];
        foreach (var line in HistoryReader.Lines(files.Rosters))
        {
            switch (line.Text("kind"))
            {
                case "day":
                    today = DateOnly.ParseExact(line.Text("day"), "yyyy-MM-dd", CultureInfo.InvariantCulture);
                    break;
                case "site":
                    checker.Managed(line.Text("site"));
                    break;
                case "person":
                    checker.Wanted(RosterReader.Person(line.Text("site"), line, today) with { Content = line.Text("content") });
                    break;
                case "terminal":
                    terminals[line.Text("sn")] = line.Text("site");
                    break;
                case "foreign":
                    Of(foreign, line)[line.Text("user_id")] = line.TryGetProperty("content", out var content) ? content.GetString() : null;
                    break;
                case "reported":
                    var (userId, state) = RosterReader.State(line);
                    Of(reported, line)[userId] = state;
                    break;
                case "closing":
                    findings.Look(Invariant.RosterKept, !line.GetProperty("clear").GetBoolean() || Changes(line) == 0, () => $"{line.Text("site")}: {line.GetRawText()}");
                    break;
            }
        }

        foreach (var (sn, site) in terminals)
        {
            string[] tags = SoakSettings.TagOf(sn) is { } tag ? [tag] : [];
            checker.Terminal(
                new RosterTerminal(sn, site, tags.ToHashSet(), lists.GetValueOrDefault(sn) ?? [], reported.GetValueOrDefault(sn) ?? []),
                foreign.GetValueOrDefault(sn) ?? []);
        }

        foreach (var (invariant, violation) in Invariants.Zip(checker.Judge()))
        {
            findings.Looked(invariant, checker.Pairs - violation.Count);
            for (var i = 0; i < violation.Count; i++)
            {
                var number = i;
                findings.Look(invariant, holds: false, () => number < violation.Offenders.Count ? violation.Offenders[number] : "another");
            }
        }
    }

    private static long Changes(JsonElement line) => line.Number("added") + line.Number("changed") + line.Number("removed");

    private static Dictionary<string, T> Of<T>(Dictionary<string, Dictionary<string, T>> terminals, JsonElement line)
    {
        if (!terminals.TryGetValue(line.Text("sn"), out var list)) terminals[line.Text("sn")] = list = [];
        return list;
    }
}
