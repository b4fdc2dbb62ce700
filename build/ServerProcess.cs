using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Build;

/// <summary>A server that runs as our child, with what it wrote last kept for the error message.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int LinesKept = 15;
    private static readonly TimeSpan ReadyAllowance = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly string _name;
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>Starts the program in <paramref name="directory"/>.</summary>
    /// <exception cref="BuildFailedException">It cannot be started.</exception>
    public ServerProcess(string name, string directory, string program, IEnumerable<string> arguments)
    {
        _name = name;
        _process = Command.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>A port of 127.0.0.1 that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until <paramref name="isReady"/> says so.</summary>
    /// <exception cref="BuildFailedException">The server ended, or was not ready in time; says what it wrote last.</exception>
    public async Task WaitUntilReadyAsync(Func<Task<bool>> isReady, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await isReady())
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > ReadyAllowance)
            {
                var what = _process.HasExited ? $"ended with code {_process.ExitCode}" : $"was not ready within {ReadyAllowance.TotalSeconds:0} s";
                throw new BuildFailedException($"{_name} {what}:\n  {string.Join("\n  ", _lines)}");
            }

            await Task.Delay(PollInterval, cancellation);
        }
    }

    /// <summary>Ends the server at once: nothing in it is worth keeping.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
            while (_lines.Count > LinesKept)
            {
                _lines.TryDequeue(out _);
            }
        }
    }
}
