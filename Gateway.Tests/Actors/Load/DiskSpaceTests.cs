using Gateway.Actors.Load;
using Xunit;

namespace Gateway.Tests.Actors.Load;

public sealed class DiskSpaceTests
{
    private const long GiB = 1L << 30;

    [Theory]
    [InlineData(3, 10, false)]
    [InlineData(1, 10, true)] // Below 2 GiB.
    [InlineData(6, 100, true)] // Below a tenth.
    [InlineData(11, 100, false)]
    [InlineData(90, 1000, false)] // Below a tenth, and above 20 GiB.
    [InlineData(19, 1000, true)]
    public void IsForAttendance_BelowTheMark_IsTrue(long free, long total, bool expected) =>
        Assert.Equal(expected, new DiskSpace(() => (free * GiB, total * GiB), TimeProvider.System).IsForAttendance);

    [Fact]
    public void IsForAttendance_LooksEveryFiveSeconds()
    {
        var time = new FakeTimeProvider();
        var free = 50 * GiB;
        var disk = new DiskSpace(() => (free, 100 * GiB), time);
        Assert.False(disk.IsForAttendance);

        free = 1;
        Assert.False(disk.IsForAttendance);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(disk.IsForAttendance);
    }
}
