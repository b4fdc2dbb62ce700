using System.Security.Cryptography;
using Gateway.Codec.Crypto;
using Xunit;

namespace Gateway.Tests.Codec.Crypto;

/// <summary>Text that is decrypted as it comes is what the whole text is, in every dialect, however it is cut.</summary>
public sealed class DesTextDecryptorTests
{
    [Theory]
    [InlineData(CipherMode.CBC, PaddingMode.PKCS7, CipherText.Hex)]
    [InlineData(CipherMode.ECB, PaddingMode.PKCS7, CipherText.Base64)]
    [InlineData(CipherMode.CBC, PaddingMode.Zeros, CipherText.Base64)]
    [InlineData(CipherMode.CBC, PaddingMode.None, CipherText.Hex)]
    public void Append_InPiecesOfEveryLength_IsWhatTheWholeIs(CipherMode mode, PaddingMode padding, CipherText form)
    {
        var cipher = Cipher(new CipherOptions(mode, Padding: padding, Text: form));
        for (var length = 1; length < 20; length++)
        {
            var text = cipher.EncryptToText(Encoding.ASCII.GetBytes(new string('a', length)));
            var spoiled = text.Replace('+', ' ');
            string[] all = [text, " \t" + text + "\r\n", text[..^1], text + "0", text + "=", "x" + text, "", text.Insert(3, "\n"), spoiled, text.ToLowerInvariant()];
            foreach (var sent in all)
                for (var piece = 1; piece <= sent.Length + 1; piece += 1 + (piece / 4)) Same(cipher, sent, piece, padding);
        }
    }

    [Fact]
    public void Append_WithoutEncryption_IsTheTextItself() => Same(Cipher(new CipherOptions(Enabled: false)), """{"a":"张"}""", 3, PaddingMode.None);

    private static void Same(DesCipher cipher, string text, int piece, PaddingMode padding)
    {
        var isRight = cipher.TryDecryptText(text, out var whole);
        var plain = new ArrayBufferWriter<byte>();
        var decryptor = cipher.StartDecryptingText();
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var at = 0; at < bytes.Length; at += piece) decryptor.TryAppend(bytes.AsSpan(at, Math.Min(piece, bytes.Length - at)), plain);

        Assert.True(isRight == decryptor.TryFinish(plain), $"'{text}' in pieces of {piece}");

        // Zeros stay: JSON ignores them at its end, and the last piece is not known before it is there.
        if (isRight) Assert.Equal(whole, padding == PaddingMode.Zeros ? plain.WrittenSpan.TrimEnd((byte)0).ToArray() : plain.WrittenSpan.ToArray());
    }

    private static DesCipher Cipher(CipherOptions options) =>
        new(DesKey.TryParse("l8iTgWXT", out var key, out var error) ? key : throw new ArgumentException(error), options);
}
