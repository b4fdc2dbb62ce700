using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using Gateway.Actors.Registrations;
using Gateway.Edge.DeviceHttp.Requests;

namespace Gateway.Edge.DeviceHttp.Registrations;

/// <summary>
/// Photos as enrolment terminals send them (field notes): Base64, possibly URL-encoded once more, with a <c>data:</c> prefix, with spaces where a '+' was,
/// with line breaks, with '-' and '_', without padding. What comes out must be a JPEG or a PNG.
/// </summary>
internal static class PhotoField
{
    /// <summary>Bytes of a photo: 2 MiB.</summary>
    public const int LengthMax = PhotoFile.BytesMax;

    /// <summary>How often a field may have been URL-encoded beyond the form's own encoding.</summary>
    private const int EncodingsMax = 2;

    private static readonly SearchValues<byte> LineBreaks = SearchValues.Create("\r\n\t"u8);

    /// <summary>Decodes a field.</summary>
    /// <param name="field">The form's value.</param>
    /// <param name="photo">The file.</param>
    /// <param name="mediaType">By the file's signature, not by what the prefix says.</param>
    /// <param name="error">What is wrong; nothing of the photo.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> field,
        [NotNullWhen(true)] out byte[]? photo,
        [NotNullWhen(true)] out string? mediaType,
        [NotNullWhen(false)] out string? error)
    {
        photo = null;
        mediaType = null;
        var base64 = Base64Of(field.ToArray());
        if (base64.IsEmpty) return Refuse("missing", out error);
        if (base64.Length / 4L * 3 > LengthMax + 3) return Refuse(TooLarge, out error);
        if (Decode(base64) is not { } decoded) return Refuse("is not Base64", out error);
        if (PhotoFile.MediaTypeOf(decoded) is not { } type) return Refuse("is neither a JPEG nor a PNG", out error);
        if (decoded.Length > LengthMax) return Refuse(TooLarge, out error);
        photo = decoded;
        mediaType = type;
        error = null;
        return true;
    }

    private static bool Refuse(string reason, out string error)
    {
        error = reason;
        return false;
    }

    private static string TooLarge => $"is larger than {LengthMax} bytes";

    /// <summary>The Base64 characters in their standard form, without padding. Works in place.</summary>
    private static Span<byte> Base64Of(Span<byte> text)
    {
        // '%' is no Base64: where one is, the field is encoded still. A '+' is left alone: it is Base64.
        for (var i = 0; i < EncodingsMax && text.Contains((byte)'%'); i++) text = text[..PercentText.Decode(text)];
        text = text.Trim("\r\n\t\0"u8).TrimStart((byte)' ');
        if (text.Length > 5 && System.Text.Ascii.EqualsIgnoreCase(text[..5], "data:"u8) && text.IndexOf((byte)',') is var comma and >= 0)
            text = text[(comma + 1)..].TrimStart((byte)' ');
        var length = 0;
        foreach (var character in text)
        {
            if (LineBreaks.Contains(character)) continue;
            text[length++] = character switch
            {
                (byte)'-' => (byte)'+',
                (byte)'_' => (byte)'/',
                _ => character,
            };
        }

        text = WithoutSpacesAtEnd(text[..length]);
        text.Replace((byte)' ', (byte)'+');
        return text.TrimEnd((byte)'=');
    }

    /// <summary>A space was a '+', but for one at the end that nothing misses there.</summary>
    private static Span<byte> WithoutSpacesAtEnd(Span<byte> text)
    {
        var trimmed = text.TrimEnd((byte)' ');
        var isMissed = !trimmed.EndsWith("="u8) && trimmed.Length % 4 != 0 && text.Length % 4 == 0;
        return isMissed ? text : trimmed;
    }

    private static byte[]? Decode(ReadOnlySpan<byte> base64)
    {
        if (base64.Length % 4 == 1) return null;
        var padded = new byte[(base64.Length + 3) / 4 * 4];
        base64.CopyTo(padded);
        padded.AsSpan(base64.Length).Fill((byte)'=');
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(padded.Length)];
        return Base64.DecodeFromUtf8(padded, decoded, out _, out var written) == OperationStatus.Done ? decoded[..written] : null;
    }
}
