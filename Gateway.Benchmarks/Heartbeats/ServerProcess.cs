using System.Diagnostics;

namespace Gateway.Benchmarks.Heartbeats;

/// <summary>This program once more, or another build of it, as a child with another verb: so that the CPU time of a server is its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private ServerProcess(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Id => _process.Id;

    public int Port { get; }

    /// <summary>Starts a server verb and waits until it serves.</summary>
    public static Task<ServerProcess> StartAsync(CancellationToken cancellation, params string[] arguments) => StartAsync(Itself(), cancellation, arguments);

    /// <summary>The same with another program.</summary>
    /// <param name="program">Its command line up to the verb.</param>
    public static async Task<ServerProcess> StartAsync(string[] program, CancellationToken cancellation, params string[] arguments)
    {
        var process = Start(program, arguments);
        var line = await process.StandardOutput.ReadLineAsync(cancellation);
        return int.TryParse(line, CultureInfo.InvariantCulture, out var port)
            ? new ServerProcess(process, port)
            : throw new InvalidOperationException($"{arguments[0]} did not start: {line ?? "no output"}");
    }

    /// <summary>Sends the server a line and reads the line that it answers.</summary>
    public async Task<string> AskAsync(string line, CancellationToken cancellation)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellation);
        await _process.StandardInput.FlushAsync(cancellation);
        return await _process.StandardOutput.ReadLineAsync(cancellation) ?? throw new InvalidOperationException("a server has ended");
    }

    /// <summary>Runs a verb to its end; the last line it wrote. Its idle threads do not spin: the cores are the server's as well.</summary>
    public static async Task<string> RunAsync(CancellationToken cancellation, params string[] arguments)
    {
        using var process = Start(Itself(), arguments, ("DOTNET_ThreadPool_UnfairSemaphoreSpinLimit", "0"));
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0
            ? output.Trim().Split('\n')[^1]
            : throw new InvalidOperationException($"{arguments[0]} ended with code {process.ExitCode}");
    }

    /// <summary>The child's side: tells the port and serves until its standard input ends, as it does when the parent dies.</summary>
    /// <param name="port">Where the load connects.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <param name="answer">What a line on the input is answered.</param>
    public static async Task AnnounceAndWaitAsync(int port, CancellationToken cancellation, Func<Task<string>>? answer = null)
    {
        Console.WriteLine(port.ToString(CultureInfo.InvariantCulture));
        while (await Console.In.ReadLineAsync(cancellation) is not null)
            if (answer is not null) Console.WriteLine(await answer());
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var late = new CancellationTokenSource(EndWithin);
        try
        {
            await _process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static string[] Itself()
    {
        var program = Environment.ProcessPath!;
        var viaDotnet = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return viaDotnet ? [program, Path.Combine(AppContext.BaseDirectory, "Gateway.Benchmarks.dll")] : [program];
    }

    private static Process Start(string[] program, string[] arguments, params ReadOnlySpan<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(program[0], [.. program.Skip(1), .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException($"{arguments[0]} did not start");
    }
}
