using Gateway.Edge.DeviceHttp.Registrations;
using Xunit;

namespace Gateway.Tests.Edge.DeviceHttp.Registrations;

/// <summary>Every way in which terminals write photos must give the very bytes.</summary>
public sealed class PhotoFieldTests
{
    // FB EF BE is ++++ in Base64, FF FF FF is ////; by its length it has one '='.
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xFB, 0xEF, 0xBE, 0xFB, 0xEF, 0xBE, 0xFF, 0xFF, 0xFF, 0xFF, 0xD9];

    [Theory]
    [InlineData("{0}")]
    [InlineData("data:image/jpeg;base64,{0}")]
    [InlineData("DATA:image/png;base64, {0}")]
    [InlineData("data:;base64,{0}")]
    [InlineData("  {0}\r\n")]
    [InlineData("{0}  ")]
    public void TryDecode_PlainAndPrefixed_IsByteExact(string form) => AssertJpeg(Fill(form, Base64));

    [Fact]
    public void TryDecode_EncodedOnceMore_IsByteExact() => AssertJpeg(Uri.EscapeDataString(Base64));

    [Fact]
    public void TryDecode_EncodedOnceMoreInLowerCase_IsByteExact() =>
        AssertJpeg(Base64.Replace("+", "%2b", StringComparison.Ordinal).Replace("/", "%2f", StringComparison.Ordinal).Replace("=", "%3d",
            StringComparison.Ordinal));

    [Fact]
    public void TryDecode_EncodedTwiceMore_IsByteExact() => AssertJpeg(Uri.EscapeDataString(Uri.EscapeDataString(Base64)));

    [Fact]
    public void TryDecode_EncodedWithItsPrefix_IsByteExact() => AssertJpeg(Uri.EscapeDataString("data:image/jpeg;base64," + Base64));

    [Fact]
    public void TryDecode_PrefixAndEncodedData_IsByteExact() => AssertJpeg("data:image/jpeg;base64," + Uri.EscapeDataString(Base64));

    [Fact]
    public void TryDecode_SpacesForPlus_IsByteExact() => AssertJpeg(Base64.Replace('+', ' '));

    [Fact]
    public void TryDecode_EncodedPlusThatWasASpace_IsByteExact() => AssertJpeg(Uri.EscapeDataString(Base64).Replace("%2B", "%20", StringComparison.Ordinal));

    [Fact]
    public void TryDecode_NoPadding_IsByteExact() => AssertJpeg(Base64.TrimEnd('='));

    [Fact]
    public void TryDecode_UrlAlphabet_IsByteExact() => AssertJpeg(Base64.Replace('+', '-').Replace('/', '_'));

    [Fact]
    public void TryDecode_BrokenLines_IsByteExact() => AssertJpeg(string.Join("\r\n", Base64.Chunk(4).Select(line => new string(line))));

    [Fact]
    public void TryDecode_SpaceAtTheEndThatWasAPlus_IsByteExact()
    {
        byte[] photo = [0xFF, 0xD8, 0xFF, 0x00, 0x00, 0x3E];
        var text = Convert.ToBase64String(photo);
        Assert.EndsWith("+", text, StringComparison.Ordinal);

        Assert.True(PhotoField.TryDecode(Encoding.ASCII.GetBytes(text.Replace('+', ' ')), out var decoded, out _, out _));

        Assert.Equal(photo, decoded);
    }

    [Fact]
    public void TryDecode_Png_IsPngWhateverThePrefixSays()
    {
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0];

        Assert.True(PhotoField.TryDecode(Encoding.ASCII.GetBytes("data:image/jpeg;base64," + Convert.ToBase64String(png)), out var decoded, out var mediaType,
            out _));

        Assert.Equal(png, decoded);
        Assert.Equal("image/png", mediaType);
    }

    [Theory]
    [InlineData("", "missing")]
    [InlineData("   ", "missing")]
    [InlineData("data:image/jpeg;base64,", "missing")]
    [InlineData("/9j/!", "is not Base64")]
    [InlineData("/9j/a", "is not Base64")]
    [InlineData("张三", "is not Base64")]
    [InlineData("%%%", "is not Base64")]
    [InlineData("R0lGODlhAQABAAAAACw=", "is neither a JPEG nor a PNG")]
    public void TryDecode_NoPhoto_SaysWhy(string text, string expected)
    {
        Assert.False(PhotoField.TryDecode(Encoding.UTF8.GetBytes(text), out _, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData(2 * 1024 * 1024, true)]
    [InlineData((2 * 1024 * 1024) + 1, false)]
    [InlineData(4 * 1024 * 1024, false)]
    public void TryDecode_Size_IsLimited(int length, bool accepted)
    {
        var photo = new byte[length];
        Jpeg.CopyTo(photo, 0);

        Assert.Equal(accepted, PhotoField.TryDecode(Encoding.ASCII.GetBytes(Convert.ToBase64String(photo)), out _, out _, out var error));
        Assert.Equal(accepted ? null : "is larger than 2097152 bytes", error);
    }

    private static string Base64 => Convert.ToBase64String(Jpeg);

    private static string Fill(string form, string base64) => form.Replace("{0}", base64, StringComparison.Ordinal);

    private static void AssertJpeg(string text)
    {
        Assert.Contains('+', Base64);
        Assert.True(PhotoField.TryDecode(Encoding.ASCII.GetBytes(text), out var photo, out var mediaType, out var error), error);
        Assert.Equal(Jpeg, photo);
        Assert.Equal("image/jpeg", mediaType);
    }
}
