using Gateway.Storage.Board;
using Gateway.Storage.Sites;
using Gateway.WebConsole.Parts;
using Gateway.WebConsole.Text;
using Gateway.WebConsole.Verdicts;
using Xunit;

namespace Gateway.Tests.WebConsole.Verdicts;

/// <summary>What is said of a site, from the evidence: each cause, and which of two is told.</summary>
public class SiteDiagnosisTests
{
    private const string Router = "203.0.113.7";

    private static readonly DateTimeOffset Now = new(2026, 11, 30, 6, 42, 0, TimeSpan.FromHours(8));
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Fact]
    public void Of_AllGatesSilentAtOnceBehindOneAddress_IsTheRouter()
    {
        var verdict = Of(Evidence(8, online: 0, silentMinutes: 61) with { Persons = 312 });

        Assert.Equal(("all-silent-router", Level.Bad, 312), (verdict.Code, verdict.Level, verdict.PersonsMissing));
        Assert.Equal(Now.AddMinutes(-61), verdict.Since);
        Assert.Equal("8 台闸机自 05:41 起全部失联，同一时刻、同一出口地址（203.0.113.7）：多半是工地路由器或电源断了。312 人中 0 人打卡。", Chinese(verdict));
        Assert.Equal(
            "All 8 gates have been silent since 05:41, all at once and behind one address (203.0.113.7): most likely the site's router or its power. "
            + "0 of 312 persons have clocked in.",
            English(verdict));
        Assert.Equal("/site/A%2F1#gates", Assert.Single(verdict.Steps).Address);
    }

    [Fact]
    public void Of_AllSilentAtOnceFromSeveralAddresses_IsThePower() =>
        Assert.Equal("all-silent-power", Of(With([Silent("a", 10, "198.51.100.1"), Silent("b", 11, "198.51.100.2")])).Code);

    [Fact]
    public void Of_AllSilentAtOnceButOneThatHadGoneBefore_IsStillTheRouter() =>
        Assert.Equal("all-silent-router", Of(With([Silent("a", 10), Silent("b", 10), Silent("c", 3000)])).Code);

    [Fact]
    public void Of_AllSilentEachAtItsTime_NamesNoCause() => Assert.Equal("all-silent", Of(With([Silent("a", 10), Silent("b", 60), Silent("c", 200)])).Code);

    [Fact]
    public void Of_TheOnlyGateSilent_IsASilentSite() => Assert.Equal("唯一的闸机自 06:32 起失联：请检查电源和网络。", Chinese(Of(With([Silent("a", 10)]))));

    [Fact]
    public void Of_AllSilentForWeeks_AsksWhetherTheSiteIsOver() => Assert.Equal(("all-gone", Level.Warn), Brief(Of(With([Silent("a", 30_000), Silent("b", 30_000)]))));

    [Fact]
    public void Of_SomeSilentTogetherBehindOneAddress_IsTheirRouter()
    {
        var verdict = Of(With([Silent("a", 62), Silent("b", 62), Silent("c", 61), .. Enumerable.Range(0, 5).Select(i => Online($"o{i}", $"10.0.0.{i}"))]));

        Assert.Equal(("some-silent-together", Level.Bad), Brief(verdict));
        Assert.Equal("3 of 8 gates silent since 05:40: same address, probably the site's router.", English(verdict));
        Assert.Equal("8 台闸机中 3 台自 05:40 起失联：同一出口地址，多半是工地路由器。", Chinese(verdict));
    }

    [Fact]
    public void Of_SomeSilentWhileOthersBehindTheSameAddressAreThere_IsNotTheRouter() =>
        Assert.Contains("另有 1 台在线：多半是通往这几台的交换机", Chinese(Of(With([Silent("a", 62), Silent("b", 62), Online("c", Router)]))), StringComparison.Ordinal);

    [Fact]
    public void Of_OneSilent_IsNamedAndLinked()
    {
        var verdict = Of(With([Silent("北门 2", 30), Online("b"), Online("c")]));

        Assert.Equal(("some-silent", Level.Warn), Brief(verdict));
        Assert.Contains("北门 2", Chinese(verdict), StringComparison.Ordinal);
        Assert.Equal("/device/%E5%8C%97%E9%97%A8%202", Assert.Single(verdict.Steps).Address);
    }

    [Fact]
    public void Of_OneSilentWhileAsManyComeAsUsual_CanWait() =>
        Assert.Equal(("some-silent", Level.Plain), Brief(Of(With([Silent("a", 30), Online("b")]) with { ClockedIn = 95, Usual = 100 })));

    [Fact]
    public void Of_OneHeardAMinuteAgo_IsNotSilentYet() => Assert.Equal("all-right", Of(With([Silent("a", 1), Online("b")])).Code);

    [Fact]
    public void Of_OneSilentForWeeks_IsToBeDisabled() => Assert.Equal(("some-gone", Level.Plain), Brief(Of(With([Silent("a", 30_000), Online("b")]))));

    [Fact]
    public void Of_PersonsRefused_SaysHowManyWhereAndWithWhat()
    {
        var verdict = Of(Evidence(6, online: 6) with { Refused = new PersonsAway(14, 3, Now.AddHours(-14), "9013"), Missing = 14, Persons = 312 });

        Assert.Equal(("persons-refused", Level.Bad, 14), (verdict.Code, verdict.Level, verdict.PersonsMissing));
        Assert.Equal("14 人在 3 台闸机上没有名单，自 昨天 16:42 起：照片不合格（9013）。他们在那里刷不了脸。", Chinese(verdict));
        Assert.Equal("/site/A%2F1?show=refused#roster", verdict.Steps[0].Address);
    }

    [Fact]
    public void Of_ClockWrong_SaysWhichWayAndHowMuch()
    {
        var verdict = Of(With([Online("北门 2") with { ClockSkewSeconds = -28_800 }, Online("b")]) with { Alarms = [new SiteAlarm("clock-wrong", "北门 2", Now.AddHours(-1))] });

        Assert.Equal(("clock-wrong", Level.Warn), Brief(verdict));
        Assert.Equal("北门 2 时钟慢 8 小时 0 分，打卡时间会记错。", Chinese(verdict));
        Assert.Equal(Now.AddHours(-1), verdict.Since);
        Assert.Equal("clock", verdict.Steps[0].Code);
    }

    [Fact]
    public void Of_ClockOfADeadBattery_IsWrongWithoutANumber() =>
        Assert.Equal("The clock of a is wrong: its records carry wrong times.", English(Of(With([Online("a") with { IsClockWrong = true }, Online("b")]))));

    [Fact]
    public void Of_PersonsWaitingForGatesThatAreThere_IsTold() =>
        Assert.Equal("persons-waiting", Of(Evidence(2, online: 2) with { Waiting = new PersonsAway(3, 1, Now.AddHours(-3), null) }).Code);

    [Theory]
    [InlineData(59, 100.0, true)]
    [InlineData(71, 100.0, false)]
    [InlineData(0, 19.0, false)] // Of so few a share says nothing.
    public void Of_FewerThanUsual_IsToldFromAShareOn(int clockedIn, double usual, bool isFew)
    {
        var verdict = Of(Evidence(3, online: 3) with { ClockedIn = clockedIn, Usual = usual });

        Assert.Equal(isFew ? "fewer-than-usual" : "all-right", verdict.Code);
        if (isFew) Assert.Contains("比往常周一少 41 %", Chinese(verdict), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AnotherAlarm_IsTold() =>
        Assert.Equal("alarms", Of(Evidence(2, online: 2) with { Alarms = [new SiteAlarm("site-silent", "A/1", Now), new SiteAlarm("wrong-key", "x", Now)] }).Code);

    [Fact]
    public void Of_OutsideItsHours_NothingIsRed() => Assert.Equal(("outside-hours", Level.Plain), Brief(Of(Evidence(8, online: 0, silentMinutes: 61) with { IsWorkTime = false })));

    [Theory]
    [InlineData(SiteStatus.Suspended, "suspended")]
    [InlineData(SiteStatus.Completed, "completed")]
    [InlineData(SiteStatus.Settled, "settled")]
    public void Of_ASiteThatDoesNotWork_IsQuiet(SiteStatus status, string code) =>
        Assert.Equal((code, Level.Plain), Brief(Of(Evidence(8, online: 0, silentMinutes: 61) with { Status = status })));

    [Theory]
    [InlineData(0, Level.Plain)]
    [InlineData(3, Level.Warn)]
    public void Of_NoGates_MattersWhenThereArePersons(int persons, Level level) => Assert.Equal(("no-gates", level), Brief(Of(Evidence(0, online: 0) with { Persons = persons })));

    [Fact]
    public void Of_GatesThatNeverCame_AreNotSilent()
    {
        Assert.Equal("never-connected", Of(With([Never("a"), Never("b")])).Code);
        Assert.Equal("2 台闸机中 1 台在线，1 台从未上线。", Chinese(Of(With([Never("a"), Online("b")]))));
    }

    [Fact]
    public void Of_MoreSitesThanAreLookedAtCloser_SaysWhatTheCountsSay()
    {
        Assert.Equal("all-silent", Of(Evidence(8, online: 0, silentMinutes: 61) with { Gates = [] }).Code);
        Assert.Equal("8 台闸机中 3 台失联。", Chinese(Of(Evidence(8, online: 5, silentMinutes: 61) with { Gates = [] })));
    }

    [Fact]
    public void Of_HostileNames_StandShownAndShortened()
    {
        var verdict = Of(With([Silent("\u202e<script>" + new string('x', 100), 30), Online("b")]));

        Assert.DoesNotContain('\u202e', Chinese(verdict));
        Assert.True(Chinese(verdict).Length < 140);
    }

    [Fact]
    public void Ranks_FollowTheCodes_AndTheWorstLevelIsFirst()
    {
        var (bad, warn) = (new SiteVerdict("alarms", Level.Bad, "", ""), new SiteVerdict("all-silent-router", Level.Warn, "", ""));
        var ok = new SiteVerdict("all-right", Level.Ok, "", "");

        Assert.Equal([bad, warn, ok], new[] { ok, warn, bad }.OrderBy(static verdict => verdict.Rank));
    }

    private static SiteVerdict Of(SiteEvidence evidence)
    {
        var verdict = SiteDiagnosis.Of(evidence);
        Assert.Contains(verdict.Code, SiteVerdict.Codes);
        return verdict;
    }

    private static (string Code, Level Level) Brief(SiteVerdict verdict) => (verdict.Code, verdict.Level);

    private static string Chinese(SiteVerdict verdict) => verdict.In(ConsoleText.Chinese, Now, Zone);

    private static string English(SiteVerdict verdict) => verdict.In(ConsoleText.English, Now, Zone);

    private static SiteEvidence Evidence(int gates, int online, int silentMinutes = 0) =>
        With([.. Enumerable.Range(0, gates).Select(i => i < online ? Online($"g{i}") : Silent($"g{i}", silentMinutes))]);

    private static SiteEvidence With(IReadOnlyList<GateState> gates) => new()
    {
        Now = Now,
        Code = "A/1",
        GateCount = gates.Count,
        OnlineCount = gates.Count(static gate => gate.Online),
        NeverCount = gates.Count(static gate => gate.LastSeen is null),
        Gates = gates,
        Day = DayOfWeek.Monday,
    };

    private static GateState Silent(string sn, int minutes, string address = Router) => new(sn, null, false, Now.AddMinutes(-minutes), address + ":5000", 0, false);

    private static GateState Online(string sn, string address = "198.51.100.9") => new(sn, null, true, Now, address + ":5000", 0, false);

    private static GateState Never(string sn) => new(sn, null, false, null, null, null, false);
}
