using System.Diagnostics;

namespace Gateway.Tests.Support.Forgetful;

/// <summary>
/// A directory whose disk forgets, at a power failure, what was not synced: forgetful.c, preloaded into the processes that write there, keeps a second directory of
/// what was. Of the rest some pages may have reached the disk all the same, in any order: a seed decides.
/// </summary>
internal sealed class ForgetfulDisk
{
    private const int Page = 4096;

    private static readonly Lazy<string> Library = new(Compile);

    private readonly string _kept;
    private readonly string _marks;

    /// <param name="root">Gets the directories beside the one that forgets.</param>
    /// <param name="data">The directory that forgets; it is there.</param>
    public ForgetfulDisk(string root, string data)
    {
        Data = data;
        _kept = Directory.CreateDirectory(Path.Combine(root, "kept")).FullName;
        _marks = Directory.CreateDirectory(Path.Combine(root, "marks")).FullName;
        Run("chmod", "755", root);
        Run("chmod", "1777", _marks);
    }

    /// <summary>Why there cannot be one here; null when there can.</summary>
    public static string? Missing { get; } = !OperatingSystem.IsLinux() ? "a disk that forgets needs Linux"
        : Gateway.Servers.Programs.Find("gcc") is null ? "a disk that forgets needs gcc" : null;

    public string Data { get; }

    /// <summary>For the processes that write there.</summary>
    /// <param name="isDeaf">Syncs do nothing, as with <c>synchronous=OFF</c> or a disk that lies.</param>
    public Dictionary<string, string> Environment(bool isDeaf = false)
    {
        var variables = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = Library.Value,
            ["FORGETFUL_DATA"] = Data,
            ["FORGETFUL_KEPT"] = _kept,
            ["FORGETFUL_MARKS"] = _marks,
        };
        if (isDeaf) variables["FORGETFUL_DEAF"] = "1";
        return variables;
    }

    /// <summary>What is there now is on the disk. Nobody writes meanwhile.</summary>
    public void Sync() => Mirror(Data, _kept);

    /// <summary>The power fails: the processes are gone already.</summary>
    /// <returns>How many pages that were not synced have reached the disk all the same, and how many have not.</returns>
    public (int Kept, int Lost) Fail(Random random)
    {
        var (kept, lost) = (0, 0);
        foreach (var marks in Directory.GetFiles(_marks).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(marks).Replace('%', '/');
            var pages = Dirty(marks);
            File.Delete(marks);
            var (from, to) = (Path.Combine(Data, name), Path.Combine(_kept, name));
            if (pages.Count == 0 || !File.Exists(from) || !File.Exists(to)) continue;
            using var volatileFile = File.OpenHandle(from);
            using var file = File.OpenHandle(to, FileMode.Open, FileAccess.Write);
            var bytes = new byte[Page];
            foreach (var page in pages)
            {
                var length = RandomAccess.Read(volatileFile, bytes, page * Page);
                if (length == 0 || random.Next(2) == 0)
                {
                    lost++;
                    continue;
                }

                RandomAccess.Write(file, bytes.AsSpan(0, length), page * Page);
                kept++;
            }
        }

        File.Delete(Path.Combine(_kept, "postmaster.pid"));
        Mirror(_kept, Data);
        return (kept, lost);
    }

    private static SortedSet<long> Dirty(string marks)
    {
        var pages = new SortedSet<long>();
        var bytes = File.ReadAllBytes(marks);
        for (var at = 0; at + 16 <= bytes.Length; at += 16)
        {
            var (from, length) = (BitConverter.ToInt64(bytes, at), BitConverter.ToInt64(bytes, at + 8));
            for (var page = from / Page; page * Page < from + length; page++) pages.Add(page);
        }

        return pages;
    }

    private static void Mirror(string from, string to)
    {
        foreach (var entry in new DirectoryInfo(to).EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo directory) directory.Delete(recursive: true);
            else entry.Delete();
        }

        Run("cp", "-a", from + "/.", to);
    }

    private static string Compile()
    {
        var directory = Directory.CreateTempSubdirectory("gateway-forgetful-").FullName;
        Run("chmod", "755", directory);
        var library = Path.Combine(directory, "forgetful.so");
        Run("gcc", "-shared", "-fPIC", "-O2", "-o", library, Path.Combine(AppContext.BaseDirectory, "Support", "Forgetful", "forgetful.c"), "-ldl");
        return library;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program}: {error}");
    }
}
