using System.Net;
using Gateway.Codec.Bodies;
using Gateway.Storage.Board;
using Gateway.WebConsole.Parts;

namespace Gateway.WebConsole.Verdicts;

/// <summary>What the gates of a site that are not heard say together: whether it is one of them, the way to them, or the site; pure.</summary>
internal static class SiteSilence
{
    /// <summary>Gates that were last heard within so long of each other fell silent together: longer than the pause between two heartbeats.</summary>
    public static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(3);

    /// <summary>Who was heard so lately may only be connecting again.</summary>
    public static readonly TimeSpan JustGone = TimeSpan.FromMinutes(3);

    /// <summary>Who has been silent for longer has been taken away, most likely, and nobody has disabled it.</summary>
    public static readonly TimeSpan GoneAfter = TimeSpan.FromDays(14);

    /// <summary>Where so large a share of the usual persons has clocked in, the other gates do for now.</summary>
    public const double EnoughShare = 0.85;

    private const int NamesMax = 3;
    private const int NameLengthMax = 40;

    /// <summary>Nobody is heard.</summary>
    public static SiteVerdict All(SiteEvidence e)
    {
        var silent = Silent(e);
        var last = silent.Max(static gate => gate.LastSeen);
        if (silent.Count == 0 || last is null) return Whole(e, "all-silent", e.GateCount, null, ".", "。");
        var count = silent.Count;
        if (e.Now - last > GoneAfter)
        {
            return new(
                "all-gone", Level.Warn,
                $"Nothing has been heard of its {(count == 1 ? "gate" : $"{count} gates")} since {SiteVerdict.SinceMark}: if the site is over, say so in its settings.",
                $"{count} 台闸机自 {SiteVerdict.SinceMark} 起没有任何信号：若工地已结束，请在设置中更改状态。", last, e.Persons, [SiteSteps.Gates(e)]);
        }

        // One that had been away for longer before is no reason to doubt what became of the others.
        if (LastToGo(silent) is { Count: > 1 } together)
        {
            return SameAddress(together) is { } address
                ? Whole(e, "all-silent-router", count, last, $", all at once and behind one address ({address}): most likely the site's router or its power.",
                    $"，同一时刻、同一出口地址（{address}）：多半是工地路由器或电源断了。")
                : Whole(e, "all-silent-power", count, last, ", all at once: most likely the power of the site.", "，同一时刻：多半是工地停电。");
        }

        return Whole(e, "all-silent", count, last, ": check power and network.", "：请检查电源和网络。");
    }

    /// <summary>Some fell silent together behind one address; null: they did not.</summary>
    public static SiteVerdict? Together(SiteEvidence e)
    {
        var silent = LastToGo(Lately(e));
        if (silent.Count < 2 || SameAddress(silent) is not { } address) return null;
        var since = silent.Min(static gate => gate.LastSeen);
        var there = e.Gates.Count(gate => gate.Online && Equals(AddressOf(gate), address));
        var (why, chinese) = there > 0
            ? ($"{there} behind the same address are there: probably a switch, a cable or a fuse on the way to them", $"同一出口地址另有 {there} 台在线：多半是通往这几台的交换机、网线或电源")
            : ("same address, probably the site's router", "同一出口地址，多半是工地路由器");
        return new(
            "some-silent-together", Level.Bad, $"{silent.Count} of {e.GateCount} gates silent since {SiteVerdict.SinceMark}: {why}.",
            $"{e.GateCount} 台闸机中 {silent.Count} 台自 {SiteVerdict.SinceMark} 起失联：{chinese}。", since, e.Missing, [SiteSteps.Gates(e)]);
    }

    /// <summary>Some are silent, each for itself, and people miss them; null: no.</summary>
    public static SiteVerdict? Some(SiteEvidence e) => ComeAllTheSame(e) ? null : Silent(e, Level.Warn);

    /// <summary>Some are silent, and nothing is wrong with the site otherwise; null: none is.</summary>
    public static SiteVerdict? Rest(SiteEvidence e) => Silent(e, Level.Plain) ?? Gone(e);

    private static SiteVerdict? Silent(SiteEvidence e, Level level)
    {
        var silent = Lately(e);
        if (silent.Count == 0) return e.Gates.Count == 0 && e.SilentCount > 0 ? Uncounted(e) : null;
        var (names, since) = (Names(silent), silent.Min(static gate => gate.LastSeen));
        return new(
            "some-silent", level, $"{silent.Count} of {e.GateCount} gates silent since {SiteVerdict.SinceMark}: {names.English}. The others are online.",
            $"{e.GateCount} 台闸机中 {silent.Count} 台自 {SiteVerdict.SinceMark} 起失联：{names.Chinese}，其余在线。", since, e.Missing,
            silent.Count == 1 ? [SiteSteps.Gate(silent[0])] : [SiteSteps.Gates(e)]);
    }

    /// <summary>Some have been away for so long that nobody seems to miss them; null: none.</summary>
    private static SiteVerdict? Gone(SiteEvidence e)
    {
        var gone = Silent(e).Where(gate => e.Now - gate.LastSeen > GoneAfter).ToList();
        if (gone.Count == 0) return null;
        var names = Names(gone);
        return new(
            "some-gone", Level.Plain, $"{e.OnlineCount} of {e.GateCount} gates are online; nothing has been heard for long of {names.English}: disable what was taken away.",
            $"{e.GateCount} 台闸机中 {e.OnlineCount} 台在线；{names.Chinese} 长期无信号，若已拆除请停用。", gone.Max(static gate => gate.LastSeen), e.Missing, [SiteSteps.Gates(e)]);
    }

    /// <summary>What people call them; the first few.</summary>
    public static (string English, string Chinese) Names(IReadOnlyList<GateState> gates)
    {
        var names = gates.Take(NamesMax).Select(static gate => Shown(gate.Label)).ToList();
        var more = gates.Count - names.Count;
        return (string.Join(", ", names) + (more > 0 ? $" and {more} more" : ""), string.Join("、", names) + (more > 0 ? $" 等 {gates.Count} 台" : ""));
    }

    /// <summary>A name as it may stand in a sentence.</summary>
    public static string Shown(string name) => VisibleText.Shown(name, NameLengthMax);

    private static SiteVerdict Whole(SiteEvidence e, string code, int count, DateTimeOffset? since, string why, string chinese)
    {
        var (persons, zh) = e.Persons > 0 ? ($" {e.ClockedIn} of {e.Persons} persons have clocked in.", $"{e.Persons} 人中 {e.ClockedIn} 人打卡。") : ("", "");
        var (when, ab) = since is null ? ("", "") : ($" since {SiteVerdict.SinceMark}", $"自 {SiteVerdict.SinceMark} 起");
        return new(
            code, Level.Bad, (count == 1 ? $"Its gate has been silent{when}" : $"All {count} gates have been silent{when}") + why + persons,
            (count == 1 ? $"唯一的闸机{ab}失联" : $"{count} 台闸机{ab}全部失联") + chinese + zh, since, e.Persons, [SiteSteps.Gates(e)]);
    }

    /// <summary>So many sites want a look that nobody has looked closer at this one.</summary>
    private static SiteVerdict Uncounted(SiteEvidence e) => new(
        "some-silent", Level.Warn, $"{e.SilentCount} of {e.GateCount} gates are silent.", $"{e.GateCount} 台闸机中 {e.SilentCount} 台失联。", null, e.Missing, [SiteSteps.Gates(e)]);

    private static bool ComeAllTheSame(SiteEvidence e) => e.Usual >= SiteDiagnosis.UsualLeast && e.ClockedIn >= e.Usual * EnoughShare;

    private static List<GateState> Silent(SiteEvidence e) => [.. e.Gates.Where(static gate => gate is { Online: false, LastSeen: not null })];

    private static List<GateState> Lately(SiteEvidence e) => [.. Silent(e).Where(gate => e.Now - gate.LastSeen <= GoneAfter && e.Now - gate.LastSeen >= JustGone)];

    /// <summary>Those that went at once, and last.</summary>
    private static List<GateState> LastToGo(List<GateState> silent)
    {
        var last = silent.Max(static gate => gate.LastSeen);
        return [.. silent.Where(gate => last - gate.LastSeen <= AtOnce)];
    }

    /// <summary>The address that they all came from; null: they came from several.</summary>
    private static IPAddress? SameAddress(List<GateState> silent) => silent.Select(AddressOf).Distinct().ToList() is [{ } one] ? one : null;

    private static IPAddress? AddressOf(GateState gate)
    {
        if (gate.Remote is null || !IPEndPoint.TryParse(gate.Remote, out var remote)) return null;
        return remote.Address.IsIPv4MappedToIPv6 ? remote.Address.MapToIPv4() : remote.Address;
    }
}
