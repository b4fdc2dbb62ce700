using Gateway.Platform.Sites;
using Gateway.WebConsole.Verdicts;
using Xunit;

namespace Gateway.Tests.WebConsole.Verdicts;

/// <summary>When something is expected of a site.</summary>
public class SiteClockTests
{
    private static readonly SiteHours[] Days = [new(["mon", "tue"], "05:30", "19:00")];
    private static readonly SiteHours[] Nights = [new(["fri"], "22:00", "05:00")];

    [Theory]
    [InlineData("2026-11-30T06:00", true)] // A Monday.
    [InlineData("2026-11-30T05:30", false)] // The power has only just come on.
    [InlineData("2026-11-30T05:45", true)]
    [InlineData("2026-11-30T18:59", true)]
    [InlineData("2026-11-30T19:00", false)]
    [InlineData("2026-12-02T06:00", false)]
    public void Works_OnItsDays_WithinItsHours(string at, bool works) => Assert.Equal(works, SiteClock.Works(Days, At(at)));

    [Theory]
    [InlineData("2026-12-04T23:00", true)] // A Friday.
    [InlineData("2026-12-05T04:59", true)]
    [InlineData("2026-12-05T05:00", false)]
    [InlineData("2026-12-05T23:00", false)]
    [InlineData("2026-12-04T04:00", false)]
    public void Works_OverMidnight_BelongsToTheDayBefore(string at, bool works) => Assert.Equal(works, SiteClock.Works(Nights, At(at)));

    [Fact]
    public void Works_ToTheEndOfTheDay_Does() => Assert.True(SiteClock.Works([new(["mon"], "08:00", "24:00")], At("2026-11-30T23:59")));

    [Fact]
    public void Works_NobodyHasSaid_IsAlways()
    {
        Assert.True(SiteClock.Works([], At("2026-12-06T03:00")));
        Assert.True(SiteClock.WorksOn([], DayOfWeek.Sunday));
        Assert.False(SiteClock.WorksOn(Days, DayOfWeek.Sunday));
        Assert.True(SiteClock.WorksOn(Days, DayOfWeek.Tuesday));
    }

    private static DateTime At(string text) => DateTime.ParseExact(text, "yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
