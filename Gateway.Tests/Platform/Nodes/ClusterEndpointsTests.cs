using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Edge.Tcp;
using Xunit;

namespace Gateway.Tests.Platform.Nodes;

/// <summary>The cluster's page and draining, on a node that is alone.</summary>
[Trait(Category.Name, Category.Long)]
public sealed class ClusterEndpointsTests
{
    [Fact]
    public async Task Cluster_OfOneNode_TellsItsConnectionsShardsAndSingletons()
    {
        await using var node = await TestNode.StartAsync();
        using var terminal = await node.TerminalAsync();
        await terminal.BeatAsync(node.Now);

        JsonNode cluster = null!;
        await Patience.UntilAsync(
            async () =>
            {
                cluster = await node.GetAsync("/api/v1/cluster");
                var first = cluster["nodes"]![0]!;
                return first["answers"]!.GetValue<bool>() && first["singletons"]!.AsArray().Count == 7 && cluster["feed"]!["lag_seconds"]!.GetValue<double>() == 0;
            },
            "all singletons run, and the feed has all");

        var one = Assert.Single(cluster["nodes"]!.AsArray())!;
        Assert.Equal(cluster["node"]!.GetValue<string>(), one["node"]!.GetValue<string>());
        Assert.Equal(cluster["leader"]!.GetValue<string>(), one["node"]!.GetValue<string>());
        Assert.Equal(
            ("up", true, true, false),
            (one["status"]!.GetValue<string>(), one["reachable"]!.GetValue<bool>(), one["answers"]!.GetValue<bool>(), one["draining"]!.GetValue<bool>()));
        Assert.Equal((1, 1, 1), (one["connections"]!.GetValue<int>(), one["shards"]!.GetValue<int>(), one["device_actors"]!.GetValue<int>()));
        Assert.Equal(
            ["feed-sequencer", "command-projection", "command-sweeper", "retention", "alarms", "job-runner", "counts"],
            one["singletons"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.Matches(@"^\d+\.\d+\.\d+", one["version"]!.GetValue<string>());
        Assert.Equal((await node.GetAsync("/api/v1/feed"))["generation"]!.GetValue<string>(), cluster["feed"]!["generation"]!.GetValue<string>());
        Assert.False(cluster["feed"]!["may_lose"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Drain_ByAViewer_IsForbidden()
    {
        await using var node = await TestNode.StartAsync();
        using var made = await node.Http.PostAsJsonAsync("/api/v1/keys", new { name = "eyes", role = "viewer" });
        var key = (await made.Content.ReadFromJsonAsync<JsonNode>())!["key"]!.GetValue<string>();
        using var viewer = new HttpClient { BaseAddress = node.Http.BaseAddress };
        viewer.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

        using var seen = await viewer.GetAsync("/api/v1/cluster");
        using var refused = await viewer.PostAsync("/api/v1/cluster/drain", null);
        using var wrong = await node.Http.PostAsync("/api/v1/cluster/drain?seconds=-1", null);

        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.False(node.Edge.IsDraining);
    }

    [Fact]
    public async Task Document_ClusterTraceAndMetrics_AreDescribed()
    {
        await using var node = await TestNode.StartAsync();

        var paths = (await node.GetAsync("/openapi/v1.json"))["paths"]!.AsObject();

        foreach (var (path, method) in new[] { ("/api/v1/cluster", "get"), ("/api/v1/cluster/drain", "post"), ("/api/v1/devices/{sn}/trace", "get"), ("/metrics", "get") })
            Assert.False(string.IsNullOrEmpty((string?)paths[path]![method]!["description"]), path);
    }
}
