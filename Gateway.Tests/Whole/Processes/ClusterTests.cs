using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Edge.Tcp;
using Xunit;
using Xunit.Abstractions;

namespace Gateway.Tests.Whole.Processes;

/// <summary>Two processes, one PostgreSQL: terminals, actors and singletons across nodes; a drain, a kill -9, a node the cluster goes on without (issue 5).</summary>
[Collection(ClusterProcessTests.Collection)]
[Trait(Category.Name, Category.Long)]
[Trait(Category.Name, Category.Servers)]
public sealed class ClusterTests(ITestOutputHelper output)
{
    private const int Terminals = 24;

    [PostgresProcessFact]
    public async Task TwoNodes_TerminalsOnBoth_AreServedWhereverTheirActorIs()
    {
        await using var cluster = await GatewayCluster.StartAsync(2);
        var terminals = await ConnectAllAsync(cluster);

        // Heartbeats: some actors are on the other node.
        await Task.WhenAll(terminals.Select(terminal => BeatAsync(terminal)));
        JsonNode[] members = [];
        await Patience.UntilAsync(
            async () =>
            {
                members = [.. await cluster.MembersAsync(1)];
                return members.All(static node => node["shards"]?.GetValue<int>() > 0) && members.Sum(static node => node["singletons"]?.AsArray().Count) == 7;
            },
            "both tell");
        Assert.Equal([Terminals / 2, Terminals / 2], members.Select(node => node["connections"]!.GetValue<int>()));
        var places = members.ToDictionary(node => node["node"]!.GetValue<string>(), node => node["singletons"]!.AsArray().Count);
        Assert.Equal((7, 0), (places[cluster.Address(0)], places[cluster.Address(1)]));

        // Uploads on both nodes, one feed.
        await Task.WhenAll(terminals.Select(async terminal => Assert.Equal("0000", (await terminal.UploadAsync(("7", "2024-05-06 08:30:00"))).Code)));
        await cluster[1].AssertFeedAsync(Terminals);

        // A command through one node to a terminal of the other.
        var there = terminals[1];
        using var accepted = await cluster[0].Http.PostAsJsonAsync($"/api/v1/devices/{there.Sn}/commands", new { id = "c1", type = "person.delete", user_id = "7" });
        accepted.EnsureSuccessStatusCode();
        await Patience.UntilAsync( // A slow hand-out waits for the next heartbeat (D15).
            async () => (await there.BeatAsync(DateTimeOffset.UtcNow)).Status == RawTerminal.PersonDelete, "handed out");
        Assert.Equal(RawTerminal.PersonDelete, (await there.ReadFrameAsync()).Command);
        await there.SendAsync(RawTerminal.PersonDelete, """{"result_code":"0000","result_desc":""}""");
        await Patience.UntilAsync(
            async () => (await cluster[0].GetAsync($"/api/v1/devices/{there.Sn}/commands/c1"))["state"]!.GetValue<string>() == "succeeded", "succeeded");

        // The newest session wins, across nodes.
        using var newer = await RawTerminal.ConnectAsync(cluster[0].Socket, there.Sn);
        await newer.BeatAsync(DateTimeOffset.UtcNow.AddSeconds(2)); // In the same second it would say what the other said, and not be fresh (D37).
        Assert.Null(await there.ReadAsync());

        // A new key, told to one node, counts on the other at once.
        await ChangeKeyAsync(cluster[0], terminals[3].Sn, "A1b2C3d4");
        Assert.Null(await terminals[3].ReadAsync());
        await Patience.UntilAsync(
            async () =>
            {
                using var again = await RawTerminal.ConnectAsync(cluster[1].Socket, terminals[3].Sn, "A1b2C3d4");
                return (await again.BeatAsync(DateTimeOffset.UtcNow)).Status == 0x00;
            },
            "the new key counts");
    }

    [PostgresProcessFact]
    public async Task Drain_OfOneNode_HandsEverythingOverAndExitsWithZero()
    {
        await using var cluster = await GatewayCluster.StartAsync(2);
        var terminals = await ConnectAllAsync(cluster);
        await Task.WhenAll(terminals.Select(terminal => BeatAsync(terminal)));
        var since = Stopwatch.GetTimestamp();

        using var begun = await cluster[1].Http.PostAsync("/api/v1/cluster/drain?seconds=2", null);
        begun.EnsureSuccessStatusCode();

        foreach (var terminal in terminals.Where((_, i) => i % 2 == 1)) Assert.Null(await terminal.ReadAsync()); // A reset would throw.
        Assert.Equal(0, await cluster[1].EndedAsync());
        output.WriteLine($"drained and ended after {Stopwatch.GetElapsedTime(since).TotalSeconds:0.0} s");
        Assert.Empty(cluster[1].Error);
        cluster.Forget(1);
        await cluster.UntilUpAsync(1);

        // All are served by the node that is left, at once.
        var moved = await Task.WhenAll(terminals.Select((terminal, i) => i % 2 == 1 ? RawTerminal.ConnectAsync(cluster[0].Socket, terminal.Sn) : Task.FromResult(terminal)));
        await Task.WhenAll(moved.Select(terminal => BeatAsync(terminal)));
        output.WriteLine($"all served again after {Stopwatch.GetElapsedTime(since).TotalSeconds:0.0} s");
    }

    [PostgresProcessFact]
    public async Task Kill9_OfOneNode_LosesNothingAndTheOtherServesAll()
    {
        await using var cluster = await GatewayCluster.StartAsync(2);
        var terminals = await ConnectAllAsync(cluster);
        await Task.WhenAll(terminals.Select(terminal => BeatAsync(terminal)));
        var stayed = terminals.Where((_, i) => i % 2 == 0).ToList();
        using var over = new CancellationTokenSource();
        var acknowledged = new ConcurrentDictionary<string, bool>();
        var pauses = Task.WhenAll(stayed.Select(terminal => Task.Run(() => UploadAsync(terminal, acknowledged, over.Token))));
        await Patience.UntilAsync(() => acknowledged.Count >= 100, "acknowledged");

        var since = Stopwatch.GetTimestamp();
        await cluster.KillAsync(1);

        // Their actors: each is asked until it answers, as a terminal with its next heartbeat would.
        using var beats = new CancellationTokenSource(Patience.Max);
        await Task.WhenAll(terminals.Where((_, i) => i % 2 == 1).Select(terminal => ServedAgainAsync(cluster, terminal.Sn, beats.Token)));
        var servedAfter = Stopwatch.GetElapsedTime(since);
        await cluster.UntilUpAsync(1);
        await over.CancelAsync();
        var longest = (await pauses).Max();
        output.WriteLine(
            $"served again by the other node after {servedAfter.TotalSeconds:0.0} s; longest pause of acknowledgements there {longest.TotalMilliseconds:0} ms, "
            + $"{acknowledged.Count} uploads");
        await cluster[0].AssertFeedAsync(acknowledged.Count);

        // It comes back as a new member, without a hand.
        await cluster.StartNodeAsync(1);
        await cluster.UntilUpAsync(2);
        using var back = await RawTerminal.ConnectAsync(cluster[1].Socket, terminals[1].Sn);
        await BeatAsync(back);
    }

    [PostgresProcessFact]
    public async Task Node_ThatTheClusterGoesOnWithout_EndsWithItsOwnExitCode()
    {
        await using var cluster = await GatewayCluster.StartAsync(2);

        // Of two halves the one with the lowest address goes on: that is the one that is killed, so the other must not.
        await cluster.KillAsync(0);

        Assert.Equal(4, await cluster[1].EndedAsync());
        Assert.Contains("start it again", cluster[1].Error, StringComparison.Ordinal);
        cluster.Forget(1);
    }

    [PostgresProcessFact]
    public async Task Node_OfAnotherClusterNameOrDataStore_IsRefusedWithOneLine()
    {
        await using var cluster = await GatewayCluster.StartAsync(1);
        await using var stranger = cluster.StartStranger("Cluster:Name=other");

        Assert.Equal(2, await stranger.EndedAsync());
        Assert.Contains("Gateway:Cluster:Name: the cluster's name is \"other\"", stranger.Error, StringComparison.Ordinal);
        Assert.Contains("\"gateway\"; the node does not join", stranger.Error, StringComparison.Ordinal);

        await using var elsewhere = cluster.StartStranger($"Storage:ConnectionString={await cluster.OtherDatabaseAsync()}");
        Assert.Equal(2, await elsewhere.EndedAsync());
        Assert.Contains("Gateway:Storage:ConnectionString: the data store is", elsewhere.Error, StringComparison.Ordinal);
        await cluster.UntilUpAsync(1);
    }

    private static async Task<List<RawTerminal>> ConnectAllAsync(GatewayCluster cluster)
    {
        var terminals = new List<RawTerminal>();
        for (var i = 0; i < Terminals; i++)
        {
            await cluster[0].ProvisionAsync($"smz-{i}");
            terminals.Add(await RawTerminal.ConnectAsync(cluster[i % 2].Socket, $"smz-{i}"));
        }

        return terminals;
    }

    private static async Task BeatAsync(RawTerminal terminal) => Assert.Equal(0x00, (await terminal.BeatAsync(DateTimeOffset.UtcNow)).Status);

    private static async Task ChangeKeyAsync(GatewayProcess gateway, string sn, string key)
    {
        using var changed = await gateway.Http.PutAsJsonAsync($"/api/v1/devices/{sn}", new { key });
        changed.EnsureSuccessStatusCode();
    }

    /// <summary>Connects to the node that is left and beats until it is answered.</summary>
    private static async Task ServedAgainAsync(GatewayCluster cluster, string sn, CancellationToken late)
    {
        while (true)
        {
            late.ThrowIfCancellationRequested();
            using var terminal = await RawTerminal.ConnectAsync(cluster[0].Socket, sn);
            await terminal.SendAsync(RawTerminal.Heartbeat, terminal.HeartbeatJson(DateTimeOffset.UtcNow));
            var answer = terminal.ReadAsync();
            if (await Task.WhenAny(answer, Task.Delay(TimeSpan.FromSeconds(1), late)) == answer && await answer is { Status: 0x00 }) return;
        }
    }

    /// <summary>Uploads one record after another; gives the longest time that one took.</summary>
    private static async Task<TimeSpan> UploadAsync(RawTerminal terminal, ConcurrentDictionary<string, bool> acknowledged, CancellationToken over)
    {
        var longest = TimeSpan.Zero;
        for (var i = 0; !over.IsCancellationRequested; i++)
        {
            var began = Stopwatch.GetTimestamp();
            var (code, _) = await terminal.UploadAsync(($"{i}", "2024-05-06 08:30:00"));
            if (code != "0000") throw new InvalidDataException(code);
            var took = Stopwatch.GetElapsedTime(began);
            if (took > longest) longest = took;
            acknowledged[$"{terminal.Sn}/{i}"] = true;
            await Task.Delay(20, CancellationToken.None);
        }

        return longest;
    }
}
