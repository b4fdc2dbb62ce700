using System.Text.Json.Nodes;
using Xunit;

namespace Gateway.Tests.Whole.Processes;

/// <summary>What the feed of a running node must hold.</summary>
internal static class FeedOfProcess
{
    /// <summary>The feed has no gap, and each of so many attendance records once.</summary>
    public static async Task AssertFeedAsync(this GatewayProcess gateway, int records)
    {
        var seq = 0L;
        var found = new List<string>();
        await Patience.UntilAsync(
            async () =>
            {
                var page = await gateway.GetAsync($"/api/v1/feed?limit=1000&wait=1&after={seq}");
                foreach (var item in page["items"]!.AsArray())
                {
                    Assert.Equal(++seq, item!["seq"]!.GetValue<long>());
                    if (item["kind"]!.GetValue<string>() == "attendance") found.Add(Name(item["data"]!));
                }

                return found.Count >= records;
            },
            "everything is in the feed");
        Assert.Equal(records, found.Distinct().Count());
        Assert.Equal(records, found.Count);
    }

    private static string Name(JsonNode record) => $"{record["sn"]!.GetValue<string>()}/{record["user_id"]!.GetValue<string>()}";
}
