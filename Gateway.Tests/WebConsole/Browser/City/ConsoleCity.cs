using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Codec.Framing;
using Gateway.Simulator.Broken;
using Gateway.Simulator.Enrolment;
using Gateway.Simulator.Terminals;
using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.Whole.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.Tests.WebConsole.Browser.City;

/// <summary>
/// The sites of <see cref="CityPlan"/> at a gateway in a process of its own, between six and seven in the morning: by the API and by terminals of the simulator, but for the counts
/// of the weeks before. It is always morning there, since its time zone is chosen so.
/// </summary>
internal sealed class ConsoleCity : IAsyncDisposable
{
    private const string RefusedWords = "人脸过小";
    private const string Leaver = "970001";
    private const int Morning = 6;

    /// <summary>Past six: in the first minutes hardly anybody has to be there yet.</summary>
    private const int EarliestMinute = 5;

    /// <summary>The zones that name an hour go from 12 hours behind UTC to 14 before it.</summary>
    private const int OffsetMax = 14;

    private static readonly string[] Week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(1);

    private readonly TempDirectory _directory;
    private readonly IBrowser _browser;
    private readonly CancellationTokenSource _over = new();
    private readonly List<Task> _running = [];
    private readonly Dictionary<string, string> _signedIn = [];

    private ConsoleCity(TempDirectory directory, GatewayProcess gateway, IBrowser browser, int hours)
    {
        (_directory, Gateway, _browser, Offset) = (directory, gateway, browser, TimeSpan.FromHours(hours));
        Zone = ZoneOf(hours);
    }

    public GatewayProcess Gateway { get; }

    public Uri Address => Gateway.Http.BaseAddress!;

    /// <summary>Of the sites and of whoever looks.</summary>
    public string Zone { get; }

    public TimeSpan Offset { get; }

    public DateTimeOffset Now => DateTimeOffset.UtcNow.ToOffset(Offset);

    /// <summary>The job that deletes somebody everywhere, and fails at the gates that refuse.</summary>
    public string Job { get; private set; } = "";

    public string Database => Path.Combine(Gateway.Data, "gateway.db");

    public static async Task<ConsoleCity> StartAsync(IBrowser browser)
    {
        var hours = ((Morning - DateTimeOffset.UtcNow.AddMinutes(-EarliestMinute).Hour + 24 + (24 - OffsetMax)) % 24) - (24 - OffsetMax);
        var directory = new TempDirectory();
        var gateway = GatewayProcess.Start(directory, [$"TimeZone={ZoneOf(hours)}"]);
        await gateway.ServesAsync();
        var city = new ConsoleCity(directory, gateway, browser, hours);
        try
        {
            await city.FillAsync();
            return city;
        }
        catch
        {
            await city.DisposeAsync();
            throw;
        }
    }

    /// <summary>A window of somebody with that role, signed in.</summary>
    public async Task<ConsoleWindow> OpenAsync(Look look, string role = "admin")
    {
        if (!_signedIn.TryGetValue(role, out var state))
        {
            var key = role == "admin" ? (await File.ReadAllTextAsync(Path.Combine(Gateway.Data, "admin.key"))).Trim() : await KeyAsync(role);
            await using var first = await ConsoleWindow.OpenAsync(_browser, Address, look, zone: Zone);
            state = _signedIn[role] = await first.SignInAsync(key);
        }

        return await ConsoleWindow.OpenAsync(_browser, Address, look, state, Zone);
    }

    /// <summary>A window of somebody who is not signed in.</summary>
    public Task<ConsoleWindow> OpenUnknownAsync(Look look) => ConsoleWindow.OpenAsync(_browser, Address, look, zone: Zone);

    /// <summary>What the admin's browser downloads.</summary>
    public async Task<HttpClient> DownloadAsync(string role = "admin")
    {
        await using var window = await OpenAsync(Look.All[0], role);
        var cookies = JsonNode.Parse(_signedIn[role])!["cookies"]!.AsArray().Select(static cookie => $"{cookie!["name"]}={cookie["value"]}");
        var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address, Timeout = Patience.Max };
        http.DefaultRequestHeaders.Add("Cookie", string.Join("; ", cookies));
        return http;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_running);
        await Gateway.DisposeAsync();
        _over.Dispose();
        _directory.Dispose();
    }

    public Task PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, JsonContent.Create(body));

    public Task<JsonNode?> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, JsonContent.Create(body));

    private static string ZoneOf(int hours) => hours == 0 ? "Etc/GMT" : string.Create(CultureInfo.InvariantCulture, $"Etc/GMT{-hours:+0;-0}");

    private async Task FillAsync()
    {
        await CityHistory.WriteAsync(Database, DateOnly.FromDateTime(Now.DateTime));
        foreach (var site in CityPlan.Sites) await MakeAsync(site);
        await Task.WhenAll(CityPlan.Sites.Select(ClockInAsync));
        await ClockInLastMonthAsync();
        await GoOnlineAsync();
        await EnrolAsync();
        var job = await PostAsync("/api/v1/jobs", new { targets = new { all = true }, command = new { type = "person.delete", user_id = Leaver } });
        Job = job!["job_id"]!.GetValue<string>();
        await Patience.UntilAsync(async () => (await Gateway.GetAsync($"/api/v1/jobs/{Job}"))["counts"]?["failed"]?.GetValue<int>() > 0, "some gates have refused");
    }

    private async Task MakeAsync(CitySite site)
    {
        await PutAsync($"/api/v1/sites/{site.Code}", new
        {
            name = site.Name,
            region = site.Region,
            contractor = "中建三局",
            hours = new[] { new { days = Week, from = "05:30", to = "19:00" } }
        });
        foreach (var gate in Enumerable.Range(1, site.Gates))
            await PutAsync($"/api/v1/devices/{site.Sn(gate)}", new { key = RawTerminal.Key, kind = "attendance", name = CitySite.GateName(gate), site = site.Code });

        var lines = Enumerable.Range(0, site.Persons).Select(site.UserId)
            .Select(user => new JsonObject { ["user_id"] = user, ["name"] = CityPlan.NameOf(user), ["work_sn"] = "G" + user }.ToJsonString());
        await SendAsync(HttpMethod.Put, $"/api/v1/sites/{site.Code}/roster?mode=merge", new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson"));
    }

    /// <summary>This morning's records, uploaded by its gates, four at a time.</summary>
    private async Task ClockInAsync(CitySite site)
    {
        var now = Now.DateTime;
        var records = Enumerable.Range(0, site.Came).Select(index => (User: site.UserId(index), Time: now.Date + CityPlan.Comes(site, index)))
            .Where(record => record.Time < now).Select(static record => (record.User, record.Time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)));
        using var gate = await RawTerminal.ConnectAsync(Gateway.Socket, site.Sn(1));
        foreach (var part in records.Chunk(FleetOptions.RecordsPerUploadMax)) Assert.Equal("0000", (await gate.UploadAsync(part)).Code);
    }

    /// <summary>One worker's records of the month before, which the gate had kept.</summary>
    private async Task ClockInLastMonthAsync()
    {
        var first = new DateTime(Now.Year, Now.Month, 1, 6, 30, 0, DateTimeKind.Unspecified).AddMonths(-1);
        using var gate = await RawTerminal.ConnectAsync(Gateway.Socket, CityPlan.Refusing.Sn(1));
        for (var day = 0; day < CityPlan.DaysOfLastMonth; day++)
        {
            var time = first.AddDays(day).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            Assert.Equal("0000", (await gate.UploadAsync((CityPlan.Worker, time))).Code);
        }
    }

    private async Task GoOnlineAsync()
    {
        var gates = CityPlan.Sites
            .SelectMany(static site => Enumerable.Range(1, site.HasStuckClock ? site.Gates - 1 : site.Gates).Select(gate => (Site: site, Gate: gate))).ToList();
        StartFleet(gates.Where(static at => at.Site.Refuses(at.Gate)), RefusedWords);
        var cutOff = StartFleet(gates.Where(static at => at.Site.IsCutOff), null);
        StartFleet(gates.Where(static at => !at.Site.IsCutOff && !at.Site.Refuses(at.Gate)), null);
        var stuck = CityPlan.Sites.Single(static site => site.HasStuckClock);
        var identity = new TerminalIdentity(stuck.Sn(stuck.Gates), RawTerminal.Key, ByteOrder.Big);
        var clock = new BrokenTerminal(BrokenHabit.All.Single(static habit => habit.Name == "clock"), identity, Gateway.Socket, Offset, TimeProvider.System);
        _running.Add(clock.RunAsync(_over.Token));
        await SettleAsync();
        await cutOff.HangUpAsync(TimeSpan.FromSeconds(5));
    }

    private Fleet StartFleet(IEnumerable<(CitySite Site, int Gate)> gates, string? refusal)
    {
        TerminalIdentity[] identities = [.. gates.Select(static at => new TerminalIdentity(at.Site.Sn(at.Gate), RawTerminal.Key, ByteOrder.Big))];
        var context = new RunContext(TimeProvider.System, new FleetOptions
        {
            HeartbeatEvery = HeartbeatEvery,
            UploadEvery = null,
            RampPerSecond = identities.Length,
            AnswerTimeout = Patience.Max,
            UtcOffset = Offset,
            FailUsers = refusal is null ? null : "9*",
            FailWords = refusal,
            RunTag = "r"
        });
        var fleet = new Fleet(context, new SingleEntrance(Gateway.Socket), identities);
        _running.Add(fleet.RunAsync(_over.Token));
        return fleet;
    }

    /// <summary>Until every gate that can has got its roster.</summary>
    private Task SettleAsync() => Patience.UntilAsync(
        async () =>
        {
            foreach (var site in CityPlan.Sites)
            {
                var roster = (await Gateway.GetAsync($"/api/v1/sites/{site.Code}"))["roster"]!;
                var stuck = site.HasStuckClock ? site.Persons : 0;
                if (roster["pending"]!.GetValue<int>() > stuck) return false;
            }

            return true;
        },
        "all gates have their rosters");

    private async Task EnrolAsync()
    {
        var settings = new EnrolmentSettings { DeviceHttp = Gateway.DeviceHttp, Workers = 3, Terminals = 1, Prefix = "enr", Seed = 1 };
        foreach (var device in settings.Devices()) await PutAsync($"/api/v1/devices/{device.Sn}", new { key = device.Key, kind = "enrolment", site = CityPlan.Refusing.Code });
        var run = new EnrolmentRun(settings, null, TimeProvider.System);
        await run.RunAsync(CancellationToken.None);
        Assert.Equal(3, run.Registered);
    }

    private async Task<string> KeyAsync(string role) => (await PostAsync("/api/v1/keys", new { name = $"{role} of the tests", role }))!["key"]!.GetValue<string>();

    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        using var answer = await Gateway.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }
}
