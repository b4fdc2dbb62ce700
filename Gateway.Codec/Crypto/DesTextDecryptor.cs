using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gateway.Codec.Crypto;

/// <summary>
/// Decrypts one body in its text form (D6) piece by piece, as it comes, with nothing kept but what a block still lacks. Total, and the same as
/// <see cref="DesCipher.TryDecryptText"/> of the whole. For one thread.
/// </summary>
public sealed class DesTextDecryptor
{
    private const int Block = CipherOptions.BlockLength;

    private readonly CipherOptions _options;
    private readonly DesEngine _engine;
    private ulong _previous;

    /// <summary>Ciphertext bytes that are no whole block yet, and the plaintext of the last block, which may be padding.</summary>
    private ulong _cipher;
    private int _cipherBytes;
    private ulong _last;
    private bool _hasLast;

    /// <summary>Bits of the text that are no whole byte yet.</summary>
    private uint _bits;
    private int _bitCount;
    private long _characters;
    private int _equalSigns;
    private bool _ended;

    internal DesTextDecryptor(DesEngine engine, CipherOptions options, ulong iv)
    {
        (_engine, _options, _previous) = (engine, options, iv);
    }

    /// <summary>No text that this dialect encrypts: whatever comes, the whole cannot be decrypted.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Decrypts what is whole by now.</summary>
    /// <param name="text">The next piece, ASCII.</param>
    /// <param name="plain">Gets the plaintext; the last block only with <see cref="TryFinish"/>.</param>
    /// <returns>False: <see cref="IsBroken"/>.</returns>
    public bool TryAppend(ReadOnlySpan<byte> text, IBufferWriter<byte> plain)
    {
        ArgumentNullException.ThrowIfNull(plain);
        if (!_options.Enabled)
        {
            plain.Write(text);
            return true;
        }

        // A byte takes two characters as hexadecimal text, and 4/3 in Base64.
        var output = plain.GetSpan(text.Length + (2 * Block));
        var written = 0;
        var isHex = _options.Text == CipherText.Hex;
        foreach (var character in text)
        {
            if (!(isHex ? TakeHex(character) : TakeBase64(character)))
            {
                IsBroken = true;
                break;
            }

            if (_bitCount < 8) continue;
            _bitCount -= 8;
            TakeByte((byte)(_bits >> _bitCount), output, ref written);
        }

        plain.Advance(written);
        return !IsBroken;
    }

    /// <summary>The end of the text: takes the padding off.</summary>
    /// <returns>False if it was empty, no whole number of blocks, or its padding is wrong: most likely the key is.</returns>
    public bool TryFinish(IBufferWriter<byte> plain)
    {
        ArgumentNullException.ThrowIfNull(plain);
        if (!_options.Enabled) return true;
        var isWhole = _options.Text == CipherText.Hex ? _bitCount == 0 : (_characters + _equalSigns) % 4 == 0 && _characters % 4 != 1;
        if (IsBroken || !isWhole || !_hasLast || _cipherBytes != 0) return false;
        Span<byte> last = stackalloc byte[Block];
        BinaryPrimitives.WriteUInt64BigEndian(last, _last);
        var length = Block;
        if (_options.Padding == PaddingMode.PKCS7)
        {
            int count = last[^1];
            if (count is 0 or > Block || last[^count..].ContainsAnyExcept((byte)count)) return false;
            length -= count;
        }

        plain.Write(last[..length]);
        return true;
    }

    /// <summary>White space may stand around it, not inside.</summary>
    private bool TakeHex(byte character)
    {
        if (character is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r'))
        {
            _ended |= _characters > 0;
            return true;
        }

        var digit = character switch
        {
            >= (byte)'0' and <= (byte)'9' => character - '0',
            >= (byte)'A' and <= (byte)'F' => character - 'A' + 10,
            >= (byte)'a' and <= (byte)'f' => character - 'a' + 10,
            _ => -1
        };
        if (digit < 0 || _ended) return false;
        Add((uint)digit, 4);
        return true;
    }

    /// <summary>A space was a '+' before it went through a form.</summary>
    private bool TakeBase64(byte character)
    {
        if (character is (byte)'\t' or (byte)'\r' or (byte)'\n') return true;
        if (character == '=') return ++_equalSigns <= 2;
        var digit = character switch
        {
            >= (byte)'A' and <= (byte)'Z' => character - 'A',
            >= (byte)'a' and <= (byte)'z' => character - 'a' + 26,
            >= (byte)'0' and <= (byte)'9' => character - '0' + 52,
            (byte)'+' or (byte)' ' => 62,
            (byte)'/' => 63,
            _ => -1
        };
        if (digit < 0 || _equalSigns > 0) return false;
        Add((uint)digit, 6);
        return true;
    }

    private void Add(uint digit, int bits)
    {
        _bits = (_bits << bits) | digit;
        _bitCount += bits;
        _characters++;
    }

    private void TakeByte(byte value, Span<byte> output, ref int written)
    {
        _cipher = (_cipher << 8) | value;
        if (++_cipherBytes < Block) return;
        _cipherBytes = 0;
        var plain = _engine.Decrypt(_cipher);
        if (_options.Mode == CipherMode.CBC)
        {
            plain ^= _previous;
            _previous = _cipher;
        }

        if (_hasLast)
        {
            BinaryPrimitives.WriteUInt64BigEndian(output[written..], _last);
            written += Block;
        }

        (_last, _hasLast) = (plain, true);
    }
}
