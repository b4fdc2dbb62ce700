using Gateway.Actors.Sightings;
using Xunit;

namespace Gateway.Tests.Actors.Sightings;

public class TerminalSightingsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Note_TheSameAgain_IsCounted()
    {
        var sightings = new TerminalSightings(_time);
        sightings.Note("smz-1", SightingKind.WrongKey, "10.0.0.1:1", "first");
        _time.Advance(TimeSpan.FromSeconds(5));
        sightings.Note("smz-1", SightingKind.WrongKey, "10.0.0.2:2", "second");

        var seen = Assert.Single(sightings.Of("smz-1"));
        Assert.Equal((2, "10.0.0.2:2", "second"), (seen.Count, seen.Remote, seen.Detail));
        Assert.Equal(TimeSpan.FromSeconds(5), seen.Last - seen.First);
    }

    [Fact]
    public void Note_InventedSns_DoNotPushKnownOnesOut()
    {
        var sightings = new TerminalSightings(_time);
        sightings.Note("smz-1", SightingKind.WrongKey, "10.0.0.1:1", "");
        for (var i = 0; i < 3 * TerminalSightings.UnknownMax; i++) sightings.Note($"invented-{i}", SightingKind.UnknownSn, "10.0.0.9:9", "");
        Assert.Single(sightings.Of("smz-1"));
        Assert.InRange(sightings.Unknown(int.MaxValue).Count, 1, TerminalSightings.UnknownMax);
    }
}
