using Gateway.Simulator.Soak.Histories;

namespace Gateway.Simulator.Soak.Checking;

/// <summary>What was seen while the soak ran: takeovers, answers, stops.</summary>
internal static class LiveChecks
{
    private const string OwnFault = "9998"; // D28

    /// <summary>Exit code of a node that the cluster has gone on without (docs/operators.md).</summary>
    private const int Downed = 4;

    /// <summary>The end of a connection is the fault's for as long after it, milliseconds: it may be noticed late.</summary>
    private const long FaultEcho = 30_000;

    public static void Run(HistoryFiles files, Findings findings)
    {
        Endings(files, findings);
        var faults = HistoryReader.Lines(files.Faults)
            .Select(line => (From: line.Number("at"), Until: line.Number("until") + FaultEcho, TakesActors: line.Text("server") != "redis")).ToList();
        foreach (var line in HistoryReader.Lines(files.Takeovers))
        {
            var (sn, remote, expected) = (line.Text("sn"), line.Text("remote"), line.Text("expected"));
            if (!line.GetProperty("new_lives").GetBoolean())
            {
                if (!faults.Exists(fault => fault.From <= line.Number("at") && line.Number("from") <= fault.Until))
                    findings.Look(Invariant.OneLiveSession, holds: false, () => $"{sn}: {expected}, the newer connection, was closed at {Time(line.Number("at"))}");
                continue;
            }

            // A terminal whose actor went with a node, or cannot recover without the database, is answered idle by its lane meanwhile: who is the newer one is decided when it is
            // back.
            var isDecided = line.GetProperty("old_ended").GetBoolean() && remote == expected;
            if (!isDecided && faults.Exists(fault => fault.TakesActors && fault.From <= line.Number("at") && line.Number("from") <= fault.Until - FaultEcho)) continue;
            findings.Look(Invariant.OneLiveSession, line.GetProperty("old_ended").GetBoolean(), () => $"{sn}: the older connection stayed open beside {expected}");
            findings.Look(
                Invariant.OneLiveSession,
                line.Text("status") == "online" && remote == expected,
                () => $"{sn}: {line.Text("status")} from '{remote}' while {expected} lived, at {Time(line.Number("at"))}");
        }

        foreach (var line in HistoryReader.Lines(files.WrongAnswers))
        {
            var reason = line.Text("reason");
            findings.Look(Invariant.AnswersRight, reason.Contains(OwnFault, StringComparison.Ordinal), () => $"{line.Text("sn")} {line.Text("what")}: {reason}");
        }

        foreach (var line in HistoryReader.Lines(files.Faults))
        {
            if (line.TryGetProperty("whole", out var whole))
                findings.Look(Invariant.NoHandNeeded, whole.GetBoolean(), () => $"{line.Text("kind")} of {line.Text("server")}: not everything serves again by itself");
            if (line.TryGetProperty("regions_answer", out var answer))
            {
                findings.Look(
                    Invariant.RegionAnswers, answer.GetBoolean(), () => $"{line.Text("kind")} of {line.Text("server")}: a member is up, and its shard region does not answer");
            }

            if (!line.TryGetProperty("exit_code", out _)) continue;
            findings.Look(Invariant.CleanStop, line.Number("exit_code") == 0, () => $"{line.Text("server")} ended with {line.Number("exit_code")}");
        }
    }

    private static void Endings(HistoryFiles files, Findings findings)
    {
        if (!File.Exists(files.Endings)) return;
        foreach (var line in HistoryReader.Lines(files.Endings))
        {
            findings.Look(
                Invariant.NoHandNeeded, line.Number("exit_code") == Downed,
                () => $"{line.Text("server")} ended by itself with {line.Number("exit_code")} at {Time(line.Number("at"))}");
        }
    }

    private static string Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
