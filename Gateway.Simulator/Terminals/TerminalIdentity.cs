using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;

namespace Gateway.Simulator.Terminals;

/// <summary>Who a terminal is and how it speaks: its SN, its cipher and its byte order. Immutable.</summary>
internal sealed class TerminalIdentity
{
    /// <summary>What the state byte of a request says: working (§5.3.1, example of a request).</summary>
    public const byte DeviceStateWorking = 1;

    private const int StackBodyMax = 1024;

    private readonly SerialNumber _serialNumber;
    private readonly DesCipher _cipher;

    /// <exception cref="ArgumentException">The SN or the key is none; the message says why, without the key.</exception>
    public TerminalIdentity(string sn, string key, ByteOrder order)
    {
        if (!SerialNumber.TryFromText(sn, out _serialNumber, out var error)) throw new ArgumentException(error, nameof(sn));
        if (!DesKey.TryParse(key, out var desKey, out error)) throw new ArgumentException(error, nameof(key));
        _cipher = new DesCipher(desKey, CipherOptions.Standard);
        Sn = sn.TrimEnd(' ');
        Order = order;
    }

    /// <summary>The SN as text.</summary>
    public string Sn { get; }

    /// <summary>How it writes 16-bit fields. // D1</summary>
    public ByteOrder Order { get; }

    /// <summary>A reader for what the gateway sends to it.</summary>
    public FrameReader NewReader() => new(FrameSide.Reply, Order == ByteOrder.Big ? ByteOrderPolicy.Big : ByteOrderPolicy.Little);

    /// <summary>True if a reply carries this terminal's SN, as the very 16 bytes that it sends. // D5</summary>
    public bool Owns(in SerialNumber sn)
    {
        Span<byte> bytes = stackalloc byte[2 * SerialNumber.Length];
        sn.CopyTo(bytes);
        _serialNumber.CopyTo(bytes[SerialNumber.Length..]);
        return bytes[..SerialNumber.Length].SequenceEqual(bytes[SerialNumber.Length..]);
    }

    /// <summary>Writes one request in a single packet, its body encrypted; without JSON it has no body.</summary>
    public void Write(IBufferWriter<byte> output, byte command, byte state, ReadOnlySpan<byte> json)
    {
        var length = json.IsEmpty ? 0 : _cipher.EncryptedLength(json.Length);
        var body = length <= StackBodyMax ? stackalloc byte[StackBodyMax] : new byte[length];
        if (length > 0) _cipher.Encrypt(json, body);
        FrameWriter.Write(output, FrameSide.Request, Order, command, 0, 0, state, _serialNumber, body[..length]);
    }

    /// <summary>Writes one packet of a request, with its body as it stands.</summary>
    public void WritePacket(IBufferWriter<byte> output, byte command, ushort number, ushort total, byte state, ReadOnlySpan<byte> body) =>
        FrameWriter.Write(output, FrameSide.Request, Order, command, number, total, state, _serialNumber, body);

    /// <summary>Encrypts a body for the socket.</summary>
    public byte[] Encrypt(ReadOnlySpan<byte> json) => _cipher.Encrypt(json);

    /// <summary>Encrypts text for HTTPS, in upper-case hexadecimal. // D6</summary>
    public string EncryptToHex(ReadOnlySpan<byte> json) => _cipher.EncryptToText(json);

    /// <summary>Decrypts hexadecimal text from HTTPS; false if it was not encrypted with this terminal's key.</summary>
    public bool TryDecryptHex(string text, out byte[] json)
    {
        var right = _cipher.TryDecryptText(text, out var plain);
        json = plain ?? [];
        return right;
    }

    /// <summary>Decrypts the body of a reply; false if it was not encrypted with this terminal's key.</summary>
    public bool TryDecrypt(ReadOnlySpan<byte> body, out byte[] json)
    {
        var plain = new byte[body.Length];
        var right = _cipher.TryDecrypt(body, plain, out var written);
        json = right ? plain[..written] : [];
        return right;
    }
}
