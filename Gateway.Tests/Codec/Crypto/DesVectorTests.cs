using System.Security.Cryptography;
using Gateway.Codec.Crypto;
using Xunit;

namespace Gateway.Tests.Codec.Crypto;

/// <summary>Every mode, padding and IV against the openssl command (Vectors/des.json, made by make_des.py).</summary>
public sealed class DesVectorTests
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    private static readonly List<Vector> Vectors =
        JsonSerializer.Deserialize<List<Vector>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "des.json")), Options)!;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Vectors.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Encrypt_Vector_GivesOpensslsBytes(int index)
    {
        var vector = Vectors[index];
        var cipher = vector.NewCipher();
        Assert.Equal(vector.CipherBytes, cipher.Encrypt(vector.PlainBytes));
        Assert.Equal(vector.CipherBytes.Length, cipher.EncryptedLength(vector.PlainBytes.Length));
        var output = new ArrayBufferWriter<byte>();
        cipher.Encrypt(vector.PlainBytes, output);
        Assert.Equal(vector.CipherBytes, output.WrittenSpan.ToArray());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TryDecrypt_Vector_GivesThePlaintext(int index)
    {
        var vector = Vectors[index];
        var cipher = vector.NewCipher();
        var plain = new byte[vector.CipherBytes.Length];
        if (vector.CipherBytes.Length == 0)
        {
            // Without padding nothing encrypts to nothing, which cannot be told from a missing body.
            Assert.False(cipher.TryDecrypt([], plain, out _));
            return;
        }

        Assert.True(cipher.TryDecrypt(vector.CipherBytes, plain, out var written));
        var expected = vector.PlainBytes;
        if (vector.Padding == nameof(PaddingMode.None)) expected = [.. expected, .. Enumerable.Repeat((byte)' ', vector.CipherBytes.Length - expected.Length)];
        Assert.Equal(expected, plain[..written]);
    }

    internal sealed record Vector(string Key, string Mode, string Iv, string Padding, string Plain, string Cipher)
    {
        public byte[] PlainBytes => Convert.FromHexString(Plain);

        public byte[] CipherBytes => Convert.FromHexString(Cipher);

        public DesCipher NewCipher() => new(
            DesCipherTests.Key(Key), new CipherOptions(Enum.Parse<CipherMode>(Mode), Convert.FromHexString(Iv), Enum.Parse<PaddingMode>(Padding)));
    }
}
