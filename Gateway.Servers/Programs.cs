using System.ComponentModel;
using System.Diagnostics;

namespace Gateway.Servers;

/// <summary>Programs of the machine.</summary>
internal static class Programs
{
    /// <summary>The full path of a program on the PATH, or null.</summary>
    public static string? Find(string program)
    {
        var name = OperatingSystem.IsWindows() ? program + ".exe" : program;
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Runs a command line silently; its exit code and what it wrote.</summary>
    /// <exception cref="ServerFailedException">It cannot be started.</exception>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(IReadOnlyList<string> words, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = new Process { StartInfo = start };
        Start(process);
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

        return (process.ExitCode, await output, await error);
    }

    /// <exception cref="ServerFailedException">It cannot be started.</exception>
    public static void Start(Process process)
    {
        try
        {
            process.Start();
        }
        catch (Win32Exception fault)
        {
            throw new ServerFailedException($"{process.StartInfo.FileName} cannot be started: {fault.Message}");
        }
    }
}
