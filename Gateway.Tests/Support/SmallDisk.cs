using System.Diagnostics;

namespace Gateway.Tests.Support;

/// <summary>A file system of a few MiB in memory that a test can fill; only root on Linux may make one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private static readonly Lazy<string?> Obstacle = new(Look);

    private readonly string _mount = Directory.CreateTempSubdirectory("gateway-disk-").FullName;

    private SmallDisk(int megabytes)
    {
        if (Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m"), "tmpfs", _mount) is { } failed)
        {
            Directory.Delete(_mount);
            throw new InvalidOperationException(failed);
        }

        Path = Directory.CreateDirectory(System.IO.Path.Combine(_mount, "data")).FullName;
    }

    /// <summary>Why there cannot be one here; null when there can.</summary>
    public static string? Missing => Obstacle.Value;

    public string Path { get; }

    private string Ballast => System.IO.Path.Combine(_mount, "ballast");

    public static SmallDisk Make(int megabytes) => new(megabytes);

    /// <summary>Takes what room there is, to the last page.</summary>
    public void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true) file.Write(page);
        }
        catch (IOException)
        {
            return; // Full.
        }
    }

    public void Free() => File.Delete(Ballast);

    /// <summary>Gives the directory to the user of a process.</summary>
    public void GiveTo(int process)
    {
        if (Run("chmod", "755", _mount) is { } first) throw new InvalidOperationException(first);
        if (Run("chown", $"--reference=/proc/{process.ToString(CultureInfo.InvariantCulture)}", Path) is { } failed) throw new InvalidOperationException(failed);
    }

    public void Dispose()
    {
        Run("umount", "--lazy", _mount);
        Directory.Delete(_mount, recursive: true);
    }

    private static string? Look()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) return "a small file system to fill needs root on Linux";
        try
        {
            using var disk = Make(1);
            return null;
        }
        catch (Exception refused) when (refused is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return $"a small file system to fill cannot be mounted here: {refused.Message}";
        }
    }

    /// <returns>Null when it went well.</returns>
    private static string? Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : $"{program}: {error.Trim()}";
    }
}
