using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Gateway.Benchmarks.Servers;

/// <summary>The program as an operator starts it, this build's or another's; killed in the end.</summary>
internal sealed partial class GatewayProgram : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private GatewayProgram(Process process, string banner)
    {
        _process = process;
        Http = new Uri(Line(banner, "devices, HTTP").Split(' ')[0]);
        Platform = new HttpClient { BaseAddress = new Uri(Line(banner, "platform API")) };
        Platform.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", GatewayServer.AdminKey);
        Socket = int.Parse(Line(banner, "devices, socket").Split(':')[^1].Split(' ')[0], CultureInfo.InvariantCulture);
    }

    public bool IsAlive => !_process.HasExited;

    /// <summary>The device listener for HTTP.</summary>
    public Uri Http { get; }

    /// <summary>The port of the terminals' socket.</summary>
    public int Socket { get; }

    /// <summary>As its administrator.</summary>
    public HttpClient Platform { get; }

    /// <summary>From the start of the process until it was ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>What it had used of the processors by then.</summary>
    public TimeSpan CpuWhenReady { get; private set; }

    /// <summary>Its memory now, by the kernel's books: /proc, as an operator's tools do.</summary>
    public long ResidentKiB => long.Parse(Resident().Match(File.ReadAllText($"/proc/{_process.Id}/status")).Groups[1].Value, CultureInfo.InvariantCulture);

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="program">Gateway.Host.dll; null: of this build.</param>
    /// <param name="directory">Its data directory.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <param name="more">Settings besides the standard ones.</param>
    public static async Task<GatewayProgram> StartAsync(
        string? program, string directory, CancellationToken cancellation, IEnumerable<KeyValuePair<string, string?>>? more = null)
    {
        string[] settings =
        [
            "DataDirectory=" + directory, "Tcp:Endpoint=127.0.0.1:0", "Tcp:DrainSeconds=0", "DeviceHttp:Urls=http://127.0.0.1:0", "Platform:Urls=http://127.0.0.1:0",
            "Platform:AdminKey=" + GatewayServer.AdminKey, "Cluster:Port=0",
        ];
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = directory };
        start.ArgumentList.Add(program ?? Path.Combine(AppContext.BaseDirectory, "Gateway.Host.dll"));
        foreach (var setting in settings) start.ArgumentList.Add("--Gateway:" + setting);
        foreach (var (key, value) in more ?? []) start.ArgumentList.Add($"--{key}={value}");
        start.ArgumentList.Add("--Serilog:MinimumLevel:Default=Error");
        var started = Stopwatch.GetTimestamp();
        var process = Process.Start(start) ?? throw new InvalidOperationException("the gateway did not start");
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        var gateway = new GatewayProgram(process, await BannerAsync(process, cancellation));
        while (!(await gateway.Platform.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellation)).IsSuccessStatusCode) await Task.Delay(LookEvery, cancellation);
        gateway.ReadyAfter = Stopwatch.GetElapsedTime(started);
        process.Refresh();
        gateway.CpuWhenReady = process.TotalProcessorTime;
        return gateway;
    }

    /// <summary>Tells it of terminals.</summary>
    /// <param name="lines">A device each, as JSON.</param>
    /// <param name="cancellation">Ends it early.</param>
    public async Task ImportAsync(IEnumerable<string> lines, CancellationToken cancellation)
    {
        using var content = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");
        using var imported = await Platform.PostAsync(new Uri("/api/v1/devices/import", UriKind.Relative), content, cancellation);
        imported.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Platform.Dispose();
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

    [GeneratedRegex(@"VmRSS:\s+(\d+) kB")]
    private static partial Regex Resident();
}
