using Gateway.Codec.Bodies;
using Xunit;

namespace Gateway.Tests.Codec.Bodies;

/// <summary>D10.</summary>
public sealed class DeviceTimeTests
{
    // Winter UTC+1, summer UTC+2 from the last Sunday of March 02:00 to the last Sunday of October 03:00.
    private static readonly TimeZoneInfo WithSummerTime = TimeZoneInfo.CreateCustomTimeZone(
        "test", TimeSpan.FromHours(1), "test", "test", "test summer",
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                DateTime.MinValue.Date,
                DateTime.MaxValue.Date,
                TimeSpan.FromHours(1),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 5, DayOfWeek.Sunday),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 5, DayOfWeek.Sunday))
        ]);

    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.CreateCustomTimeZone("cst", TimeSpan.FromHours(8), "cst", "cst");

    [Theory]
    [InlineData("2024-03-09 08:05:07")]
    [InlineData("2024-3-9 8:5:7")]
    [InlineData("2024/03/09 08:05:07")]
    [InlineData("2024/3/9 8:05:7")]
    [InlineData("2024-03-09T08:05:07")]
    [InlineData("2024-03-09T8:5:7.123456789")]
    [InlineData("2024-03-09 08:05:07.0")]
    [InlineData("  2024-03-09   08:05:07 ")]
    public void TryParse_FormsOfD10_AreRead(string text)
    {
        Assert.True(DeviceTime.TryParse(text, out var local));
        Assert.Equal(new DateTime(2024, 3, 9, 8, 5, 7, DateTimeKind.Unspecified), local);
        Assert.Equal(DateTimeKind.Unspecified, local.Kind);
        Assert.True(DeviceTime.TryParse(Encoding.UTF8.GetBytes(text), out var same));
        Assert.Equal(local, same);
        Assert.Equal("2024-03-09 08:05:07", DeviceTime.Format(local));
    }

    [Theory]
    [InlineData("1970-01-01 00:00:00", true)]
    [InlineData("2000-01-01 00:00:00", true)]
    [InlineData("2099-12-31 23:59:59", true)]
    [InlineData("2024-02-29 00:00:00", true)]
    [InlineData("1900-01-01 00:00:00", true)] // D36
    [InlineData("9999-12-31 23:59:59", true)]
    [InlineData("1899-12-31 23:59:59", false)]
    [InlineData("0000-00-00 00:00:00", false)]
    [InlineData("2023-02-29 00:00:00", false)]
    [InlineData("2024-00-01 00:00:00", false)]
    [InlineData("2024-13-01 00:00:00", false)]
    [InlineData("2024-01-00 00:00:00", false)]
    [InlineData("2024-01-32 00:00:00", false)]
    [InlineData("2024-01-01 24:00:00", false)]
    [InlineData("2024-01-01 00:60:00", false)]
    [InlineData("2024-01-01 00:00:60", false)]
    [InlineData("2024-01-01", false)]
    [InlineData("2024-01-01 00:00", false)]
    [InlineData("2024-01-0100:00:00", false)]
    [InlineData("2024-01/01 00:00:00", false)]
    [InlineData("2024-01-01 00:00:00Z", false)]
    [InlineData("2024-01-01T00:00:00+08:00", false)]
    [InlineData("2024-01-01 00:00:00.", false)]
    [InlineData("2024-01-01 000:00:00", false)]
    [InlineData("20240101 00:00:00", false)]
    [InlineData("-024-01-01 00:00:00", false)]
    [InlineData("２０２４-01-01 00:00:00", false)]
    [InlineData("1709942400", false)]
    [InlineData("yyyy-Mm-dd HH:mm:ss", false)]
    [InlineData("", false)]
    [InlineData("2024-01-01                                                   00:00:00", false)]
    public void TryParse_LimitsAndOtherText_AreJudged(string text, bool readable)
    {
        Assert.Equal(readable, DeviceTime.TryParse(text, out _));
        Assert.Equal(readable, DeviceTime.TryParse(Encoding.UTF8.GetBytes(text), out _));
    }

    [Fact]
    public void ToUtc_Shanghai_IsEightHoursEarlier()
    {
        var utc = DeviceTime.ToUtc(new DateTime(2024, 3, 9, 8, 0, 0), Shanghai);
        Assert.Equal(new DateTime(2024, 3, 9, 0, 0, 0, DateTimeKind.Utc), utc);
        Assert.Equal(DateTimeKind.Utc, utc.Kind);
        Assert.Equal(new DateTime(2024, 3, 9, 8, 0, 0), DeviceTime.FromUtc(new DateTimeOffset(utc), Shanghai));
        Assert.Equal(DateTimeKind.Unspecified, DeviceTime.FromUtc(new DateTimeOffset(utc), Shanghai).Kind);
    }

    [Theory]
    [InlineData("2024-03-31 01:59:59", "2024-03-31 00:59:59")]
    [InlineData("2024-03-31 02:30:00", "2024-03-31 01:30:00")] // skipped: as if the clocks had not been put forward
    [InlineData("2024-03-31 03:00:00", "2024-03-31 01:00:00")]
    [InlineData("2024-10-27 02:30:00", "2024-10-27 01:30:00")] // twice: the later
    [InlineData("2024-07-01 12:00:00", "2024-07-01 10:00:00")]
    public void ToUtc_AroundSummerTime_NeverThrows(string local, string utc)
    {
        Assert.True(DeviceTime.TryParse(local, out var read));
        Assert.Equal(utc, DeviceTime.Format(DeviceTime.ToUtc(read, WithSummerTime)));
    }

    [Fact]
    public void Conversion_AtTheEndsOfTime_StaysThere()
    {
        Assert.Equal(DateTime.MinValue, DeviceTime.ToUtc(DateTime.MinValue, Shanghai));
        Assert.Equal(DateTime.MaxValue.Date, DeviceTime.FromUtc(DateTimeOffset.MaxValue, Shanghai).Date);
    }
}
