using Gateway.Simulator.Soak.Histories;

namespace Gateway.Simulator.Soak.Checking;

/// <summary>The feed by itself: its numbers, its order, and whether it stayed what it was.</summary>
internal static class FeedChecks
{
    public static void Run(HistoryFiles files, Findings findings)
    {
        Numbers(files.Feed, findings, "");
        Numbers(files.FeedLive, findings, " as it was read live");
        Order(files.Feed, findings);
        Stable(files, findings);
        if (File.Exists(files.Stream)) Stream(files, findings);
    }

    private static void Numbers(string file, Findings findings, string where)
    {
        var last = 0L;
        foreach (var line in HistoryReader.Lines(file))
        {
            var seq = line.Number("seq");
            var before = last;
            findings.Look(Invariant.FeedGapless, seq <= last + 1, () => $"{seq} after {before}{where}");
            findings.Look(Invariant.FeedOrder, seq > last, () => $"{seq} after {before}{where}");
            last = Math.Max(last, seq);
        }
    }

    private static void Order(string file, Findings findings)
    {
        var lasts = new Dictionary<string, int>();
        foreach (var line in HistoryReader.Lines(file))
        {
            if (line.Text("kind") != "attendance") continue;
            var sn = line.Text("sn");
            var number = RecordNumber(line);
            var last = lasts.GetValueOrDefault(sn);

            // The same record again is doubled, not out of order.
            findings.Look(
                Invariant.FeedOrder, number >= last,
                () => string.Create(CultureInfo.InvariantCulture, $"{line.Number("seq")}: record {number} of {sn} after its {last}"));
            lasts[sn] = Math.Max(last, number);
        }
    }

    /// <summary>Both files rise with their numbers: they are read side by side.</summary>
    private static void Stable(HistoryFiles files, Findings findings)
    {
        using var final = HistoryReader.Lines(files.Feed).GetEnumerator();
        var (finalSeq, finalHash) = (0L, "");
        foreach (var live in HistoryReader.Lines(files.FeedLive))
        {
            var seq = live.Number("seq");
            while (finalSeq < seq && final.MoveNext()) (finalSeq, finalHash) = (final.Current.Number("seq"), final.Current.Text("hash"));
            var fault = finalSeq == seq ? finalHash == live.Text("hash") ? "" : "changed" : "gone";
            findings.Look(Invariant.FeedStable, fault.Length == 0, () => $"{seq} is {fault}");
        }
    }

    private static void Stream(HistoryFiles files, Findings findings)
    {
        var entries = new Dictionary<long, string>();
        foreach (var line in HistoryReader.Lines(files.Stream))
        {
            var seq = line.Number("seq");
            findings.Look(Invariant.StreamIsFeed, entries.TryAdd(seq, line.Text("hash")), () => $"{seq} twice");
            findings.Look(
                Invariant.StreamIsFeed, line.Text("entry_id") == string.Create(CultureInfo.InvariantCulture, $"{seq}-0"),
                () => $"{seq} has the entry id {line.Text("entry_id")}");
        }

        foreach (var line in HistoryReader.Lines(files.Feed))
        {
            var seq = line.Number("seq");
            var there = entries.Remove(seq, out var hash);
            findings.Look(Invariant.StreamIsFeed, there && hash == line.Text("hash"), () => there ? $"{seq} is not what the feed has" : $"{seq} is missing in its stream");
        }

        foreach (var seq in entries.Keys) findings.Look(Invariant.StreamIsFeed, false, () => $"{seq} is not in the feed");
    }

    /// <summary>The simulator's user_ids end with the number of the record among those of its terminal.</summary>
    private static int RecordNumber(JsonElement line)
    {
        var user = line.Text("user_id");
        return int.TryParse(user.AsSpan(user.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
    }
}
