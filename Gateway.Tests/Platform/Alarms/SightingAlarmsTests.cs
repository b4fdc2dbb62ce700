using Gateway.Actors.Sightings;
using Gateway.Platform.Alarms;
using Xunit;

namespace Gateway.Tests.Platform.Alarms;

public sealed class SightingAlarmsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly TerminalSightings _sightings;

    public SightingAlarmsTests() => _sightings = new TerminalSightings(_time);

    [Fact]
    public void WrongKey_ThreeTimes_IsAnAlarmForFiveMinutes()
    {
        Note(SightingKind.WrongKey, "does not decrypt", 2);
        Assert.Empty(Raised());

        Note(SightingKind.WrongKey, "does not decrypt", 1);
        Assert.Equal([("wrong-key", "smz-a03", "smz-a03")], Raised());

        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Empty(Raised());
    }

    [Theory]
    [InlineData("peer_closed", "flapping", "smz-a03")]
    [InlineData("replaced", "sn-conflict", null)]
    public void Connections_ThatKeepEnding_AreAnAlarmByTheirReason(string reason, string code, string? feedSn)
    {
        Note(SightingKind.Closed, reason, 5);

        Assert.Equal([(code, "smz-a03", feedSn)], Raised());
    }

    [Fact]
    public void Connections_ThatEndNowAndThen_AreNone()
    {
        for (var i = 0; i < 6; i++)
        {
            Note(SightingKind.Closed, "peer_closed", 1);
            _time.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Empty(Raised());
    }

    [Fact]
    public void Unreported_Once_IsAnAlarmForADay() // D33
    {
        Note(SightingKind.Unreported, "person.delete", 1);
        _time.Advance(TimeSpan.FromHours(23));
        Assert.Equal([("unreported", "smz-a03", "smz-a03")], Raised());
        _time.Advance(TimeSpan.FromHours(2));
        Assert.Empty(Raised());
    }

    [Fact]
    public void UnknownPerson_Twice_MakesTheRosterSuspectForADay()
    {
        Note(SightingKind.UnknownPerson, "", 1);
        Assert.Empty(Raised());
        Note(SightingKind.UnknownPerson, "", 1);
        Assert.Equal([("roster-suspect", "smz-a03", "smz-a03")], Raised());
        _time.Advance(TimeSpan.FromHours(25));
        Assert.Empty(Raised());
    }

    [Fact]
    public void UnknownSn_HoweverOften_IsNoAlarm()
    {
        Note(SightingKind.UnknownSn, "", 100);

        Assert.Empty(Raised());
    }

    private void Note(SightingKind kind, string detail, int times)
    {
        for (var i = 0; i < times; i++) _sightings.Note("smz-a03", kind, "10.0.0.7:4711", detail);
    }

    private IEnumerable<(string Code, string Subject, string? FeedSn)> Raised() =>
        SightingAlarms.Of(_sightings, _time.GetUtcNow()).Select(alarm => (alarm.Code, alarm.Subject, alarm.FeedSn));
}
