using Gateway.Actors.Attendance;
using Xunit;

namespace Gateway.Tests.Actors.Attendance;

/// <summary>D39: an SN above its share is slowed by at most 5 s an upload, for new records only; one far above its usual amount is seen, never refused.</summary>
public sealed class UploadSharesTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
    private readonly UploadShares _shares;

    public UploadSharesTests() => _shares = new UploadShares(_time);

    [Fact]
    public void Took_BacklogOfDays_PassesAtFullSpeed()
    {
        for (var part = 0; part < UploadShares.BurstMax / 500; part++) Assert.Equal(TimeSpan.Zero, _shares.Took("a", 500, TimeSpan.Zero));
    }

    [Fact]
    public void Took_AboveTheShare_SlowsOneUploadByFiveSecondsAtMost_AndOnlyThisTerminal()
    {
        _shares.Took("rogue", UploadShares.BurstMax, TimeSpan.Zero);

        Assert.Equal(TimeSpan.FromSeconds(2), _shares.Took("rogue", 200, TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromSeconds(5), _shares.Took("rogue", 100_000, TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromSeconds(1), _shares.Took("rogue", 1, TimeSpan.FromSeconds(4)));
        Assert.Equal(TimeSpan.Zero, _shares.Took("rogue", 1, TimeSpan.FromSeconds(5)));
        Assert.Equal(TimeSpan.Zero, _shares.Took("honest", 500, TimeSpan.Zero));
    }

    [Fact]
    public void Took_RecordsThatWereThere_AreNeverSlowed()
    {
        _shares.Took("a", UploadShares.BurstMax + 100_000, TimeSpan.Zero);

        Assert.Equal(TimeSpan.Zero, _shares.Took("a", 0, TimeSpan.Zero));
    }

    [Fact]
    public void Took_AfterAWhile_HasItsShareAgain()
    {
        _shares.Took("a", UploadShares.BurstMax + 1000, TimeSpan.Zero);
        _time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(TimeSpan.Zero, _shares.Took("a", 1000, TimeSpan.Zero));
    }

    [Fact]
    public void Took_WallClockSetBack_CountsNothingTwice()
    {
        var wall = new SettableClock(_time);
        var shares = new UploadShares(wall);
        shares.Took("a", 500, TimeSpan.Zero);
        wall.Offset = TimeSpan.FromDays(-1);

        Assert.Equal(TimeSpan.Zero, shares.Took("a", 500, TimeSpan.Zero));
    }

    [Fact]
    public void Unusual_FarAboveTheUsualDay_IsSeenUntilTheDayEnds()
    {
        for (var day = 0; day < 5; day++)
        {
            _shares.Took("busy", 20_000, TimeSpan.Zero);
            _shares.Took("quiet", 100, TimeSpan.Zero);
            _time.Advance(TimeSpan.FromDays(1));
        }

        _shares.Took("busy", UploadShares.UnusualFrom, TimeSpan.Zero);
        _shares.Took("quiet", UploadShares.UnusualFrom - 1, TimeSpan.Zero);
        Assert.Empty(_shares.Unusual(10));

        _shares.Took("quiet", 1, TimeSpan.Zero);
        Assert.Equal(new UnusualUploads("quiet", UploadShares.UnusualFrom, 100), Assert.Single(_shares.Unusual(10)));

        _time.Advance(TimeSpan.FromDays(1));
        Assert.Empty(_shares.Unusual(10));
    }

    [Fact]
    public void Unusual_NewTerminalWithMoreThanAnyDay_IsSeen()
    {
        _shares.Took("new", UploadShares.UnusualFrom, TimeSpan.Zero);

        Assert.Equal([("new", 0L)], _shares.Unusual(10).Select(unusual => (unusual.Sn, unusual.Usual)));
    }

    private sealed class SettableClock(FakeTimeProvider time) : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override long TimestampFrequency => time.TimestampFrequency;

        public override long GetTimestamp() => time.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Offset;
    }
}
