using System.Security.Cryptography;
using Gateway.Codec.Crypto;
using Xunit;

namespace Gateway.Tests.Codec.Crypto;

public sealed class DesKeyTests
{
    [Fact]
    public void TryParse_LongerThanEight_IsCut()
    {
        Assert.True(DesKey.TryParse("l8iTgWXT-and-more", out var key, out var error));
        Assert.Null(error);
        Assert.Equal(DesCipherTests.Key("l8iTgWXT"), key);
        var bytes = new byte[8];
        key.CopyTo(bytes);
        Assert.Equal("l8iTgWXT"u8.ToArray(), bytes);
    }

    [Theory]
    [InlineData(null, "at least eight")]
    [InlineData("", "at least eight")]
    [InlineData("7chars!", "at least eight")]
    [InlineData("l8iTgWX\t", "printable ASCII")]
    [InlineData("钥匙钥匙钥匙钥匙", "printable ASCII")]
    [InlineData("\u0001\u0001\u0001\u0001\u0001\u0001\u0001\u0001", "a weak")]
    [InlineData("\0\0\0\0\0\0\0\0", "a weak")]
    public void TryParse_NoKey_IsRefusedWithoutShowingIt(string? text, string reason)
    {
        Assert.False(DesKey.TryParse(text, out var key, out var error));
        Assert.Null(key);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        if (text?.Length > 0) Assert.DoesNotContain(text, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0101010101010101")]
    [InlineData("FEFEFEFEFEFEFEFE")]
    [InlineData("E0E0E0E0F1F1F1F1")]
    [InlineData("1F1F1F1F0E0E0E0E")]
    [InlineData("011F011F010E010E")]
    [InlineData("1F011F010E010E01")]
    [InlineData("01E001E001F101F1")]
    [InlineData("E001E001F101F101")]
    [InlineData("01FE01FE01FE01FE")]
    [InlineData("FE01FE01FE01FE01")]
    [InlineData("1FE01FE00EF10EF1")]
    [InlineData("E01FE01FF10EF10E")]
    [InlineData("1FFE1FFE0EFE0EFE")]
    [InlineData("FE1FFE1FFE0EFE0E")]
    [InlineData("E0FEE0FEF1FEF1FE")]
    [InlineData("FEE0FEE0FEF1FEF1")]
    public void Refusal_WeakAndSemiWeakKeys_AreNamed(string hex)
    {
        // The list of FIPS 74; the platform's own judgement beside it. The parity bits do not count.
        var key = Convert.FromHexString(hex);
        Assert.True(DES.IsWeakKey(key) || DES.IsSemiWeakKey(key));
        var kind = DES.IsWeakKey(key) ? "a weak" : "a semi-weak";
        Assert.StartsWith(kind, DesKey.Refusal(key), StringComparison.Ordinal);
        Assert.StartsWith(kind, DesKey.Refusal([.. key.Select(b => (byte)(b ^ 1))]), StringComparison.Ordinal);
        key[3] ^= 0x10;
        Assert.Null(DesKey.Refusal(key));
    }

    [Fact]
    public void ToString_Key_IsMasked()
    {
        var text = $"{DesCipherTests.Key("l8iTgWXT")}";
        Assert.Equal("DES key ********", text);
    }

    [Fact]
    public void SelfTest_HereAndNow_Passes() => DesSelfTest.Run();

    [Theory]
    [InlineData("12345678", "77152885510B731ABF6184E6D6E832B73140746887BFAF49", "encryption")]
    [InlineData("short", "77152885510B731ABF6184E6D6E832B73140746887BFAF49", "at least eight")]
    public void SelfTest_OtherAnswer_NamesWhatFails(string key, string cipher, string named)
    {
        var exception = Assert.Throws<InvalidOperationException>(() => DesSelfTest.Run(key, """{"sn":"smz-a03"}""", cipher));
        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
    }
}
