using System.Net;
using Gateway.Edge.Budgets;
using Xunit;

namespace Gateway.Tests.Edge.Budgets;

public sealed class GuessPaceTests
{
    private static readonly IPAddress One = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Other = IPAddress.Parse("192.0.2.2");

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Misses_AboveTheBound_SilenceTheirAddressUntilTheyAreOld()
    {
        var pace = new GuessPace(new GuessLimits(3, 1), _time);
        for (var i = 0; i < 10; i++) pace.Missed(One);

        Assert.False(pace.MayAsk(One, "a"));
        Assert.True(pace.MayAsk(Other, "a"));
        _time.Advance(TimeSpan.FromSeconds(1.1)); // What came above the bound costs nothing more.
        Assert.True(pace.MayAsk(One, "a"));
        pace.Missed(One);
        Assert.False(pace.MayAsk(One, "a"));
    }

    [Fact]
    public void Served_Before_IsAnsweredAsEver_AtThatAddressAlone()
    {
        var pace = new GuessPace(new GuessLimits(1, 0), _time);
        pace.Served(One, "honest");
        pace.Missed(One);
        pace.Missed(Other);

        Assert.True(pace.MayAsk(One, "honest"));
        Assert.False(pace.MayAsk(One, "new"));
        Assert.False(pace.MayAsk(Other, "honest"));
    }

    [Fact]
    public void Asked_ManyInOneBreath_AreCountedAtOnce_AndTheServedNot()
    {
        var pace = new GuessPace(new GuessLimits(3, 0), _time);
        for (var i = 0; i < 9; i++)
        {
            Assert.True(pace.TryAsk(One, $"known {i}", out var isCounted));
            pace.Served(One, $"known {i}", isCounted);
        }

        for (var i = 0; i < 3; i++) Assert.True(pace.TryAsk(One, $"guess {i}", out _));

        Assert.False(pace.TryAsk(One, "guess", out _));
        Assert.True(pace.TryAsk(One, "known 1", out _));
    }

    [Fact]
    public void Memory_IsBounded_WhateverComes()
    {
        var pace = new GuessPace(new GuessLimits(1, 0) { AddressesMax = 4, ServedMax = 4 }, _time);

        for (var i = 1; i <= 9; i++)
        {
            pace.Missed(new IPAddress(i));
            pace.Served(One, $"{i}");
        }

        Assert.False(pace.MayAsk(new IPAddress(9), "x"));
        Assert.True(pace.MayAsk(new IPAddress(1), "x")); // Forgotten.
    }
}
