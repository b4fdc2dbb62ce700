using Akka.Actor;
using Gateway.Actors.Devices;
using Gateway.Host.Health;
using Gateway.Tests.Edge.Tcp;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Host.Health;

public sealed class RegionReadinessTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Ready_OfANodeWhoseRegionIsGone_IsFalse()
    {
        await using var node = await TestNode.StartAsync();
        var system = node.Services.GetRequiredService<ActorSystem>();
        var region = await system.ActorSelection(DeviceRegion.RegionPath).ResolveOne(Patience.Max);
        var check = new RegionReadiness(node.Services.GetRequiredService<DeviceRegion>(), _time);
        await Patience.UntilAsync(async () => await check.CheckAsync(default) is null, "ready");

        await region.GracefulStop(Patience.Max);

        Assert.Contains("does not answer", await check.CheckAsync(default), StringComparison.Ordinal);
    }

    [Fact]
    public void Coordinator_NeverThere_IsNotReadyAtOnce() => Assert.NotNull(Check().Judge(coordinated: false));

    [Fact]
    public void Coordinator_AwayForAsLongAsALostNodeCosts_IsForgiven()
    {
        var check = Check();
        Assert.Null(check.Judge(coordinated: true));
        Assert.Null(check.Judge(coordinated: false));
        _time.Advance(RegionReadiness.WithoutCoordinatorMax);
        Assert.Null(check.Judge(coordinated: false));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("no coordinator of shards for 41 s", check.Judge(coordinated: false), StringComparison.Ordinal);
        Assert.Null(check.Judge(coordinated: true));
    }

    private RegionReadiness Check() => new(new DeviceRegion(ActorRefs.Nobody), _time);
}
