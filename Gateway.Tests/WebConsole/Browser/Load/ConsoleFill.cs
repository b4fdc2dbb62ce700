using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.Whole.Processes;
using Xunit;

namespace Gateway.Tests.WebConsole.Browser.Load;

/// <summary>A city's data in a gateway's database: sites and terminals by the API, the rest by SQL.</summary>
internal static class ConsoleFill
{
    private const int Regions = 22;
    private const int ImportedAtOnce = 1000;

    private static readonly string[] Week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>Sites and terminals, and one person whose content all others share.</summary>
    public static async Task ByApiAsync(GatewayProcess gateway, FillScale scale)
    {
        for (var number = 1; number <= scale.Sites; number++)
        {
            await SendAsync(gateway, HttpMethod.Put, $"/api/v1/sites/{FillScale.SiteOf(number)}", JsonContent.Create(new
            {
                name = $"{number} 号地块 {(char)('A' + (number % 26))} 标",
                region = $"第 {(number % Regions) + 1} 区",
                hours = new[] { new { days = Week, from = "05:00", to = "20:00" } }
            }));
        }

        var terminals = Enumerable.Range(1, scale.Sites).SelectMany(site => Enumerable.Range(1, scale.TerminalsPerSite).Select(gate => new JsonObject
        {
            ["sn"] = string.Create(CultureInfo.InvariantCulture, $"{FillScale.SiteOf(site)}-{gate:D2}"),
            ["key"] = RawTerminal.Key,
            ["kind"] = "attendance",
            ["name"] = $"{gate} 号闸机",
            ["site"] = FillScale.SiteOf(site)
        }.ToJsonString()));
        foreach (var part in terminals.Chunk(ImportedAtOnce))
            await SendAsync(gateway, HttpMethod.Post, "/api/v1/devices/import", new StringContent(string.Join('\n', part), Encoding.UTF8, "application/x-ndjson"));

        await SendAsync(gateway, HttpMethod.Put, "/api/v1/sites/seed", JsonContent.Create(new { name = "种子" }));
        await SendAsync(gateway, HttpMethod.Put, "/api/v1/sites/seed/roster/seed", JsonContent.Create(new { name = "王强", work_sn = "G1" }));
    }

    /// <summary>Everything else; the gateway is not running.</summary>
    public static async Task BySqlAsync(FillDatabase database, FillScale scale, DateTimeOffset midnight)
    {
        var sql = new FillSql(database.IsPostgres, scale, midnight);
        var days = Enumerable.Range(0, FillScale.Days).Reverse().ToList();
        await database.RunAsync(sql.Partitions());
        await database.RunAsync([sql.Roster(), sql.Managed()]);
        await database.LoadAsync("roster_devices", [sql.Presence()]);
        await database.LoadAsync("attendance", days.Select(sql.Attendance));
        await database.LoadAsync("clock_ins", days.SelectMany(back => new[] { sql.Counts(back), sql.CountsOfAll(back) }));
    }

    private static async Task SendAsync(GatewayProcess gateway, HttpMethod method, string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        using var answer = await gateway.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
