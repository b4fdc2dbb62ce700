using Gateway.Storage.Retention;
using Gateway.Storage.Sites;
using Xunit;

namespace Gateway.Tests.Storage.Retention;

/// <summary>Which records may go on a day: by the site, in days of the gateway's zone.</summary>
public sealed class RetentionDayTests
{
    private static readonly DateOnly Settled = new(2022, 3, 1);
    private static readonly RetentionOptions Options = new(1095, 0, 0, 0, 0, 0) { Zone = new(TimeZoneInfo.Utc) };

    private static readonly Site Plain = new(
        "A1", null, null, null, SiteStatus.Active, null, null, null, null, false, [], SiteDrift.Repair, null, false, 0, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData(null, 1095, false)]
    [InlineData(null, 1096, true)]
    [InlineData(2000, 2000, false)]
    [InlineData(2000, 2001, true)]
    [InlineData(1, 730, false)]
    [InlineData(1, 731, true)]
    public void Settled_KeptThroughItsLastDay_AndNeverUnderTwoYears(int? days, int daysAfter, bool goes)
    {
        var site = Plain with { Status = SiteStatus.Settled, SettledOn = Settled, RetentionDays = days };

        var term = Day(Settled.AddDays(daysAfter)).TermOf(site);

        Assert.Equal(goes ? RetentionRule.Settled : RetentionRule.Keeps, term.Rule);
        if (goes) Assert.Equal(Settled.AddDays(daysAfter - 1), term.KeptUntil);
    }

    [Fact]
    public void Sites_NotSettledOrOnHold_AreKeptForEver()
    {
        var day = Day(new DateOnly(2099, 1, 1));
        var settled = Plain with { Status = SiteStatus.Settled, SettledOn = Settled };

        Assert.Equal(RetentionRule.Settled, day.TermOf(settled).Rule);
        Assert.All(
            [Plain, Plain with { Status = SiteStatus.Suspended }, Plain with { Status = SiteStatus.Completed, CompletedOn = Settled }, settled with { LegalHold = true },
                Plain with { Unexplained = true, LegalHold = true }, settled with { SettledOn = null }, settled with { SettledOn = DateOnly.MaxValue }],
            site => Assert.Equal(RetentionTerm.Nothing, day.TermOf(site)));
        Assert.Equal(RetentionRule.Age, day.TermOf(Plain with { Unexplained = true }).Rule);
        Assert.Equal(RetentionRule.Age, day.TermOfNone.Rule);
        Assert.Equal(RetentionTerm.Nothing, Day(day.Today, Options with { AttendanceDays = 0 }).TermOfNone);
    }

    [Fact]
    public void Settled_ChangedLately_WaitsAWeekForTheGatewaysOwnRun()
    {
        var today = new DateOnly(2026, 3, 10);
        var site = Plain with { Status = SiteStatus.Settled, SettledOn = Settled, UpdatedAt = new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero) };

        Assert.Equal(RetentionRule.Settled, Day(today).TermOf(site).Rule);
        Assert.Equal(RetentionRule.Keeps, (Day(today) with { ByHand = false }).TermOf(site).Rule);
        Assert.Equal(RetentionRule.Settled, (Day(today.AddDays(1)) with { ByHand = false }).TermOf(site).Rule);
    }

    [Fact]
    public void Bounds_AreMidnightsOfTheZone()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("cst", TimeSpan.FromHours(8), "", "");
        var options = Options with { AttendanceDays = 730, RegistrationDays = 800, RegistrationPhotoDays = 30, Zone = new(zone) };

        // 17:00 UTC is the next day there.
        var day = RetentionDay.Of(new DateTimeOffset(2026, 3, 9, 17, 0, 0, TimeSpan.Zero), byHand: true, options);
        var term = day.TermOfNone;

        Assert.Equal(new DateOnly(2026, 3, 10), day.Today);
        Assert.Equal(new DateTimeOffset(2024, 3, 10, 0, 0, 0, TimeSpan.FromHours(8)).ToUnixTimeMilliseconds(), term.AttendanceBefore);
        Assert.Equal(new DateTimeOffset(2023, 12, 31, 0, 0, 0, TimeSpan.FromHours(8)).ToUnixTimeMilliseconds(), term.RegistrationsBefore);
        Assert.Equal(new DateTimeOffset(2026, 2, 8, 0, 0, 0, TimeSpan.FromHours(8)).ToUnixTimeMilliseconds(), term.PhotosBefore);
        Assert.Equal(RetentionTerm.Nothing with { Rule = RetentionRule.Photos, PhotosBefore = term.PhotosBefore }, day.TermOf(Plain));
    }

    [Fact]
    public void Forecast_GrowthOfDays_SaysWhenTheRoomEnds()
    {
        var today = new DateOnly(2026, 3, 31);
        (DateOnly, long)[] Sizes(int days, long perDay) => [.. Enumerable.Range(0, days + 1).Select(back => (today.AddDays(-back), 1_000_000 - (back * perDay)))];

        Assert.Equal(new DiskForecast(1000, 50, 50_500), DiskForecast.Of(Sizes(30, 1000), 50_500));
        Assert.Equal(0, DiskForecast.Of(Sizes(7, 1000), -5)!.DaysLeft);
        Assert.Null(DiskForecast.Of(Sizes(6, 1000), 1));
        Assert.Null(DiskForecast.Of(Sizes(30, 0), 1));
        Assert.Null(DiskForecast.Of(Sizes(30, -5), 1));
        Assert.Null(DiskForecast.Of([], 1));
    }

    private static RetentionDay Day(DateOnly today, RetentionOptions? options = null) => new(today, ByHand: true, options ?? Options);
}
