using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Servers;

namespace Gateway.Benchmarks.Hostile;

/// <summary>The program as an operator starts it, this build's or another's, with the terminals of the load.</summary>
internal sealed partial class HostileGateway : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly WorkDirectory _directory;
    private readonly HttpClient _platform;
    private readonly CancellationTokenSource _ended = new();
    private long _peak;

    private HostileGateway(Process process, WorkDirectory directory, string banner)
    {
        (_process, _directory) = (process, directory);
        Http = new Uri(Line(banner, "devices, HTTP").Split(' ')[0]);
        _platform = new HttpClient { BaseAddress = new Uri(Line(banner, "platform API")) };
        _platform.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", GatewayServer.AdminKey);
        Socket = int.Parse(Line(banner, "devices, socket").Split(':')[^1].Split(' ')[0], CultureInfo.InvariantCulture);
    }

    public int Socket { get; }

    /// <summary>The device listener for HTTP.</summary>
    public Uri Http { get; }

    public int PlatformPort => _platform.BaseAddress!.Port;

    public string ViewerKey { get; private set; } = "";

    public bool IsAlive => !_process.HasExited;

    /// <summary>The most memory that it had since <see cref="ForgetPeak"/>, in MiB.</summary>
    public long PeakMiB => Interlocked.Read(ref _peak);

    public void ForgetPeak() => Interlocked.Exchange(ref _peak, 0);

    /// <param name="program">Gateway.Host.dll; null: of this build.</param>
    public static async Task<HostileGateway> StartAsync(string? program, string parent, CancellationToken cancellation)
    {
        var directory = new WorkDirectory(parent);
        string[] settings =
        [
            "DataDirectory=" + directory.Path, "Tcp:Endpoint=127.0.0.1:0", "Tcp:DrainSeconds=0", "DeviceHttp:Urls=http://127.0.0.1:0", "Platform:Urls=http://127.0.0.1:0",
            "Platform:AdminKey=" + GatewayServer.AdminKey, "Cluster:Port=0",
        ];
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = directory.Path };
        start.ArgumentList.Add(program ?? Path.Combine(AppContext.BaseDirectory, "Gateway.Host.dll"));
        foreach (var setting in settings) start.ArgumentList.Add("--Gateway:" + setting);
        start.ArgumentList.Add("--Serilog:MinimumLevel:Default=Error");
        var process = Process.Start(start) ?? throw new InvalidOperationException("the gateway did not start");
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        var gateway = new HostileGateway(process, directory, await BannerAsync(process, cancellation));
        await gateway.PrepareAsync(cancellation);
        return gateway;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _platform.Dispose();
        _ended.Dispose();
        _directory.Dispose();
    }

    /// <summary>Up to the last line of what it prints when it serves.</summary>
    private static async Task<string> BannerAsync(Process process, CancellationToken cancellation)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(StartWithin);
        var banner = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync(late.Token) is { } line)
        {
            banner.Append(line).Append('\n');
            if (!line.StartsWith("  admin API key", StringComparison.Ordinal)) continue;
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            return banner.ToString();
        }

        throw new InvalidOperationException("the gateway did not start: " + banner);
    }

    private static string Line(string banner, string name) => Regex.Match(banner, $"^  {Regex.Escape(name)}  +(.+)$", RegexOptions.Multiline).Groups[1].Value;

    private async Task PrepareAsync(CancellationToken cancellation)
    {
        while (!(await _platform.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellation)).IsSuccessStatusCode) await Task.Delay(LookEvery, cancellation);
        var numbers = Enumerable.Range(0, HonestLoad.Sockets + HonestLoad.Https).Concat(Enumerable.Range(HonestLoad.RogueFirst, HonestLoad.Rogues)).Append(HonestLoad.Enrolment);
        var lines = numbers.Select(number => JsonSerializer.Serialize(new
        {
            sn = BenchTerminal.Sn(number),
            key = BenchTerminal.ToChange(number).Key,
            kind = number == HonestLoad.Enrolment ? "enrolment" : "attendance",
        }));
        using var content = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");
        using var imported = await _platform.PostAsync(new Uri("/api/v1/devices/import", UriKind.Relative), content, cancellation);
        imported.EnsureSuccessStatusCode();
        using var made = await _platform.PostAsJsonAsync(new Uri("/api/v1/keys", UriKind.Relative), new { name = "attacker", role = "viewer" }, cancellation);
        using var key = JsonDocument.Parse(await made.Content.ReadAsStringAsync(cancellation));
        ViewerKey = key.RootElement.GetProperty("key").GetString()!;
        _ = WatchAsync();
    }

    /// <summary>Memory is read by the kernel's books: /proc, as an operator's tools do.</summary>
    private async Task WatchAsync()
    {
        while (!_ended.IsCancellationRequested && !_process.HasExited)
        {
            try
            {
                var status = await File.ReadAllTextAsync($"/proc/{_process.Id}/status");
                var resident = long.Parse(Resident().Match(status).Groups[1].Value, CultureInfo.InvariantCulture) / 1024;
                if (resident > Interlocked.Read(ref _peak)) Interlocked.Exchange(ref _peak, resident);
                await Task.Delay(LookEvery);
            }
            catch (Exception gone) when (gone is IOException or FormatException)
            {
                return;
            }
        }
    }

    [GeneratedRegex(@"VmRSS:\s+(\d+) kB")]
    private static partial Regex Resident();
}
