using System.Net.Http.Json;
using Gateway.Tests.Edge.Tcp;
using Xunit;

namespace Gateway.Tests.Whole.Processes;

/// <summary>Two builds of different version in one cluster: a rolling upgrade, and the way back (issue 5).</summary>
[Collection(ClusterProcessTests.Collection)]
[Trait(Category.Name, Category.Long)]
[Trait(Category.Name, Category.Servers)]
public sealed class TwoVersionsTests
{
    private const int Terminals = 12;

    /// <summary>A command is delivered with the next heartbeats; with none of so many, it never is.</summary>
    private const int BeatsMost = 100;

    [PostgresProcessFact]
    public async Task OlderAndNewerNode_ServeTogether_AndEachTakesOverFromTheOther()
    {
        using var work = new TempDirectory();
        var older = OtherBuild.Program(work.Path);
        await using var cluster = await GatewayCluster.StartAsync(2, programOfFirst: older);
        var versions = (await cluster.MembersAsync(1)).Select(static node => node["version"]!.GetValue<string>()).ToList();
        Assert.Equal(2, versions.Distinct().Count());

        // Together: every terminal on the node of one version, every other actor on the other.
        var terminals = new List<RawTerminal>();
        for (var i = 0; i < Terminals; i++)
        {
            await cluster[i % 2].ProvisionAsync($"two-{i}");
            terminals.Add(await RawTerminal.ConnectAsync(cluster[i % 2].Socket, $"two-{i}"));
        }

        await ServeAsync(cluster[1], terminals, "a");
        foreach (var terminal in terminals) await PushAsync(cluster[0], terminal.Sn, "left-by-older");

        // The upgrade: what the older one has accepted, the newer one delivers.
        await LeaveAsync(cluster, 0);
        var moved = await MoveAsync(terminals, cluster[1]);
        await Task.WhenAll(moved.Select(static terminal => TakeDeletionAsync(terminal)));
        await UntilSucceededAsync(cluster[1], moved, "left-by-older");
        foreach (var terminal in moved) await PushAsync(cluster[1], terminal.Sn, "left-by-newer");

        // The way back: the older program reads what the newer one has written.
        await cluster.StartNodeAsync(0, older);
        await cluster.UntilUpAsync(2);
        await LeaveAsync(cluster, 1);
        moved = await MoveAsync(moved, cluster[0]);
        await Task.WhenAll(moved.Select(static terminal => TakeDeletionAsync(terminal)));
        await UntilSucceededAsync(cluster[0], moved, "left-by-newer");
        await ServeAsync(cluster[0], moved, "b");
        await cluster[0].AssertFeedAsync(2 * Terminals);
    }

    /// <summary>A heartbeat, an upload and a command of each, accepted by one node.</summary>
    private static async Task ServeAsync(GatewayProcess platform, List<RawTerminal> terminals, string name)
    {
        await Task.WhenAll(terminals.Select(static async terminal => Assert.Equal(0x00, (await terminal.BeatAsync(DateTimeOffset.UtcNow)).Status)));
        await Task.WhenAll(terminals.Select(async terminal => Assert.Equal("0000", (await terminal.UploadAsync((name, "2024-05-06 08:30:00"))).Code)));
        foreach (var terminal in terminals) await PushAsync(platform, terminal.Sn, name);
        await Task.WhenAll(terminals.Select(static terminal => TakeDeletionAsync(terminal)));
        await UntilSucceededAsync(platform, terminals, name);
    }

    private static async Task PushAsync(GatewayProcess gateway, string sn, string command)
    {
        using var accepted = await gateway.Http.PostAsJsonAsync($"/api/v1/devices/{sn}/commands", new { id = command, type = "person.delete", user_id = "7" });
        accepted.EnsureSuccessStatusCode();
    }

    /// <summary>Beats until the deletion comes with it, and says that it is done.</summary>
    private static async Task TakeDeletionAsync(RawTerminal terminal)
    {
        var beats = 0;
        while ((await terminal.BeatAsync(DateTimeOffset.UtcNow)).Status != RawTerminal.PersonDelete) Assert.InRange(++beats, 1, BeatsMost);
        Assert.Equal(RawTerminal.PersonDelete, (await terminal.ReadFrameAsync()).Command);
        await terminal.SendAsync(RawTerminal.PersonDelete, """{"result_code":"0000","result_desc":""}""");
    }

    private static async Task UntilSucceededAsync(GatewayProcess gateway, List<RawTerminal> terminals, string command)
    {
        foreach (var terminal in terminals)
        {
            await Patience.UntilAsync(
                async () => (await gateway.GetAsync($"/api/v1/devices/{terminal.Sn}/commands/{command}"))["state"]!.GetValue<string>() == "succeeded",
                $"{terminal.Sn}/{command} succeeded");
        }
    }

    private static async Task LeaveAsync(GatewayCluster cluster, int node)
    {
        using var begun = await cluster[node].Http.PostAsync("/api/v1/cluster/drain?seconds=1", null);
        begun.EnsureSuccessStatusCode();
        Assert.Equal(0, await cluster[node].EndedAsync());
        cluster.Forget(node);
        await cluster.UntilUpAsync(1);
    }

    private static async Task<List<RawTerminal>> MoveAsync(List<RawTerminal> terminals, GatewayProcess to)
    {
        terminals.ForEach(static terminal => terminal.Dispose());
        return [.. await Task.WhenAll(terminals.Select(terminal => RawTerminal.ConnectAsync(to.Socket, terminal.Sn)))];
    }
}
