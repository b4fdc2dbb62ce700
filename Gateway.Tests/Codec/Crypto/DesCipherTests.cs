using System.Security.Cryptography;
using FsCheck.Xunit;
using Gateway.Codec.Crypto;
using Gateway.Tests.Codec.Framing;
using Xunit;

namespace Gateway.Tests.Codec.Crypto;

/// <summary>D6 and the field notes on encryption.</summary>
public sealed class DesCipherTests
{
    private const string FieldNotesCipher = "77152885510B731ABF6184E6D6E832B73140746887BFAF49";
    private const string FieldNotesPlain = """{"sn":"smz-a03"}""";

    private readonly DesCipher _cipher = new(Key("l8iTgWXT"), CipherOptions.Standard);

    [Fact]
    public void EncryptToText_FieldNotesVector_IsUpperCaseHex() =>
        Assert.Equal(FieldNotesCipher, _cipher.EncryptToText(Encoding.UTF8.GetBytes(FieldNotesPlain)));

    [Theory]
    [InlineData(FieldNotesCipher)]
    [InlineData("77152885510b731abf6184e6d6e832b73140746887bfaf49")]
    [InlineData("  77152885510b731aBF6184E6D6E832B73140746887BFAF49\r\n")]
    public void TryDecryptText_FieldNotesVectorInEitherCase_IsRead(string text)
    {
        Assert.True(_cipher.TryDecryptText(text, out var plain));
        Assert.Equal(FieldNotesPlain, Encoding.UTF8.GetString(plain));
    }

    [Theory]
    [MemberData(nameof(FrameVector.Cases), MemberType = typeof(FrameVector))]
    public void TryDecrypt_BodyOfGoldenFrame_GivesItsJson(int index, string name)
    {
        Assert.NotEmpty(name);
        var vector = FrameVector.All[index];
        if (vector.Plain is null) return;
        var plain = new byte[vector.BodyBytes.Length];
        Assert.True(_cipher.TryDecrypt(vector.BodyBytes, plain, out var written));
        Assert.Equal(vector.Plain, Encoding.UTF8.GetString(plain, 0, written));
        Assert.Equal(vector.BodyBytes, _cipher.Encrypt(Encoding.UTF8.GetBytes(vector.Plain)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("77")]
    [InlineData("77152885510B731ABF6184E6D6E832B73140746887BFAF")]
    [InlineData("77152885510B731A")] // the padding block is missing
    [InlineData("77152885510B731ABF6184E6D6E832B73140746887BFAF48")]
    public void TryDecrypt_WrongCiphertext_IsFalse(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        Assert.False(_cipher.TryDecrypt(bytes, new byte[bytes.Length], out var written) && written > 16);
        Assert.False(_cipher.TryDecryptText(hex, out _));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("zz152885510B731A")]
    [InlineData("{\"sn\":\"smz-a03\"}")]
    [InlineData("７７152885510B731A")]
    public void TryDecryptText_NoHex_IsFalse(string text) => Assert.False(_cipher.TryDecryptText(text, out _));

    [Fact]
    public void TryDecrypt_OtherKey_IsFalse()
    {
        var other = new DesCipher(Key("12345678"), CipherOptions.Standard);
        Assert.False(other.TryDecryptText(FieldNotesCipher, out _));
    }

    [Fact]
    public void TryDecrypt_DestinationTooShort_IsOurBug() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _cipher.TryDecrypt(new byte[16], new byte[15], out _));

    [Fact]
    public void Base64_PlusThatBecameASpace_IsRead()
    {
        var cipher = new DesCipher(Key("l8iTgWXT"), CipherOptions.Standard with { Text = CipherText.Base64 });
        Assert.Equal("dxUohVELcxq/YYTm1ugytzFAdGiHv69J", cipher.EncryptToText(Encoding.UTF8.GetBytes(FieldNotesPlain)));
        var text = Enumerable.Range(0, 100).Select(i => cipher.EncryptToText([(byte)i])).First(t => t.Contains('+', StringComparison.Ordinal));
        Assert.True(cipher.TryDecryptText(text.Replace('+', ' '), out _));
        Assert.False(cipher.TryDecryptText("dxUohVELcxq/YYTm1ugytzFAdGiHv69", out _));
        Assert.False(cipher.TryDecryptText("*", out _));
    }

    [Fact]
    public void Disabled_Everything_PassesInClear()
    {
        var cipher = new DesCipher(Key("l8iTgWXT"), CipherOptions.Standard with { Enabled = false });
        var json = Encoding.UTF8.GetBytes("""{"name":"张三"}""");
        Assert.Equal(json, cipher.Encrypt(json));
        var plain = new byte[json.Length];
        Assert.True(cipher.TryDecrypt(json, plain, out var written));
        Assert.Equal(json, plain[..written]);
        Assert.Equal("""{"name":"张三"}""", cipher.EncryptToText(json));
        Assert.True(cipher.TryDecryptText("""{"name":"张三"}""", out var read));
        Assert.Equal(json, read);
    }

    [Theory]
    [InlineData(CipherMode.CFB, PaddingMode.PKCS7, 0, "CFB")]
    [InlineData(CipherMode.CBC, PaddingMode.ISO10126, 0, "ISO10126")]
    [InlineData(CipherMode.CBC, PaddingMode.PKCS7, 7, "7 bytes")]
    public void Constructor_OptionsWithAnError_Throws(CipherMode mode, PaddingMode padding, int ivLength, string named)
    {
        var options = new CipherOptions(mode, new byte[ivLength], padding);
        Assert.Contains(named, options.Error, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new DesCipher(Key("l8iTgWXT"), options));
    }

    [Fact]
    public void Options_SameIvElsewhere_AreEqual()
    {
        var one = new CipherOptions(Iv: new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
        Assert.Equal(one, new CipherOptions(Iv: new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }));
        Assert.NotEqual(one, CipherOptions.Standard);
    }

    [Property(MaxTest = 300)]
    public bool AnyKeyAndText_AgreesWithThePlatformsDes(ulong keyBits, byte[] plain, byte[] iv, bool ecb)
    {
        var text = new string([.. Enumerable.Range(0, 8).Select(i => (char)(' ' + ((byte)(keyBits >> (8 * i)) % 95)))]);
        var vector = new byte[8];
        iv.AsSpan(0, Math.Min(8, iv.Length)).CopyTo(vector);
        using var platform = DES.Create();
        platform.Key = Encoding.ASCII.GetBytes(text);
        var ours = new DesCipher(Key(text), new CipherOptions(ecb ? CipherMode.ECB : CipherMode.CBC, vector));
        var expected = ecb ? platform.EncryptEcb(plain, PaddingMode.PKCS7) : platform.EncryptCbc(plain, vector);
        var decrypted = new byte[expected.Length];
        return ours.Encrypt(plain).AsSpan().SequenceEqual(expected)
            && ours.TryDecrypt(expected, decrypted, out var written) && decrypted.AsSpan(0, written).SequenceEqual(plain);
    }

    [Fact]
    public void TryDecrypt_RandomBytes_NeverThrowsAndAllocatesNothing()
    {
        var random = new Random(7);
        var bytes = new byte[256];
        var plain = new byte[256];
        var wrong = 0;
        _cipher.TryDecrypt(bytes, plain, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100_000; i++)
        {
            random.NextBytes(bytes);
            var length = random.Next(64);
            if (_cipher.TryDecrypt(bytes.AsSpan(0, length), plain, out var written) && (written < length - 8 || written >= length)) wrong++;
        }

        Assert.Equal(0, wrong);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
    }

    [Fact]
    public async Task Cipher_ManyThreads_StaysRight()
    {
        var plain = Encoding.UTF8.GetBytes(FieldNotesPlain);
        var work = Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
        {
            for (var i = 0; i < 5000; i++)
                if (_cipher.EncryptToText(plain) != FieldNotesCipher || !_cipher.TryDecryptText(FieldNotesCipher, out _)) return false;

            return true;
        }));
        Assert.All(await Task.WhenAll(work), Assert.True);
    }

    internal static DesKey Key(string text) => DesKey.TryParse(text, out var key, out var error) ? key : throw new ArgumentException(error);
}
