using System.Buffers.Binary;
using System.IO.Compression;

namespace Gateway.Platform.Sheets;

/// <summary>
/// A ZIP with photos, each named by the person whom it shows, and perhaps the sheet. What it says of sizes is not believed: of an entry no more is unpacked than a photo may have.
/// Not for two threads at a time.
/// </summary>
internal sealed class PhotoArchive : IDisposable
{
    private const int EndLength = 22;
    private const int CommentLengthMax = 65_535;
    private const int OffsetOfDirectory = 16;
    private const int OffsetOfCount = 10;

    private static readonly string[] PhotoEndings = [".jpg", ".jpeg", ".png"];
    private static readonly string[] SheetEndings = [".xlsx", ".csv", ".txt"];

    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _photos = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _twice = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _used = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ZipArchiveEntry> _sheets = [];

    private PhotoArchive(ZipArchive archive)
    {
        _archive = archive;
        foreach (var entry in archive.Entries)
        {
            if (IsOfNoUse(entry)) continue;
            var ending = Path.GetExtension(entry.Name).ToLowerInvariant();
            if (SheetEndings.Contains(ending)) _sheets.Add(entry);
            if (PhotoEndings.Contains(ending) && !_photos.TryAdd(Stem(entry.Name), entry)) _twice.Add(Stem(entry.Name));
        }
    }

    /// <summary>How many names have photos.</summary>
    public int Count => _photos.Count;

    /// <summary>Photos that nobody has asked for.</summary>
    public int Unused => _photos.Count - _used.Count;

    /// <summary>Name of the one sheet in it; null: there is none, or several.</summary>
    public string? SheetName => _sheets is [var only] ? only.Name : null;

    /// <summary>
    /// Opens it; <paramref name="file"/> can be sought in, and is closed with it. Names that do not say to be UTF-8 are taken for GBK, as Windows in China writes them.
    /// </summary>
    /// <exception cref="SheetException">It is no ZIP, or has too many entries.</exception>
    public static PhotoArchive Open(Stream file)
    {
        CheckDirectory(file);
        try
        {
            return new PhotoArchive(new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: false, CodePagesEncodingProvider.Instance.GetEncoding("GB18030")));
        }
        catch (InvalidDataException broken)
        {
            throw new SheetException(SheetFault.Broken, broken);
        }
    }

    /// <summary>The bytes of the one sheet.</summary>
    /// <exception cref="SheetException">There is not one, or it is too large.</exception>
    public byte[] ReadSheet() => _sheets is [var only]
        ? Read(only, SheetLimits.BytesMax) ?? throw new SheetException(SheetFault.TooLarge)
        : throw new SheetException(SheetFault.ArchiveWithoutOneSheet);

    /// <summary>Whether there is a photo of that name; names are compared without folders, ending and case.</summary>
    public bool Has(string name) => _photos.ContainsKey(Stem(name));

    /// <summary>Whether several photos have that name.</summary>
    public bool IsTwice(string name) => _twice.Contains(Stem(name));

    /// <summary>The photo of that name; null when it is larger than <paramref name="most"/> bytes.</summary>
    /// <exception cref="SheetException">It cannot be unpacked.</exception>
    public byte[]? Read(string name, int most)
    {
        var stem = Stem(name);
        _used.Add(stem);
        return Read(_photos[stem], most);
    }

    public void Dispose() => _archive.Dispose();

    /// <summary>Folders, and what systems and programs leave behind.</summary>
    private static bool IsOfNoUse(ZipArchiveEntry entry) =>
        entry.Name.Length == 0 || entry.Name.StartsWith('.') || entry.Name.StartsWith("~$", StringComparison.Ordinal)
        || entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal);

    private static byte[]? Read(ZipArchiveEntry entry, int most)
    {
        if (entry.Length > most) return null;
        try
        {
            using var stream = entry.Open();
            var bytes = new byte[entry.Length + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length > entry.Length ? null : bytes[..length];
        }
        catch (InvalidDataException broken)
        {
            throw new SheetException(SheetFault.Broken, broken);
        }
    }

    /// <summary>
    /// Before the list of entries is read into memory: how long it is. It ends where its end record begins, so what that record says of the length cannot make it shorter.
    /// </summary>
    private static void CheckDirectory(Stream file)
    {
        if (file.Length > SheetLimits.ArchiveBytesMax) throw new SheetException(SheetFault.ArchiveTooLarge);
        var tail = new byte[Math.Min(file.Length, EndLength + CommentLengthMax)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || tail.Length - at < EndLength) throw new SheetException(SheetFault.Broken);
        var directory = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + OffsetOfDirectory));
        var end = file.Length - tail.Length + at;
        if (directory > end) throw new SheetException(SheetFault.Broken); // Also a ZIP64, of which none has so few bytes.
        if (end - directory > SheetLimits.DirectoryBytesMax || BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + OffsetOfCount)) > SheetLimits.EntriesMax)
            throw new SheetException(SheetFault.ArchiveTooLarge);

        file.Position = 0;
    }

    /// <summary>Without folders, of which some programs divide by backslashes, and without the ending of a photo: the dot of a number stays.</summary>
    private static string Stem(string name)
    {
        var file = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var ending = PhotoEndings.FirstOrDefault(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        return (ending is null ? file : file[..^ending.Length]).Trim();
    }
}
