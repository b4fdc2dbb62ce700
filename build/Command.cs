using System.Diagnostics;

namespace Gateway.Build;

/// <summary>Runs programs for a target, in the repository's root.</summary>
internal static class Command
{
    /// <summary>How long an interrupted program may take to end by itself: Ctrl-C reaches it too.</summary>
    private static readonly TimeSpan EndAllowance = TimeSpan.FromSeconds(10);

    /// <summary>Runs <paramref name="program"/> with our own standard streams and returns its exit code. Cancellation ends it and all it started.</summary>
    /// <param name="environment">Set on top of our own environment.</param>
    /// <exception cref="BuildFailedException">The program cannot be started.</exception>
    public static async Task<int> RunAsync(
        string program, IEnumerable<string> arguments, CancellationToken cancellation, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Repository.Root };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        Progress($"{program} {string.Join(' ', start.ArgumentList.Select(argument => argument.Contains('\n') ? "…" : argument))}");
        using var process = Start(start);
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process);
            throw;
        }

        return process.ExitCode;
    }

    /// <summary>Runs <paramref name="program"/> silently; its exit code and everything it wrote.</summary>
    public static async Task<(int ExitCode, string Output)> CaptureAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Start(start);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await output + await error);
    }

    /// <summary>The full path of a program on the PATH, or null.</summary>
    public static string? Find(string program)
    {
        var name = OperatingSystem.IsWindows() ? program + ".exe" : program;
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>A line about what happens now.</summary>
    public static void Progress(string line) => Console.WriteLine($"==> {line}");

    /// <summary>Starts a process.</summary>
    /// <exception cref="BuildFailedException">It cannot be started.</exception>
    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new BuildFailedException($"{start.FileName} did not start");
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            throw new BuildFailedException($"{start.FileName} cannot be started: {fault.Message}");
        }
    }

    private static async Task EndAsync(Process process)
    {
        using var allowance = new CancellationTokenSource(EndAllowance);
        try
        {
            await process.WaitForExitAsync(allowance.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
