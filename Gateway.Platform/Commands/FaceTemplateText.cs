using System.Buffers.Text;
using Gateway.Actors.Registrations;

namespace Gateway.Platform.Commands;

/// <summary>
/// Reads photos out of the text forms that the field sends (field notes, §4): Base64, with or without a <c>data:</c> prefix, percent-encoded once more or not,
/// with spaces where a form turned a plus into one, with line breaks.
/// </summary>
internal static class FaceTemplateText
{
    /// <summary>Reads a photo. An empty text is a photo of no bytes: the caller decides what that means.</summary>
    /// <param name="text">UTF-8; overwritten.</param>
    public static PhotoFault TryRead(Span<byte> text, out byte[] photo)
    {
        photo = [];
        if (!TryUnescape(text, out var length)) return PhotoFault.NotBase64;
        var base64 = WithoutPrefix(text[..length]);
        if (base64.IsEmpty) return PhotoFault.None;
        if (base64.Length > Base64.GetMaxEncodedToUtf8Length(PhotoFile.BytesMax)) return PhotoFault.TooLarge;
        if (Base64.DecodeFromUtf8InPlace(base64, out var count) != OperationStatus.Done) return PhotoFault.NotBase64;
        if (count > PhotoFile.BytesMax) return PhotoFault.TooLarge;
        var bytes = base64[..count];
        if (PhotoFile.MediaTypeOf(bytes) is null) return PhotoFault.NotAnImage;
        photo = bytes.ToArray();
        return PhotoFault.None;
    }

    /// <summary>Takes percent signs and line breaks out and puts lost pluses back, in place.</summary>
    private static bool TryUnescape(Span<byte> text, out int length)
    {
        length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is (byte)'\r' or (byte)'\n' or (byte)'\t') continue;
            if (c == (byte)'%')
            {
                if (i + 2 >= text.Length || !Utf8Parser.TryParse(text.Slice(i + 1, 2), out byte code, out var used, 'x') || used != 2) return false;
                c = code;
                i += 2;
            }

            text[length++] = c == (byte)' ' ? (byte)'+' : c;
        }

        return true;
    }

    /// <summary><c>data:image/jpeg;base64,</c> and its like.</summary>
    private static Span<byte> WithoutPrefix(Span<byte> text)
    {
        if (!text.StartsWith("data:"u8)) return text;
        var comma = text.IndexOf((byte)',');
        return comma < 0 ? text : text[(comma + 1)..];
    }
}
