using Gateway.Simulator.Soak.Faults;
using Xunit;

namespace Gateway.Tests.Simulator.Soak;

public sealed class FaultScheduleTests
{
    private static readonly FaultKind[] Kinds = [FaultKind.Kill, FaultKind.Terminate, FaultKind.Pause];

    [Fact]
    public void Make_SameSeed_SameSchedule() => Assert.Equal(Make(5), Make(5));

    [Fact]
    public void Make_OtherSeed_OtherSchedule() => Assert.NotEqual(Make(5), Make(6));

    [Fact]
    public void Make_TwentyMinutes_OneFaultInEveryHalfMinuteAndEveryKindAsOften()
    {
        var faults = Make(5);
        Assert.Equal(40, faults.Count);
        Assert.All(faults.Index(), fault => Assert.InRange(fault.Item.At.TotalSeconds, fault.Index * 30 + 7.5, fault.Index * 30 + 22.5));
        Assert.All(Kinds, kind => Assert.InRange(faults.Count(fault => fault.Kind == kind), 13, 14));
        Assert.All(faults, fault => Assert.InRange(fault.Server, 0, 2));
    }

    private static IReadOnlyList<Fault> Make(long seed) => FaultSchedule.Make(seed, TimeSpan.FromMinutes(20), TimeSpan.FromSeconds(30), Kinds, servers: 3);
}
