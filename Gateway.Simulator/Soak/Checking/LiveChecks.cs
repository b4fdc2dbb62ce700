using Gateway.Simulator.Soak.Histories;

namespace Gateway.Simulator.Soak.Checking;

/// <summary>What was seen while the soak ran: takeovers, answers, stops.</summary>
internal static class LiveChecks
{
    private const string OwnFault = "9998"; // D28

    public static void Run(HistoryFiles files, Findings findings)
    {
        foreach (var line in HistoryReader.Lines(files.Takeovers))
        {
            var (sn, remote, expected) = (line.Text("sn"), line.Text("remote"), line.Text("expected"));
            findings.Look(Invariant.OneLiveSession, line.GetProperty("old_ended").GetBoolean(), () => $"{sn}: the older connection stayed open beside {expected}");
            findings.Look(
                Invariant.OneLiveSession,
                line.Text("status") == "online" && remote == expected,
                () => $"{sn}: {line.Text("status")} from '{remote}' while {expected} lived, at {DateTimeOffset.FromUnixTimeMilliseconds(line.Number("at")):HH:mm:ss.fff}");
        }

        foreach (var line in HistoryReader.Lines(files.WrongAnswers))
        {
            var reason = line.Text("reason");
            findings.Look(Invariant.AnswersRight, reason.Contains(OwnFault, StringComparison.Ordinal), () => $"{line.Text("sn")} {line.Text("what")}: {reason}");
        }

        foreach (var line in HistoryReader.Lines(files.Faults))
        {
            if (line.Text("kind") != "Terminate") continue;
            findings.Look(Invariant.CleanStop, line.Number("exit_code") == 0, () => $"{line.Text("server")} ended with {line.Number("exit_code")}");
        }
    }
}
