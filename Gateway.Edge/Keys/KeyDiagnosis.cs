using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;

namespace Gateway.Edge.Keys;

/// <summary>
/// Finds out what is wrong with the key of a body that the device's key does not read (D35): for people only, nothing is taken in by it. Pure.
/// </summary>
/// <remarks>
/// Its cost has a bound whatever comes, under a millisecond: of each of at most sixteen keys the first blocks, and <see cref="PieceMax"/> characters of the one under which these
/// look like JSON.
/// </remarks>
internal static class KeyDiagnosis
{
    /// <summary>Characters of a content that are looked at; a shorter one must be JSON as a whole.</summary>
    public const int PieceMax = 8 * 1024;

    /// <summary>Characters that hold the first two blocks, in hexadecimal and in Base64 alike, and what may be a third.</summary>
    private const int HeadMax = 48;

    private const int FirstKey = DesKey.Length;

    /// <summary>Of a content over HTTPS; null when no key fits.</summary>
    /// <param name="text">As it came.</param>
    public static KeyFinding? Of(Device device, in SerialNumber sn, CipherOptions options, ReadOnlySpan<byte> text)
    {
        if (!options.Enabled) return null;
        text = text.TrimStart(" \t\r\n"u8);
        var tried = new HashSet<DesKey>();
        foreach (var (code, detail, keyText) in Candidates(device))
        {
            if (DesKey.OfFirstEight(keyText) is { } key && tried.Add(key) && Reads(new DesCipher(key, options), sn, text) is { } isAttendance)
                return new KeyFinding(code, detail, isAttendance);
        }

        return null;
    }

    /// <summary>Of a body on the socket.</summary>
    public static KeyFinding? OfBytes(Device device, in SerialNumber sn, CipherOptions options, ReadOnlySpan<byte> body) =>
        Of(device, sn, options with { Text = CipherText.Hex }, Encoding.ASCII.GetBytes(Convert.ToHexString(body[..Math.Min(body.Length, PieceMax)])));

    /// <summary>Whether the key gives JSON, and whether that is an attendance upload; null: it does not.</summary>
    public static bool? Reads(DesCipher cipher, in SerialNumber sn, ReadOnlySpan<byte> text)
    {
        var head = new ArrayBufferWriter<byte>(HeadMax + (2 * CipherOptions.BlockLength));
        if (!TryDecrypt(cipher, text, HeadMax, head) || !LooksLikeObject(head.WrittenSpan)) return null;
        var parts = new AttendanceParts(sn);
        if (!TryDecrypt(cipher, text, PieceMax, parts)) return null;
        return parts.Read(isLast: text.Length <= PieceMax, out _, out _, out var fault) switch
        {
            AttendancePartResult.NeedsMore => parts.Records > 0,
            AttendancePartResult.Unreadable => fault.Code == ResultCode.Malformed ? null : false,
            AttendancePartResult.TooLong => null,
            _ => true,
        };
    }

    /// <summary>The first characters; of a shorter text all of it, with its padding.</summary>
    private static bool TryDecrypt(DesCipher cipher, ReadOnlySpan<byte> text, int most, IBufferWriter<byte> plain)
    {
        var decryptor = cipher.StartDecryptingText();
        return decryptor.TryAppend(text[..Math.Min(text.Length, most)], plain) && (text.Length > most || decryptor.TryFinish(plain));
    }

    /// <summary>Padding alone fits one in 256, and an opening brace as many: the rest of the first blocks must be text, too.</summary>
    private static bool LooksLikeObject(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("\uFEFF"u8)) head = head[3..];
        head = head.Trim("\0 \t\r\n"u8);
        return head.StartsWith("{"u8) && PlainText.HasNoControls(head);
    }

    /// <summary>The SN, former keys, and what people type instead of a key.</summary>
    private static IEnumerable<(string Code, string Detail, string Key)> Candidates(Device device)
    {
        var (sn, own) = (device.Sn, device.Key.Reveal());
        yield return (KeyFinding.KeyIsSn, "it is encrypted with the SN as key", sn);
        foreach (var former in device.FormerKeys.Value)
            yield return (KeyFinding.FormerKey, "it is encrypted with a key that the device had before", former.Reveal());
        yield return Slip("the key in upper case", own.ToUpperInvariant());
        yield return Slip("the key in lower case", own.ToLowerInvariant());
        yield return Slip("the key with upper and lower case exchanged", Exchanged(own));
        yield return Slip("a blank and the key", " " + own);
        yield return Slip("the key without the blanks around it", own.Trim());
        yield return Slip("the key without the blanks around it, and blanks at its end", own.Trim().PadRight(FirstKey));
        yield return Slip("the SN in upper case", sn.ToUpperInvariant());
        yield return Slip("the SN in lower case", sn.ToLowerInvariant());
        yield return Slip("the last eight characters of the SN", sn.Length > FirstKey ? sn[^FirstKey..] : sn);
        if (device.Name is { } name) yield return Slip("the first eight characters of the device's name", name);
    }

    private static (string Code, string Detail, string Key) Slip(string what, string key) => (KeyFinding.KeySlip, "it is encrypted with " + what, key);

    private static string Exchanged(string key) => string.Concat(key.Select(static c => char.IsAsciiLetter(c) ? (char)(c ^ 0x20) : c));
}
