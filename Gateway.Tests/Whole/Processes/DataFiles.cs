namespace Gateway.Tests.Whole.Processes;

/// <summary>The bytes of a data directory, while the gateway runs or after it.</summary>
internal static class DataFiles
{
    /// <summary>Every file by its name, but the lock, which is empty and nobody else may open, and what is just being written aside.</summary>
    public static List<(string Where, byte[] Bytes)> Read(string directory) =>
    [
        .. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path) != "gateway.lock" && Path.GetExtension(path) != ".new")
            .Select(path => (Path.GetFileName(path), Read(new FileInfo(path))))
    ];

    private static byte[] Read(FileInfo info)
    {
        using var file = new FileStream(info.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
