using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Security;
using System.Text.Json.Nodes;
using Gateway.Edge.Budgets;
using Gateway.Edge.Tcp;
using Gateway.Host;
using Gateway.Host.Configuration;
using Gateway.Storage.Migrations;
using Gateway.Tests.Platform.OpenApi;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>The whole node of the program in this process: its own data directory, any free ports, a clock that can be put forward.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    public const string AdminKey = "an-admin-key-for-tests-only";

    /// <summary>The node's own is signed by nobody.</summary>
    public static readonly SslClientAuthenticationOptions AnyCertificate = new() { RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null };

    private readonly Dictionary<string, string?> _settings;
    private readonly Action<IServiceCollection>? _replace;
    private DataDirectory _data = null!;
    private WebApplication _app = null!;
    private int _sns;

    private TestNode(Dictionary<string, string?> settings, Action<IServiceCollection>? replace) => (_settings, _replace) = (settings, replace);

    public ShiftedTime Time { get; } = new();

    public DateTimeOffset Now => Time.GetUtcNow();

    public IPEndPoint Endpoint { get; private set; } = null!;

    /// <summary>With <c>Tcp:TlsEndpoint</c> only.</summary>
    public int TlsPort { get; private set; }

    /// <summary>Addresses of the device listeners for HTTP(S), in the order of the settings.</summary>
    public IReadOnlyList<Uri> DeviceHttp { get; private set; } = [];

    public string DataPath => _data.Path;

    public HttpClient Http { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    public TcpEdge Edge => Services.GetRequiredService<TcpEdge>();

    /// <param name="settings">Without the prefix <c>Gateway:</c>.</param>
    /// <param name="replace">Puts other parts in the place of the node's own.</param>
    public static async Task<TestNode> StartAsync(IReadOnlyDictionary<string, string>? settings = null, Action<IServiceCollection>? replace = null)
    {
        var node = new TestNode(Settings(settings), replace);
        await node.StartAsync();
        return node;
    }

    /// <summary>
    /// One heartbeat and what its DeviceActor answers, however busy this machine is: the node's clock stands still meanwhile, since a heartbeat is answered idle after a second.
    /// </summary>
    public async Task<WireFrame> BeatAsync(RawTerminal terminal, DateTimeOffset? clock = null)
    {
        Time.Hold();
        try
        {
            return await terminal.BeatAsync(clock ?? Now);
        }
        finally
        {
            Time.LetGo();
        }
    }

    /// <summary>Stops as on SIGTERM and starts again on the same data, at other ports. The clock goes on.</summary>
    public async Task RestartAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _data.Dispose();
        await StartAsync();
    }

    /// <summary>A new SN that the gateway knows.</summary>
    public async Task<string> ProvisionAsync(string key = RawTerminal.Key, string? dialect = null)
    {
        var sn = $"smz-{Interlocked.Increment(ref _sns):D6}";
        await PutDeviceAsync(sn, key, dialect);
        return sn;
    }

    public async Task PutDeviceAsync(string sn, string key = RawTerminal.Key, string? dialect = null, bool enabled = true)
    {
        using var answer = await Http.PutAsJsonAsync($"/api/v1/devices/{sn}", new { key, kind = "attendance", dialect, enabled });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A terminal that is provisioned and connected.</summary>
    public async Task<RawTerminal> TerminalAsync() => await ConnectAsync(await ProvisionAsync());

    public Task<RawTerminal> ConnectAsync(string sn, string key = RawTerminal.Key, bool little = false, bool ecb = false, IPAddress? from = null) =>
        RawTerminal.ConnectAsync(Endpoint, sn, key, little, ecb, from);

    public async Task<JsonNode> GetAsync(string path) => (await Http.GetFromJsonAsync<JsonNode>(path))!;

    /// <summary>Every stored record of a terminal: user id and time.</summary>
    public async Task<List<(string UserId, DateTimeOffset Time)>> RecordsAsync(string sn)
    {
        var page = await GetAsync($"/api/v1/attendance?sn={sn}&limit=1000");
        return [.. page["items"]!.AsArray().Select(item => (item!["user_id"]!.GetValue<string>(), item["recog_time"]!.GetValue<DateTimeOffset>()))];
    }

    /// <summary>The data of a terminal's attendance in the feed, once there are so many.</summary>
    public async Task<List<JsonNode>> FeedAsync(string sn, int least)
    {
        var items = new List<JsonNode>();
        using var late = new CancellationTokenSource(Patience.Max);
        for (var after = 0L; items.Count < least;)
        {
            late.Token.ThrowIfCancellationRequested();
            var page = await GetAsync($"/api/v1/feed?kinds=attendance&wait=1&limit=1000&after={after}");
            items.AddRange(page["items"]!.AsArray().Where(item => item!["sn"]!.GetValue<string>() == sn).Select(item => item!["data"]!));
            after = page["next"]!.GetValue<long>();
        }

        return items;
    }

    /// <summary>Outcomes of a terminal's commands in the feed, once there are so many, and none comes after them.</summary>
    public async Task<List<(string Id, string State)>> OutcomesAsync(string sn, int least)
    {
        var outcomes = new List<(string, string)>();
        var after = 0L;
        await Patience.UntilAsync(
            async () =>
            {
                var page = await GetAsync($"/api/v1/feed?kinds=command&wait=1&limit=1000&after={after}");
                after = page["next"]!.GetValue<long>();
                outcomes.AddRange(page["items"]!.AsArray().Where(item => item!["sn"]!.GetValue<string>() == sn)
                    .Select(item => (item!["data"]!["id"]!.GetValue<string>(), item["data"]!["state"]!.GetValue<string>())));
                return outcomes.Count >= least && page["items"]!.AsArray().Count == 0;
            },
            "outcomes in the feed");
        return outcomes;
    }

    public async Task<List<JsonNode>> QuarantineAsync(string sn) =>
        [.. (await GetAsync($"/api/v1/quarantine?limit=1000&sn={sn}"))["items"]!.AsArray().Select(item => item!)];

    /// <summary>Queues a command; gives its id.</summary>
    public async Task<string> CommandAsync(string sn, object command)
    {
        using var answer = await Http.PostAsJsonAsync($"/api/v1/devices/{sn}/commands", command);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<string>();
    }

    /// <summary>Every command of a terminal.</summary>
    public async Task<List<JsonNode>> CommandsAsync(string sn) =>
        [.. (await GetAsync($"/api/v1/devices/{sn}/commands?limit=1000"))["items"]!.AsArray().Select(item => item!)];

    public Task<JsonNode> DeviceAsync(string sn) => GetAsync($"/api/v1/devices/{sn}");

    /// <summary>Stops as on SIGTERM.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Time.LetGo();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _data.Dispose();
        Directory.Delete(_data.Path, recursive: true);
    }

    private static Dictionary<string, string?> Settings(IReadOnlyDictionary<string, string>? settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["Gateway:DataDirectory"] = Directory.CreateTempSubdirectory("gateway-node-").FullName,
            ["Gateway:Tcp:Endpoint"] = "127.0.0.1:0",
            ["Gateway:Tcp:DrainSeconds"] = "0",
            ["Gateway:Platform:Urls"] = "http://127.0.0.1:0",
            ["Gateway:DeviceHttp:Urls"] = "http://127.0.0.1:0",
            ["Gateway:Platform:AdminKey"] = AdminKey,
            ["Gateway:Cluster:Port"] = "0",
            ["Serilog:MinimumLevel:Default"] = "Fatal",
        };
        foreach (var (key, value) in settings ?? new Dictionary<string, string>()) all["Gateway:" + key] = value;
        return all;
    }

    private async Task StartAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_settings).Build();
        var options = SettingsReader.Read(configuration);
        _data = DataDirectory.Open(options.DataDirectory);
        _app = GatewayHost.Build(options, _data, configuration, services =>
        {
            services.RemoveAll<TimeProvider>().AddSingleton<TimeProvider>(Time);
            services.RemoveAll<GuessLimits>().AddSingleton(new GuessLimits(int.MaxValue, 0)); // All its terminals share an address.
            _replace?.Invoke(services);
        });
        await _app.Services.GetRequiredService<Schema>().MigrateAsync(default);
        await _app.StartAsync();
        await ServeAsync();
    }

    private async Task ServeAsync()
    {
        var addresses = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToList();
        var device = new Uri(addresses[0].Replace("tcp://", "http://", StringComparison.Ordinal));
        Endpoint = new IPEndPoint(IPAddress.Loopback, device.Port);
        var platform = 1 + Services.GetRequiredService<GatewayOptions>().DeviceHttp.Endpoints.Count;
        DeviceHttp = [.. addresses[1..platform].Select(address => new Uri(address))];
        TlsPort = new Uri(addresses[^1].Replace("tcp://", "http://", StringComparison.Ordinal)).Port;
        Http = new HttpClient(new ContractHandler(new SocketsHttpHandler { SslOptions = AnyCertificate })) { BaseAddress = new Uri(addresses[platform]), Timeout = Patience.Max };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        await Patience.UntilAsync(async () => (await Http.GetAsync("/health/ready")).IsSuccessStatusCode, "ready");
    }
}
