using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.Platform.OpenApi;

namespace Gateway.Tests.Whole.Processes;

/// <summary>The program as an operator starts it: a process of its own, its output, its exit code. Killed when the test is over.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource _serves = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GatewayProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Append(_out, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
        _process.Exited += (_, _) => _serves.TrySetResult();
    }

    public string Out => Text(_out);

    public string Error => Text(_error);

    public IPEndPoint Socket => IPEndPoint.Parse(Line("devices, socket"));

    /// <summary>The first address of the device listeners for HTTP(S).</summary>
    public Uri DeviceHttp => new(Line("devices, HTTP").Split(' ')[0]);

    public string Data => Line("data");

    public string Key => Line("admin API key");

    /// <summary>Its exit code; null while it runs.</summary>
    public int? EndedWith => _process.HasExited ? _process.ExitCode : null;

    public HttpClient Http { get; private set; } = null!;

    /// <summary>What it has taken so far.</summary>
    public (TimeSpan Processor, long MemoryBytes) Use
    {
        get
        {
            _process.Refresh();
            return (_process.TotalProcessorTime, _process.WorkingSet64);
        }
    }

    /// <param name="directory">Working directory and data directory, unless a setting names another.</param>
    /// <param name="settings">Command line, as <c>key=value</c> without the prefix <c>Gateway:</c>; a key with another prefix begins with a slash.</param>
    /// <param name="environment">Variables besides those of the test run.</param>
    /// <param name="program">Directory of another build of the program; null: the one under test.</param>
    /// <param name="descriptors">RLIMIT_NOFILE of the process; null: as that of the test run.</param>
    public static GatewayProcess Start(
        string directory, IEnumerable<string>? settings = null, IReadOnlyDictionary<string, string>? environment = null, string? program = null,
        int? descriptors = null)
    {
        var start = new ProcessStartInfo(descriptors is null ? "dotnet" : "sh")
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        if (descriptors is { } limit)
            foreach (var word in (string[])["-c", string.Create(CultureInfo.InvariantCulture, $"ulimit -n {limit} && exec dotnet \"$@\""), "sh"]) start.ArgumentList.Add(word);

        start.ArgumentList.Add(Path.Combine(program ?? AppContext.BaseDirectory, "Gateway.Host.dll"));
        string[] free = ["Tcp:Endpoint=127.0.0.1:0", "DeviceHttp:Urls=http://127.0.0.1:0", "Platform:Urls=http://127.0.0.1:0", "Cluster:Port=0", "Tcp:DrainSeconds=1"];
        foreach (var setting in free.Where(standard => environment is null || !environment.ContainsKey(Variable(standard))).Concat(settings ?? []))
            start.ArgumentList.Add(setting.StartsWith('/') ? "--" + setting[1..] : "--Gateway:" + setting);

        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("Gateway__", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        start.Environment["DOTNET_TieredPGO"] = "0"; // It does not live long enough to earn what the profile of a method costs.
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var gateway = new GatewayProcess(start);
        gateway._process.Start();
        gateway._process.BeginOutputReadLine();
        gateway._process.BeginErrorReadLine();
        return gateway;
    }

    /// <summary>Waits until it says that it serves and is ready; gives the processor time that it took.</summary>
    public async Task<TimeSpan> ServesAsync()
    {
        await _serves.Task.WaitAsync(Patience.Max);
        if (_process.HasExited) throw new InvalidOperationException($"it ended with {_process.ExitCode}: {Error}{Out}");
        Http = new HttpClient(new ContractHandler()) { BaseAddress = new Uri(Line("platform API")), Timeout = Patience.Max };
        if (File.Exists(Path.Combine(Data, "admin.key")))
            Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(Data, "admin.key"))).Trim());

        await Patience.UntilAsync(async () => (await Http.GetAsync("/health/ready")).IsSuccessStatusCode, "ready");
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    public async Task ProvisionAsync(string sn)
    {
        using var answer = await Http.PutAsJsonAsync($"/api/v1/devices/{sn}", new { key = RawTerminal.Key, kind = "attendance" });
        answer.EnsureSuccessStatusCode();
    }

    public async Task<JsonNode> GetAsync(string path) => (await Http.GetFromJsonAsync<JsonNode>(path))!;

    /// <summary>SIGTERM.</summary>
    public Task TerminateAsync() => SignalAsync("TERM");

    /// <param name="name">Without SIG.</param>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>SIGKILL; returns when the process is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits for its end; gives the exit code.</summary>
    public async Task<int> EndedAsync()
    {
        using var late = new CancellationTokenSource(Patience.Max);
        await _process.WaitForExitAsync(late.Token);
        _process.WaitForExit(); // Only this one waits for the last lines of its output.
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        Http?.Dispose();
        _process.Dispose();
    }

    private static string Variable(string setting) => "Gateway__" + setting[..setting.IndexOf('=', StringComparison.Ordinal)].Replace(":", "__", StringComparison.Ordinal);

    private static string Text(StringBuilder lines)
    {
        lock (lines) return lines.ToString();
    }

    private string Line(string name) => Regex.Match(Out, $"^  {Regex.Escape(name)}  +(.+)$", RegexOptions.Multiline).Groups[1].Value;

    private void Append(StringBuilder lines, string? line)
    {
        if (line is null) return;
        lock (lines) lines.Append(line).Append('\n');
        if (line.StartsWith("  admin API key", StringComparison.Ordinal)) _serves.TrySetResult(); // The banner's last line.
    }
}
