using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Gateway.Servers;

namespace Gateway.Simulator.Soak.Servers;

/// <summary>One node of the gateway; its ports stay the same over all its lives.</summary>
internal sealed class GatewayProcess : ServerProcess
{
    private const string KeyVariable = "Gateway__Platform__AdminKey";

    private readonly string _program;
    private readonly NodePlace _place;
    private readonly IReadOnlyList<string> _settings;
    private readonly string _apiKey;
    private readonly HttpClient _http;

    /// <param name="program">A .dll for <c>dotnet</c>, or a program.</param>
    /// <param name="settings">More settings, <c>key=value</c> without the prefix <c>Gateway:</c>.</param>
    public GatewayProcess(string name, string program, string directory, NodePlace place, string apiKey, IReadOnlyList<string> settings, TimeProvider time)
        : base(name, directory, time)
    {
        _program = program;
        _place = place;
        _apiKey = apiKey;
        _settings = settings;
        Addresses = new NodeAddresses(new IPEndPoint(place.Address, place.Socket), new Uri($"http://{place.Address}:{place.Api}"));
        _http = new HttpClient { BaseAddress = Addresses.Api, Timeout = TimeSpan.FromSeconds(5) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
    }

    public NodeAddresses Addresses { get; }

    /// <summary>Asks it by the platform API to leave; waits for its end and gives the exit code, null when it did not end in time and was killed.</summary>
    /// <param name="spread">Over how long it closes its connections.</param>
    public Task<int?> DrainAsync(TimeSpan spread) => EndAsync(async () =>
    {
        using var begun = await _http.PostAsync(new Uri($"api/v1/cluster/drain?seconds={spread.TotalSeconds:F0}", UriKind.Relative), null);
        if (!begun.IsSuccessStatusCode) throw new SoakFailedException($"{Name}: the drain was answered {(int)begun.StatusCode}.");
    });

    /// <summary>Whether the shard region of every member that is up and reachable answers, as this node sees it; null when it does not answer itself.</summary>
    public async Task<bool?> RegionsAnswerAsync()
    {
        try
        {
            using var answer = JsonDocument.Parse(await _http.GetByteArrayAsync(new Uri("api/v1/cluster", UriKind.Relative)));
            return answer.RootElement.GetProperty("nodes").EnumerateArray()
                .Where(static node => node.GetProperty("status").GetString() == "up" && node.GetProperty("reachable").GetBoolean())
                .All(static node => node.TryGetProperty("shards", out var shards) && shards.ValueKind == JsonValueKind.Number);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _http.Dispose();
    }

    protected override ProcessStartInfo CommandLine()
    {
        string[] program = _program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? ["dotnet", Path.GetFullPath(_program)] : [_program];
        string[] words = [.. _place.Prefix, .. program, .. Settings().Select(static setting => "--Gateway:" + setting)];
        var start = new ProcessStartInfo(words[0], words.Skip(1));
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("Gateway__", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        start.Environment[KeyVariable] = _apiKey; // the command line can be read by everybody
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        return start;
    }

    protected override async Task<bool> IsReadyAsync(CancellationToken stop)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("health/ready", UriKind.Relative), stop);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !stop.IsCancellationRequested)
        {
            return false; // it is asked again
        }
    }

    private string[] Settings() =>
    [
        $"DataDirectory={Path.Combine(Directory, "data")}",
        $"Tcp:Endpoint={_place.Address}:{_place.Socket}",
        "Tcp:DrainSeconds=1",
        $"DeviceHttp:Urls=http://{_place.Address}:{_place.DeviceHttp}",
        $"Platform:Urls=http://{_place.Address}:{_place.Api}",
        $"Cluster:Hostname={_place.Address}",
        $"Cluster:Port={_place.Remoting}",
        .. _settings
    ];
}
