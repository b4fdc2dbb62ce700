using System.Diagnostics;
using Gateway.Servers;

namespace Gateway.Build;

/// <summary>Runs programs for a target, in the repository's root.</summary>
internal static class Command
{
    /// <summary>How long an interrupted program may take to end by itself: Ctrl-C reaches it too.</summary>
    private static readonly TimeSpan EndAllowance = TimeSpan.FromSeconds(10);

    /// <summary>Runs <paramref name="program"/> with our own standard streams and returns its exit code. Cancellation ends it and all it started.</summary>
    /// <param name="environment">Set on top of our own environment.</param>
    /// <param name="directory">Where it runs, within the repository.</param>
    /// <exception cref="ServerFailedException">The program cannot be started.</exception>
    public static async Task<int> RunAsync(
        string program,
        IEnumerable<string> arguments,
        CancellationToken cancellation,
        IReadOnlyDictionary<string, string>? environment = null,
        string directory = "")
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Path.Combine(Repository.Root, directory) };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        Progress($"{program} {string.Join(' ', start.ArgumentList.Select(argument => argument.Contains('\n') ? "…" : argument))}");
        using var process = new Process { StartInfo = start };
        Programs.Start(process);
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

    /// <summary>A line about what happens now.</summary>
    public static void Progress(string line) => Console.WriteLine($"==> {line}");

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
