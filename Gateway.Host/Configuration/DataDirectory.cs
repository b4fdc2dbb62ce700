using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Gateway.Host.Configuration;

/// <summary>The data directory, held by one process: embedded database, keys, certificate.</summary>
internal sealed class DataDirectory : IDisposable
{
    private const string LockFile = "gateway.lock";
    private const string AdminKeyFile = "admin.key";
    private const int AdminKeyLengthMin = 16;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>Where the admin API key is.</summary>
    public string AdminKeyPath => System.IO.Path.Combine(Path, AdminKeyFile);

    /// <summary>A directory in the data directory that only this user may enter, made if there is none.</summary>
    /// <exception cref="SettingsException">It cannot be made.</exception>
    public DirectoryInfo Private(string name)
    {
        var path = System.IO.Path.Combine(Path, name);
        try
        {
            return OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException("Gateway:DataDirectory", path, $"must be a directory that this user can write ({unusable.Message})");
        }
    }

    /// <summary>Makes the directory if there is none, and takes it for this process until it is disposed or the process dies.</summary>
    /// <exception cref="SettingsException">It cannot be written, or another process has it.</exception>
    public static DataDirectory Open(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            if (!OperatingSystem.IsWindows()) MakePrivate(path);

            // The lock is the kernel's: it goes with the process, however that ends.
            var held = new FileStream(System.IO.Path.Combine(path, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataDirectory(path, held);
        }
        catch (IOException) when (IsHeld(path))
        {
            throw new SettingsException("Gateway:DataDirectory", path, "is in use by another gateway process; each needs a data directory of its own");
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException("Gateway:DataDirectory", path, $"must be a directory that this user can write ({unusable.Message})");
        }
    }

    /// <summary>The admin key of the file, made with 256 random bits at the first start, mode 0600.</summary>
    /// <exception cref="SettingsException">There is a file, but no key can be read from it.</exception>
    public string AdminKey()
    {
        try
        {
            if (!File.Exists(AdminKeyPath)) WriteAdminKey();

            // A short one would be guessed, an empty one even by a request without any.
            if (Placeholder.IsIn(File.ReadAllText(AdminKeyPath))) throw new SettingsException("Gateway:DataDirectory", AdminKeyPath, Placeholder.Refused);
            return File.ReadAllText(AdminKeyPath).Trim() is { Length: >= AdminKeyLengthMin } key
                ? key
                : throw new SettingsException(
                    "Gateway:DataDirectory", AdminKeyPath, $"must hold a key of {AdminKeyLengthMin} characters or more; remove the file, and a new one is made");
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException("Gateway:DataDirectory", AdminKeyPath, $"must be a file that this user can read and write ({unusable.Message})");
        }
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>Written aside and moved: a process that is killed meanwhile leaves no half of a key.</summary>
    private void WriteAdminKey()
    {
        var aside = AdminKeyPath + ".new";
        File.Delete(aside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var file = new StreamWriter(aside, options)) file.WriteLine(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        File.Move(aside, AdminKeyPath);
    }

    [UnsupportedOSPlatform("windows")]
    private static void MakePrivate(string path)
    {
        // A directory of the operator's own making keeps the mode that it was given.
        if (!Directory.EnumerateFileSystemEntries(path).Any()) File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    private static bool IsHeld(string path)
    {
        try
        {
            using var _ = new FileStream(System.IO.Path.Combine(path, LockFile), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
