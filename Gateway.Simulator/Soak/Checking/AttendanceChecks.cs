using Gateway.Simulator.Soak.Histories;

namespace Gateway.Simulator.Soak.Checking;

/// <summary>
/// What terminals were told about their records, against the list and the feed. A soak gives every record a user_id of its own, so sn and user_id alone must be unique.
/// </summary>
internal static class AttendanceChecks
{
    public static void Run(HistoryFiles files, Findings findings)
    {
        var stored = new Dictionary<UInt128, long>();
        foreach (var line in HistoryReader.Lines(files.Attendance)) findings.Look(Invariant.StoredOnce, stored.TryAdd(Key(line), Time(line)), () => Name(line));
        var fed = new Dictionary<UInt128, long>();
        foreach (var line in HistoryReader.Lines(files.Feed))
        {
            if (line.Text("kind") != "attendance") continue;
            findings.Look(Invariant.InFeedOnce, fed.TryAdd(Key(line), Time(line)), () => $"{Name(line)} again as number {line.Number("seq")}");
            findings.Look(Invariant.FeedIsStored, stored.TryGetValue(Key(line), out var time) && time == Time(line), () => $"{Name(line)} as number {line.Number("seq")}");
        }

        foreach (var line in HistoryReader.Lines(files.Attendance))
            findings.Look(Invariant.InFeedOnce, fed.ContainsKey(Key(line)), () => $"{Name(line)} is not in the feed");

        var acknowledged = 0;
        foreach (var line in HistoryReader.Lines(files.Acknowledged))
        {
            acknowledged++;
            findings.Look(Invariant.AcknowledgedIsStored, stored.TryGetValue(Key(line), out var time) && time == Time(line), () => Name(line));
        }

        findings.Look(Invariant.LoadWasServed, acknowledged > 0, () => "no record was acknowledged");
    }

    private static UInt128 Key(JsonElement line) => CompactKey.Of(line.Text("sn"), line.Text("user_id"));

    private static long Time(JsonElement line) => line.GetProperty("recog_time").GetDateTimeOffset().ToUnixTimeMilliseconds();

    private static string Name(JsonElement line) => $"{line.Text("sn")}/{line.Text("user_id")}@{line.Text("recog_time")}";
}
