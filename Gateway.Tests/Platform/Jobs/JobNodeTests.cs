using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Edge.Tcp;
using Xunit;

namespace Gateway.Tests.Platform.Jobs;

/// <summary>Jobs on a whole node: its runner is woken by a request, its terminals take the command.</summary>
[Collection(NodeFixture.Collection)]
public sealed class JobNodeTests(NodeFixture fixture)
{
    private TestNode Node => fixture.Node;

    [Fact]
    public async Task Job_OfAWholeNode_GoesOutByItselfAndIsCompletedByTheTerminals()
    {
        var (absent, present) = (await Node.ProvisionAsync(), await Node.ProvisionAsync());
        using var terminal = await Node.ConnectAsync(present);
        await terminal.BeatAsync(Node.Now);
        using var posted = await Node.Http.PostAsJsonAsync("/api/v1/jobs", new { targets = new { sns = new[] { absent, present } }, command = new { type = "clock.set" } });
        var id = (await posted.Content.ReadFromJsonAsync<JsonNode>())!["job_id"]!.GetValue<string>();

        await UntilAsync("queued", 2);
        await terminal.BeatAsync(Node.Now); // Its clock is right: so the correction has succeeded.
        await Patience.UntilAsync(
            async () =>
            {
                await terminal.BeatAsync(Node.Now);
                return (int)(await JobAsync())["counts"]!["succeeded"]! == 1;
            },
            "one has succeeded");
        using var cancelled = await Node.Http.PostAsync(new Uri($"/api/v1/jobs/{id}/cancel", UriKind.Relative), null);
        await UntilAsync("cancelled", 1);
        await Patience.UntilAsync(async () => (await JobAsync())["ended_at"] is not null, "the job has ended");
        Assert.Equal("cancelled", (string?)(await Node.CommandsAsync(absent)).Single()["state"]);

        async Task<JsonNode> JobAsync() => await Node.GetAsync("/api/v1/jobs/" + id);
        Task UntilAsync(string state, int count) => Patience.UntilAsync(async () => (int)(await JobAsync())["counts"]![state]! == count, $"{count} {state}");
    }
}
