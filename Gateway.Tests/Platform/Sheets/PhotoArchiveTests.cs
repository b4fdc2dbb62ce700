using Gateway.Platform.Sheets;
using Xunit;

namespace Gateway.Tests.Platform.Sheets;

public class PhotoArchiveTests
{
    [Fact]
    public void Photos_ByNumberOrName_AreFoundWhateverTheFolderEndingAndCase()
    {
        using var archive = Open([
            ("照片/10240.jpg", [1]), ("照片\\A.7.JPEG", [2]), ("x/刘强.PNG", [3]), ("__MACOSX/照片/10240.jpg", [4]), (".hidden.jpg", [5]),
            ("名单.csv", "a,b"u8.ToArray()), ("~$名单.xlsx", [6]), ("readme.pdf", [7]), ("one/twice.jpg", [8]), ("two/Twice.png", [9]), ("big.jpg", new byte[11]),
        ]);

        Assert.Equal("名单.csv", archive.SheetName);
        Assert.Equal("a,b"u8.ToArray(), archive.ReadSheet());
        Assert.Equal((5, 5), (archive.Count, archive.Unused));
        Assert.Equal([1], archive.Read("10240", 10)!);
        Assert.Equal([2], archive.Read("a.7", 10)!);
        Assert.Equal([3], archive.Read("刘强.png", 10)!);
        Assert.Equal((false, false, true), (archive.Has("hidden"), archive.IsTwice("10240"), archive.IsTwice("TWICE")));
        Assert.Null(archive.Read("big", 10));
        Assert.Equal(1, archive.Unused);
    }

    [Fact]
    public void Names_OfWindowsInChina_AreRead()
    {
        using var archive = Open([("刘强.jpg", [1])], CodePagesEncodingProvider.Instance.GetEncoding("GBK"));

        Assert.True(archive.Has("刘强"));
    }

    [Fact]
    public void Sizes_ThatAreALie_AreNotBelieved()
    {
        var zip = XlsxParts.Zip([("1.jpg", new byte[1_000_000])]);
        for (var i = 0; i < zip.Length - 3; i++) if (BitConverter.ToInt32(zip, i) == 1_000_000) BitConverter.TryWriteBytes(zip.AsSpan(i), 9);
        using var archive = PhotoArchive.Open(new MemoryStream(zip));

        try
        {
            Assert.True(archive.Read("1", 10) is null or { Length: <= 10 });
        }
        catch (SheetException refused)
        {
            Assert.Equal(SheetFault.Broken, refused.Fault);
        }
    }

    [Fact]
    public void Archives_ThatAreNoneOrTooMany_AreRefused()
    {
        Assert.Equal(SheetFault.Broken, Fault([]));
        Assert.Equal(SheetFault.Broken, Fault(new byte[100]));
        Assert.Equal(SheetFault.Broken, Fault("PK\u0005\u0006\0\0\0\0\u0001\0\u0001\0\u0010\0\0\0\0\0\0\0\0\0"u8.ToArray()));
        Assert.Equal(SheetFault.ArchiveTooLarge, Fault(XlsxParts.Zip([.. Enumerable.Range(0, SheetLimits.EntriesMax + 1).Select(static i => ($"{i}.jpg", Array.Empty<byte>()))])));
        foreach (var sheets in new[] { 0, 2 })
        {
            using var archive = Open([.. Enumerable.Range(0, sheets).Select(static i => ($"{i}.csv", Array.Empty<byte>())), ("1.jpg", [1])]);
            Assert.Equal(SheetFault.ArchiveWithoutOneSheet, Assert.Throws<SheetException>(archive.ReadSheet).Fault);
        }
    }

    private static PhotoArchive Open((string, byte[])[] files, Encoding? names = null) => PhotoArchive.Open(new MemoryStream(XlsxParts.Zip(files, names)));

    private static SheetFault Fault(byte[] file) => Assert.Throws<SheetException>(() => PhotoArchive.Open(new MemoryStream(file)).Dispose()).Fault;
}
