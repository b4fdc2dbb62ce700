using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Simulator.Soak.Servers;

/// <summary>A gateway of one node on SQLite, as a process of its own with a directory of its own; its ports stay the same over all its lives.</summary>
internal sealed class GatewayProcess : ISoakServer, IAsyncDisposable
{
    private const string KeyVariable = "Gateway__Platform__AdminKey";

    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan EndMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private readonly string _program;
    private readonly string _directory;
    private readonly IReadOnlyList<string> _settings;
    private readonly int[] _ports;
    private readonly TimeProvider _time;
    private readonly StreamWriter _log;
    private readonly HttpClient _http;
    private Process? _process;

    /// <param name="program">A .dll for <c>dotnet</c>, or a program.</param>
    /// <param name="directory">Gets the data and the output of the gateway.</param>
    /// <param name="settings">More settings, <c>key=value</c> without the prefix <c>Gateway:</c>.</param>
    public GatewayProcess(string name, string program, string directory, IReadOnlyList<string> settings, TimeProvider time)
    {
        Name = name;
        _program = program;
        _directory = Directory.CreateDirectory(directory).FullName;
        _settings = settings;
        _time = time;
        _ports = FreePorts.Take(4);
        Addresses = new SoakAddresses(
            new IPEndPoint(IPAddress.Loopback, _ports[0]), new Uri($"http://127.0.0.1:{_ports[2]}"), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        _http = new HttpClient { BaseAddress = Addresses.Api, Timeout = TimeSpan.FromSeconds(5) };
        _log = new StreamWriter(Path.Combine(_directory, "output.log"), append: true, Encoding.UTF8) { AutoFlush = true };
    }

    public string Name { get; }

    public SoakAddresses Addresses { get; }

    public async Task StartAsync(CancellationToken stop)
    {
        _process?.Dispose();
        _process = Launch();
        var since = _time.GetTimestamp();
        while (!await IsReadyAsync(stop))
        {
            if (_process.HasExited) throw new SoakFailedException($"{Name} ended with {_process.ExitCode} instead of serving; see {_directory}/output.log.");
            if (_time.GetElapsedTime(since) > StartMax) throw new SoakFailedException($"{Name} is not ready after {StartMax.TotalSeconds} s; see {_directory}/output.log.");
            await Task.Delay(LookEvery, _time, stop);
        }
    }

    public async Task KillAsync()
    {
        if (_process is not { HasExited: false } process) return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public async Task<int?> TerminateAsync()
    {
        if (_process is not { } process) return null;
        await SignalAsync("-TERM");
        using var late = new CancellationTokenSource(EndMax, _time);
        try
        {
            await process.WaitForExitAsync(late.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
            return null;
        }
    }

    public Task PauseAsync() => SignalAsync("-STOP");

    public Task ResumeAsync() => SignalAsync("-CONT");

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        _http.Dispose();
        lock (_log) _log.Dispose();
    }

    private Process Launch()
    {
        var isAssembly = _program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(isAssembly ? "dotnet" : _program) { WorkingDirectory = _directory, RedirectStandardOutput = true, RedirectStandardError = true };
        if (isAssembly) start.ArgumentList.Add(Path.GetFullPath(_program));
        foreach (var setting in Settings()) start.ArgumentList.Add("--Gateway:" + setting);
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("Gateway__", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        start.Environment[KeyVariable] = Addresses.ApiKey; // the command line can be read by everybody
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Log(line.Data);
        process.ErrorDataReceived += (_, line) => Log(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private string[] Settings() =>
    [
        $"DataDirectory={Path.Combine(_directory, "data")}",
        $"Tcp:Endpoint=127.0.0.1:{_ports[0]}",
        "Tcp:DrainSeconds=1",
        $"DeviceHttp:Urls=http://127.0.0.1:{_ports[1]}",
        $"Platform:Urls=http://127.0.0.1:{_ports[2]}",
        $"Cluster:Port={_ports[3]}",
        .. _settings
    ];

    private async Task<bool> IsReadyAsync(CancellationToken stop)
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

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private void Log(string? line)
    {
        if (line is null) return;
        lock (_log)
        {
            if (_log.BaseStream is { CanWrite: true }) _log.WriteLine(line);
        }
    }
}
