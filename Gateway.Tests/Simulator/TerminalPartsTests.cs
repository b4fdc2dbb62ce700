using Gateway.Simulator.Terminals;
using Xunit;

namespace Gateway.Tests.Simulator;

public sealed class TerminalPartsTests
{
    // printf '1:sim-00001' | sha256sum; each of the first eight bytes modulo 62 into A-Z a-z 0-9
    [Fact]
    public void Key_DerivedFromSeedAndSn_IsTheSameForEver() => Assert.Equal("Z1dizd7j", TerminalKeys.Derive(1, "sim-00001"));

    [Fact]
    public void Grid_SharedByMany_IsEvenTogether()
    {
        var points = Enumerable.Range(0, 4).Select(i => Grid.Share(1000, 100, i, 4).After(1000)).Order();

        Assert.Equal([1025, 1050, 1075, 1100], points);
    }

    [Fact]
    public void Grid_PointsMissed_AreNotMadeUpFor() => Assert.Equal(1400, new Grid(1000, 100).After(1399));

    [Theory]
    [InlineData(0, 0.25, 0.5)]
    [InlineData(1, 0.5, 1)]
    [InlineData(4, 4, 8)]
    [InlineData(1000, 4, 8)]
    public void Backoff_AfterFailures_DoublesUpToItsBoundWithJitter(int failures, double min, double max)
    {
        Assert.Equal(TimeSpan.FromSeconds(min), Backoff.Delay(failures, 0));
        Assert.Equal(TimeSpan.FromSeconds(max), Backoff.Delay(failures, 1));
    }
}
