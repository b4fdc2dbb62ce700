using Gateway.WebConsole.SignIn;
using Xunit;

namespace Gateway.Tests.WebConsole;

public class SignInPaceTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SignInPace _pace;

    public SignInPaceTests() => _pace = new SignInPace(_time);

    [Fact]
    public void Try_FirstWrongKeys_CostNothing()
    {
        for (var i = 0; i < SignInPace.Free; i++) Assert.Equal(TimeSpan.Zero, _pace.Try("a"));
    }

    [Fact]
    public void Try_MoreWrongKeys_WaitTwiceAsLongEachTime()
    {
        Spend("a", SignInPace.Free);
        Assert.Equal(TimeSpan.FromSeconds(2), _pace.Try("a"));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.Zero, _pace.Try("a"));
        Assert.Equal(TimeSpan.FromSeconds(4), _pace.Try("a"));
    }

    [Fact]
    public void Try_AnotherAddress_DoesNotWait()
    {
        Spend("a", SignInPace.Free);
        Assert.Equal(TimeSpan.Zero, _pace.Try("b"));
    }

    [Fact]
    public void Succeeded_ItsAddress_StartsAnew()
    {
        Spend("a", SignInPace.Free);
        _pace.Succeeded("a");
        Assert.Equal(TimeSpan.Zero, _pace.Try("a"));
    }

    [Fact]
    public void Try_ManyAddresses_WaitTogetherForTheMinuteToEnd()
    {
        for (var i = 0; i < SignInPace.AllPerMinute; i++) _pace.Try($"address-{i}");
        Assert.Equal(TimeSpan.FromMinutes(1), _pace.Try("another"));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(TimeSpan.Zero, _pace.Try("another"));
    }

    private void Spend(string address, int tries)
    {
        for (var i = 0; i < tries; i++) _pace.Try(address);
    }
}
