using System.Diagnostics;

namespace Gateway.Servers;

/// <summary>
/// A server as a process of its own with a directory of its own. One that is supervised is started again when it ends by itself, as Kubernetes or systemd would.
/// </summary>
internal abstract class ServerProcess : IAsyncDisposable
{
    private const int LinesKept = 15;

    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan EndMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RestartAfter = TimeSpan.FromSeconds(1);

    private readonly StreamWriter _log;
    private readonly Queue<string> _lastLines = new();
    private readonly Lock _gate = new();
    private Process? _process;
    private volatile bool _mayEnd;

    /// <param name="directory">Gets the data and the output of the server.</param>
    protected ServerProcess(string name, string directory, TimeProvider time)
    {
        Name = name;
        Time = time;
        Directory = System.IO.Directory.CreateDirectory(directory).FullName;
        _log = new StreamWriter(Path.Combine(Directory, "output.log"), append: true, Encoding.UTF8) { AutoFlush = true };
    }

    /// <summary>For people and histories.</summary>
    public string Name { get; }

    /// <summary>Told when it has ended by itself, with its exit code, before it is started again. Null: it is not supervised.</summary>
    public Action<string, int>? Ended { get; init; }

    protected string Directory { get; }

    protected TimeProvider Time { get; }

    /// <summary>Starts it (again) and waits until it serves.</summary>
    /// <exception cref="ServerFailedException">It does not; says what it wrote last.</exception>
    public async Task StartAsync(CancellationToken stop)
    {
        Launch();
        if (!await ServesAsync(StartMax, stop)) throw Failed($"is not ready after {StartMax.TotalSeconds} s");
    }

    /// <summary>Waits until it serves, whoever starts it; false when it does not within the time.</summary>
    /// <exception cref="ServerFailedException">It has ended, and nobody starts it again.</exception>
    public async Task<bool> ServesAsync(TimeSpan within, CancellationToken stop)
    {
        var since = Time.GetTimestamp();
        while (!await IsReadyAsync(stop))
        {
            if (Ended is null && _process is { HasExited: true } ended) throw Failed($"ended with code {ended.ExitCode} instead of serving");
            if (Time.GetElapsedTime(since) > within) return false;
            await Task.Delay(LookEvery, Time, stop);
        }

        return true;
    }

    /// <summary>SIGKILL; returns when it is gone.</summary>
    public async Task KillAsync()
    {
        _mayEnd = true;
        if (_process is not { HasExited: false } process) return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; waits for its end and gives the exit code, null when it did not end in time and was killed.</summary>
    public Task<int?> TerminateAsync() => EndAsync(() => SignalAsync("-TERM"));

    /// <summary>SIGSTOP.</summary>
    public Task PauseAsync() => SignalAsync("-STOP");

    /// <summary>SIGCONT.</summary>
    public Task ResumeAsync() => SignalAsync("-CONT");

    public virtual async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        lock (_log) _log.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The command line; output is redirected by the caller.</summary>
    protected abstract ProcessStartInfo CommandLine();

    protected abstract Task<bool> IsReadyAsync(CancellationToken stop);

    /// <summary>Asks for the end, waits for it and gives the exit code; null when it did not end in time and was killed.</summary>
    protected async Task<int?> EndAsync(Func<Task> ask)
    {
        if (_process is not { } process) return null;
        _mayEnd = true;
        await ask();
        using var late = new CancellationTokenSource(EndMax, Time);
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

    private void Launch()
    {
        var start = CommandLine();
        (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError) = (Directory, true, true);
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Log(line.Data);
        process.ErrorDataReceived += (_, line) => Log(line.Data);
        lock (_gate)
        {
            _process?.Dispose();
            _mayEnd = false;
            _process = process;
            Programs.Start(process);
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (Ended is { } ended) _ = SuperviseAsync(process, ended);
    }

    private async Task SuperviseAsync(Process process, Action<string, int> ended)
    {
        await process.WaitForExitAsync();
        if (_mayEnd || process != _process) return;
        ended(Name, process.ExitCode);
        await Task.Delay(RestartAfter, Time);
        if (!_mayEnd && process == _process) Launch();
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
            _lastLines.Enqueue(line);
            if (_lastLines.Count > LinesKept) _lastLines.Dequeue();
        }
    }

    private ServerFailedException Failed(string what)
    {
        lock (_log) return new ServerFailedException($"{Name} {what}:\n  {string.Join("\n  ", _lastLines)}");
    }
}
