using System.Net;
using Gateway.Platform.Keys;
using Gateway.WebConsole.SignIn;
using Xunit;

namespace Gateway.Tests.WebConsole;

public class SignInPaceTests
{
    private static readonly IPAddress One = IPAddress.Parse("192.0.2.1");

    private readonly FakeTimeProvider _time = new();
    private readonly SignInPace _pace;

    public SignInPaceTests() => _pace = new SignInPace(_time);

    [Fact]
    public void Failed_FiveTimes_CostsNothingAndThenAWait()
    {
        for (var i = 0; i < 5; i++) Assert.Equal(TimeSpan.Zero, _pace.Failed(One));

        Assert.Equal(TimeSpan.FromSeconds(30), _pace.Failed(One));
    }

    [Fact]
    public void Failed_AfterTheWait_OnceMore()
    {
        for (var i = 0; i < 50; i++) _pace.Failed(One);

        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(TimeSpan.Zero, _pace.Failed(One));
        Assert.Equal(TimeSpan.FromSeconds(30), _pace.Failed(One));
    }

    [Fact]
    public void Failed_AnotherAddress_IsNotConcerned()
    {
        for (var i = 0; i < 50; i++) _pace.Failed(One);

        Assert.Equal(TimeSpan.Zero, _pace.Failed(IPAddress.Parse("192.0.2.2")));
    }

    [Fact]
    public void Failed_OneNetworkOfIPv6_IsOneClient()
    {
        for (var i = 0; i < 5; i++) _pace.Failed(IPAddress.Parse($"2001:db8::{i}"));

        Assert.NotEqual(TimeSpan.Zero, _pace.Failed(IPAddress.Parse("2001:db8::ffff")));
        Assert.Equal(TimeSpan.Zero, _pace.Failed(IPAddress.Parse("2001:db8:0:1::1")));
    }

    [Fact]
    public void Failed_MoreAddressesThanAreRemembered_ThoseThatFailedLeastGiveWay()
    {
        for (var i = 0; i < 5; i++) _pace.Failed(One);

        for (var i = 0; i < 2 * FailurePace.AddressesMax; i++) _pace.Failed(new IPAddress(0x0A000000 + (uint)i));

        Assert.NotEqual(TimeSpan.Zero, _pace.Failed(One));
    }

    [Fact]
    public void MayAudit_AMinuteOfRefusals_IsBounded()
    {
        Assert.Equal(SignInPace.AuditedPerMinute, Enumerable.Range(0, 500).Count(_ => _pace.MayAudit()));

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(_pace.MayAudit());
    }
}
