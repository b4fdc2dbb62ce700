using Gateway.Platform.Sheets;
using Gateway.WebConsole.Parts;
using Microsoft.AspNetCore.Components.Forms;

namespace Gateway.WebConsole.Import;

/// <summary>
/// What somebody has chosen on his machine: a sheet, a ZIP with a sheet and photos in it, or both beside each other. A ZIP lies in a file of the node's temporary directory that
/// nobody else may read and that goes with the page.
/// </summary>
public sealed class SheetUpload : IDisposable
{
    /// <summary>Files that may be chosen at once.</summary>
    public const int FilesMax = 2;

    private const int BufferLength = 64 * 1024;

    private SheetUpload(string name, IReadOnlyList<Sheet> sheets, PhotoArchive? photos)
    {
        Name = name;
        Sheets = sheets;
        Photos = photos;
    }

    /// <summary>Name of the sheet's file.</summary>
    public string Name { get; }

    /// <summary>At least one, with rows.</summary>
    internal IReadOnlyList<Sheet> Sheets { get; }

    /// <summary>Null: there was no ZIP.</summary>
    internal PhotoArchive? Photos { get; }

    /// <summary>Reads what was chosen.</summary>
    /// <param name="percent">Is told how far it is.</param>
    /// <exception cref="SheetException">It cannot be read, or is too large.</exception>
    public static async Task<SheetUpload> ReadAsync(IReadOnlyList<IBrowserFile> files, Action<double> percent, CancellationToken cancellation)
    {
        var zip = files.FirstOrDefault(static file => file.Name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase));
        var sheet = files.FirstOrDefault(file => file != zip);
        if (zip is { Size: > SheetLimits.ArchiveBytesMax }) throw new SheetException(SheetFault.ArchiveTooLarge);
        if (sheet is { Size: > SheetLimits.BytesMax }) throw new SheetException(SheetFault.TooLarge);
        var (all, before) = (Math.Max(1, files.Sum(static file => file.Size)), 0L);
        async Task CopyAsync(IBrowserFile file, Stream to)
        {
            await using var from = new CountingStream(file.OpenReadStream(file.Size, cancellation), bytes => percent(100.0 * (before + bytes) / all));
            await from.CopyToAsync(to, BufferLength, cancellation);
            before += file.Size;
        }

        FileStream? spooled = null;
        PhotoArchive? photos = null;
        try
        {
            if (zip is not null)
            {
                spooled = OpenFile();
                await CopyAsync(zip, spooled);
                photos = PhotoArchive.Open(spooled);
            }

            var bytes = new MemoryStream();
            if (sheet is not null) await CopyAsync(sheet, bytes);
            var content = sheet is null ? photos!.ReadSheet() : bytes.ToArray();
            var sheets = await Task.Run(() => SheetFile.Read(content, cancellation), cancellation);
            return new SheetUpload(sheet?.Name ?? $"{zip!.Name}/{photos!.SheetName}", sheets, photos);
        }
        catch
        {
            photos?.Dispose();
            if (spooled is not null) await spooled.DisposeAsync();
            throw;
        }
    }

    public void Dispose() => Photos?.Dispose();

    private static FileStream OpenFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(Path.GetTempPath(), $"gateway-import-{Guid.NewGuid():n}.zip"), options);
    }
}
