using Gateway.Codec.Framing;
using Xunit;

namespace Gateway.Tests.Codec.Framing;

/// <summary>D5.</summary>
public sealed class SerialNumberTests
{
    [Theory]
    [InlineData("smz-a03")]
    [InlineData("a")]
    [InlineData("zzj-202003270001")]
    [InlineData("a b~")]
    public void TryFromText_PrintableAscii_RoundTrips(string text)
    {
        Assert.True(SerialNumber.TryFromText(text, out var sn, out var error));
        Assert.Null(error);
        Assert.True(sn.TryGetText(out var read));
        Assert.Equal(text, read);
        Assert.Equal(text, sn.ToString());
    }

    [Theory]
    [InlineData(null, "at least one")]
    [InlineData("", "at least one")]
    [InlineData("   ", "at least one")]
    [InlineData("12345678901234567", "at most 16 characters, this one has 17")]
    [InlineData("smz\t01", "printable ASCII")]
    [InlineData("工地", "printable ASCII")]
    [InlineData("a\0b", "printable ASCII")]
    public void TryFromText_OtherText_IsRefusedWithAReason(string? text, string reason)
    {
        Assert.False(SerialNumber.TryFromText(text, out _, out var error));
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("736D7A2D613033" + "000000000000000000", true)]
    [InlineData("736D7A2D613033" + "202020202020202020", true)]
    [InlineData("736D7A2D613033" + "200000200020002000", true)]
    [InlineData("736D7A2D613033" + "000000000000000041", false)]
    [InlineData("FF6D7A2D613033" + "000000000000000000", false)]
    [InlineData("00000000000000" + "000000000000000000", false)]
    [InlineData("20202020202020" + "202020202020202020", false)]
    public void TryGetText_WireBytes_AreTheTextWithoutPadding(string hex, bool readable)
    {
        var sn = SerialNumber.Read(Convert.FromHexString(hex));
        Assert.Equal(readable, sn.TryGetText(out var text));
        Assert.Equal(readable ? "smz-a03" : null, text);
        if (!readable && !sn.IsEmpty) Assert.Equal("0x" + hex, sn.ToString());
    }

    [Fact]
    public void Equals_OtherPadding_IsTheSameSnWithOtherBytes()
    {
        var nuls = SerialNumber.Read("smz-a03\0\0\0\0\0\0\0\0\0"u8);
        var spaces = SerialNumber.Read("smz-a03         "u8);
        Assert.True(nuls == spaces);
        Assert.Equal(nuls.GetHashCode(), spaces.GetHashCode());
        Assert.True(nuls != SerialNumber.Read("smz-A03\0\0\0\0\0\0\0\0\0"u8));
        Assert.True(nuls != SerialNumber.Read("smz-a03\0\0\0\0\0\0\0\0x"u8));
        var written = new byte[16];
        spaces.CopyTo(written);
        Assert.Equal("smz-a03         "u8.ToArray(), written);
    }

    [Theory]
    [InlineData("smz-a03", true)]
    [InlineData("smz-a03 ", true)]
    [InlineData("smz-a03\0", true)]
    [InlineData("smz-A03", false)]
    [InlineData("smz-a0", false)]
    [InlineData("", false)]
    public void TextEquals_BodySn_ComparesWithoutPadding(string text, bool equal) =>
        Assert.Equal(equal, Frames.Sn("smz-a03").TextEquals(System.Text.Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void IsEmpty_Default_IsTrue()
    {
        Assert.True(default(SerialNumber).IsEmpty);
        Assert.False(Frames.Sn("0").IsEmpty);
    }
}
