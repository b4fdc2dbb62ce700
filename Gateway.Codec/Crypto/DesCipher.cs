using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Gateway.Codec.Crypto;

/// <summary>
/// Encrypts and decrypts the bodies of one device (§5.1 item 2, D6). Immutable: any number of threads may use it at once.
/// Decryption is total: no input makes it throw.
/// </summary>
public sealed class DesCipher
{
    private const int Block = CipherOptions.BlockLength;

    private readonly CipherOptions _options;
    private readonly DesEngine _engine;
    private readonly ulong _iv;

    /// <exception cref="ArgumentException">The options have an <see cref="CipherOptions.Error"/>: a dialect that nobody validated.</exception>
    public DesCipher(DesKey key, CipherOptions options)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Error is { } error) throw new ArgumentException(error, nameof(options));
        _options = options;
        _engine = new DesEngine(key.Value);
        _iv = options.Iv.IsEmpty ? 0 : BinaryPrimitives.ReadUInt64BigEndian(options.Iv.Span);
    }

    private bool IsChained => _options.Mode == CipherMode.CBC;

    /// <inheritdoc cref="CipherOptions.EncryptedLength"/>
    public int EncryptedLength(int plainLength) => _options.EncryptedLength(plainLength);

    /// <summary>Encrypts into a new array.</summary>
    public byte[] Encrypt(ReadOnlySpan<byte> plain)
    {
        var cipher = new byte[EncryptedLength(plain.Length)];
        Encrypt(plain, cipher);
        return cipher;
    }

    /// <summary>Encrypts to the end of <paramref name="output"/>.</summary>
    public void Encrypt(ReadOnlySpan<byte> plain, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Advance(Encrypt(plain, output.GetSpan(EncryptedLength(plain.Length))));
    }

    /// <summary>Encrypts into <paramref name="destination"/>, which must not overlap the plaintext unless it is the same place.</summary>
    /// <returns>How many bytes were written: <see cref="EncryptedLength"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The destination is too short.</exception>
    public int Encrypt(ReadOnlySpan<byte> plain, Span<byte> destination)
    {
        var length = EncryptedLength(plain.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, length, nameof(destination));
        if (!_options.Enabled)
        {
            plain.CopyTo(destination);
            return length;
        }

        var previous = _iv;
        var at = 0;
        for (; at + Block <= plain.Length; at += Block) EncryptBlock(plain[at..], destination[at..], ref previous);
        if (at == length) return length;

        Span<byte> last = stackalloc byte[Block];
        last.Fill(_options.Padding switch
        {
            PaddingMode.PKCS7 => (byte)(length - plain.Length),
            PaddingMode.None => (byte)' ',
            _ => 0
        });
        plain[at..].CopyTo(last);
        EncryptBlock(last, destination[at..], ref previous);
        return length;
    }

    /// <summary>Decrypts into <paramref name="destination"/>, which must not overlap the ciphertext unless it is the same place.</summary>
    /// <param name="cipher">Anything at all.</param>
    /// <param name="destination">At least as long as the ciphertext; holds rubbish if the result is false.</param>
    /// <param name="written">The length of the plaintext.</param>
    /// <returns>False if the ciphertext is empty, has no whole number of blocks, or its padding is wrong: most likely the key is.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The destination is too short.</exception>
    public bool TryDecrypt(ReadOnlySpan<byte> cipher, Span<byte> destination, out int written)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, cipher.Length, nameof(destination));
        written = 0;
        if (!_options.Enabled)
        {
            cipher.CopyTo(destination);
            written = cipher.Length;
            return true;
        }

        if (cipher.IsEmpty || cipher.Length % Block != 0) return false;
        var previous = _iv;
        for (var at = 0; at < cipher.Length; at += Block)
        {
            var block = BinaryPrimitives.ReadUInt64BigEndian(cipher[at..]);
            var plain = _engine.Decrypt(block);
            if (IsChained)
            {
                plain ^= previous;
                previous = block;
            }

            BinaryPrimitives.WriteUInt64BigEndian(destination[at..], plain);
        }

        return TryStripPadding(destination[..cipher.Length], out written);
    }

    /// <summary>Encrypts to the text form of <see cref="CipherOptions.Text"/>; in clear the text itself.</summary>
    public string EncryptToText(ReadOnlySpan<byte> plain)
    {
        if (!_options.Enabled) return Encoding.UTF8.GetString(plain);
        var length = EncryptedLength(plain.Length);
        var cipher = ArrayPool<byte>.Shared.Rent(length);
        Encrypt(plain, cipher);
        var text = _options.Text == CipherText.Hex ? Convert.ToHexString(cipher, 0, length) : Convert.ToBase64String(cipher, 0, length);
        ArrayPool<byte>.Shared.Return(cipher);
        return text;
    }

    /// <summary>Reads the text form and decrypts it. Total, as <see cref="TryDecrypt"/> is.</summary>
    public bool TryDecryptText(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? plain)
    {
        plain = null;
        if (!_options.Enabled)
        {
            plain = new byte[Encoding.UTF8.GetByteCount(text)];
            Encoding.UTF8.GetBytes(text, plain);
            return true;
        }

        // Not spaces in Base64: there one at either end may have been a '+' before it went through a form.
        var trimmed = _options.Text == CipherText.Hex ? text.Trim() : text.Trim("\r\n\t");
        var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(trimmed.Length, Block));
        if (TryFromText(trimmed, bytes, out var length) && TryDecrypt(bytes.AsSpan(0, length), bytes, out var written))
            plain = bytes.AsSpan(0, written).ToArray();

        ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        return plain is not null;
    }

    /// <summary>Decrypts the text form as it comes.</summary>
    public DesTextDecryptor StartDecryptingText() => new(_engine, _options, _iv);

    private bool TryFromText(ReadOnlySpan<char> text, Span<byte> bytes, out int length)
    {
        length = 0;
        if (_options.Text == CipherText.Hex) return text.Length % 2 == 0 && Convert.FromHexString(text, bytes, out _, out length) == OperationStatus.Done;
        if (!text.Contains(' ')) return Convert.TryFromBase64Chars(text, bytes, out length);
        var repaired = text.ToString().Replace(' ', '+');
        return Convert.TryFromBase64Chars(repaired, bytes, out length);
    }

    private void EncryptBlock(ReadOnlySpan<byte> plain, Span<byte> destination, ref ulong previous)
    {
        var block = BinaryPrimitives.ReadUInt64BigEndian(plain);
        previous = _engine.Encrypt(IsChained ? block ^ previous : block);
        BinaryPrimitives.WriteUInt64BigEndian(destination, previous);
    }

    private bool TryStripPadding(ReadOnlySpan<byte> padded, out int length)
    {
        length = padded.Length;
        switch (_options.Padding)
        {
            case PaddingMode.PKCS7:
                int count = padded[^1];
                if (count is 0 or > Block || padded[^count..].ContainsAnyExcept((byte)count)) return false;
                length -= count;
                return true;
            case PaddingMode.Zeros:
                length = padded.TrimEnd((byte)0).Length;
                return true;
            default:
                return true;
        }
    }
}
