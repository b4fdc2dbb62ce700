using Gateway.Actors.Presence;
using Gateway.Actors.Sessions;
using Gateway.Actors.Time;
using Gateway.Storage.Alarms;
using Gateway.Storage.Board;
using Gateway.Storage.Counts;
using Gateway.Storage.Jobs;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Gateway.WebConsole.Board;
using Gateway.WebConsole.Charts;
using Gateway.WebConsole.Text;
using Gateway.WebConsole.Verdicts;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.WebConsole.Board;

/// <summary>The board of a small city, out of a real database.</summary>
public sealed class BoardSamplingTests
{
    /// <summary>A Saturday, 16:00 where the gates stand: <see cref="Start"/>.</summary>
    private static readonly DateOnly Day = new(2025, 3, 1);

    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Take_ASmallCity_SaysWhereSomebodyIsNeeded_WorstFirst(StorageProvider provider)
    {
        await using var test = await CityAsync(provider);

        var sample = await Sampling(test).TakeAsync(default);

        Assert.Equal(["dark", "few", "clock"], sample.Rows.Select(static row => row.Site.Code));
        Assert.Equal(["all-silent-router", "fewer-than-usual", "clock-wrong"], sample.Rows.Select(static row => row.Verdict.Code));
        Assert.Equal((3, 2, 5), (sample.SitesNeeding, sample.SitesAllRight, sample.SitesToday));
        Assert.Equal((6, 4), (sample.Gates, sample.Online));
        Assert.Equal(("outside-hours", "all-right"), (sample.Verdicts["closed"].Code, sample.Verdicts["good"].Code));
        Assert.Equal(2, sample.Rows[0].Gates.Count);
        Assert.Equal(50, sample.Rows[1].Today[^1]);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Take_ClockIns_AreComparedWithTheSameDayOfTheWeek(StorageProvider provider)
    {
        await using var test = await CityAsync(provider);

        var sample = await Sampling(test).TakeAsync(default);

        Assert.Equal(150, sample.ClockedIn);
        Assert.Equal(200, sample.Usual);
        Assert.Equal(new BoardRegion("East", 150, 200), Assert.Single(sample.Regions));
    }

    [Fact]
    public async Task Sample_WithinItsTime_IsTheSameForAll_AndAStaleOneIsShownWhileTheNextIsTaken()
    {
        await using var test = await CityAsync(StorageProvider.Sqlite);
        var sampler = new BoardSampler(Sampling(test), test.Clock, NullLogger<BoardSampler>.Instance);

        var first = await sampler.SampleAsync(default);
        test.Clock.Now += BoardSampler.KeptFor - TimeSpan.FromMilliseconds(1);
        Assert.Same(first, await sampler.SampleAsync(default));

        test.Clock.Now += BoardSampler.StaleMax;
        var second = await sampler.SampleAsync(default);
        Assert.NotSame(first, second);

        test.Clock.Now += BoardSampler.KeptFor;
        Assert.Same(second, await sampler.SampleAsync(default)); // At once; the next is on its way.
        BoardSample third;
        do third = await sampler.SampleAsync(default);
        while (ReferenceEquals(second, third) && await YieldAsync());
        Assert.Equal(test.Clock.Now, third.At);
    }

    /// <summary>What is drawn alike is not drawn again on every board that is open.</summary>
    [Fact]
    public void Curve_WithinAMinute_IsTheSame()
    {
        var zone = GatewayZone.Standard;
        var sample = new BoardSample { At = Start.AddMinutes(1), Day = Day, Verdicts = new Dictionary<string, SiteVerdict>(), Today = [new ClockInSlot(40, 7, 7)] };
        IReadOnlyList<ChartSeries> Curve(BoardSample of) => BoardCurve.Of(of, zone, ConsoleText.English, Start.AddHours(-8), Start.AddHours(8));

        Assert.True(BoardCurve.AreSame(Curve(sample), Curve(sample with { At = Start.AddSeconds(119) })));
        Assert.False(BoardCurve.AreSame(Curve(sample), Curve(sample with { At = Start.AddSeconds(120) })));
        Assert.False(BoardCurve.AreSame(Curve(sample), Curve(sample with { Today = [new ClockInSlot(40, 8, 8)] })));
    }

    [Fact]
    public async Task Sample_TheDatabaseIsAway_IsToldToWhoeverAsks_AndTriedAgain()
    {
        await using var test = await CityAsync(StorageProvider.Sqlite);
        var sampler = new BoardSampler(Sampling(test), test.Clock, NullLogger<BoardSampler>.Instance);
        await test.ExecuteAsync("ALTER TABLE devices RENAME TO gone");

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => sampler.SampleAsync(default));

        await test.ExecuteAsync("ALTER TABLE gone RENAME TO devices");
        Assert.Equal(6, (await sampler.SampleAsync(default)).Gates);
    }

    [Fact]
    public async Task Evidence_OfOneSite_IsThatOfTheBoard()
    {
        await using var test = await CityAsync(StorageProvider.Sqlite);
        var (reader, _) = Readers(test);

        Assert.Null(await reader.OfAsync("none", default));
        foreach (var row in (await Sampling(test).TakeAsync(default)).Rows)
        {
            var alone = SiteDiagnosis.Of((await reader.OfAsync(row.Site.Code, default))!);
            Assert.Equal((row.Verdict.Code, row.Verdict.Chinese, row.Verdict.Since), (alone.Code, alone.Chinese, alone.Since));
        }
    }

    private static async Task<bool> YieldAsync()
    {
        await Task.Yield();
        return true;
    }

    private static async Task<TestDatabase> CityAsync(StorageProvider provider)
    {
        var test = await CreateAsync(provider);
        foreach (var site in new[] { "good", "few", "dark", "clock", "closed" })
        {
            var hours = site == "closed" ? """[{"days":["sat"],"from":"05:00","to":"12:00"}]""" : null;
            await test.Sites.PutAsync(site, _ => SiteChange.New(site) with { Region = "East", Hours = hours }, default);
        }

        await test.Devices.PutAsync(
            [Device("g1", site: "good"), Device("f1", site: "few"), Device("d1", site: "dark"), Device("d2", site: "dark"),
                Device("c1", site: "clock"), Device("z1", site: "closed")],
            default);
        await SeenAsync(test, ("g1", true, 0), ("f1", true, 0), ("d1", false, 0), ("d2", false, 0), ("c1", true, -28_800), ("z1", true, 0));
        for (var week = 0; week <= 3; week++)
        {
            var day = Day.AddDays(-7 * week).DayNumber;
            foreach (var (site, persons) in ((string, int)[])[("", week == 0 ? 150 : 200), ("good", 100), ("few", week == 0 ? 50 : 100)])
                await test.ExecuteAsync($"INSERT INTO clock_ins (day, site, slot, records, persons) VALUES ({day}, '{site}', 24, {persons}, {persons})");
        }

        return test;
    }

    private static Task SeenAsync(TestDatabase test, params (string Sn, bool Online, int Skew)[] gates) => test.Presence.WriteAsync(
        [.. gates.Select(static gate => new PresenceUpdate(
            gate.Sn, gate.Online, Start.AddMinutes(-20), Transport.Socket, "192.0.2.1:5000", "node", Start.AddHours(-1), 0, gate.Skew, gate.Online ? null : "silent"))],
        [],
        default);

    private static (SiteEvidenceReader Evidence, ClockInReader ClockIns) Readers(TestDatabase test)
    {
        var clockIns = new ClockInReader(test.Database, test.Clock);
        return (new SiteEvidenceReader(new BoardReader(test.Database, test.Clock), test.Sites, clockIns, GatewayZone.Standard, test.Clock), clockIns);
    }

    private static BoardSampling Sampling(TestDatabase test)
    {
        var (evidence, clockIns) = Readers(test);
        return new BoardSampling(
            new BoardReader(test.Database, test.Clock), evidence, clockIns, new AlarmStore(test.Database), new JobStore(test.Database, test.Audit, test.Hidden),
            GatewayZone.Standard, test.Clock)
        { UsualWait = Patience.Max };
    }
}
