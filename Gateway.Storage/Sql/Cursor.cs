using System.Buffers.Text;

namespace Gateway.Storage.Sql;

/// <summary>Opaque cursors of lists: base64url of the list's letter and the place where the next page starts.</summary>
internal static class Cursor
{
    private const int LengthMax = 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Encode(char list, string place) => Base64Url.EncodeToString(Strict.GetBytes($"{list}:{place}"));

    /// <summary>The place in the cursor; null when there is no cursor (the first page).</summary>
    /// <exception cref="CursorInvalidException">It is not a cursor of this list.</exception>
    public static string? Decode(char list, string? cursor)
    {
        if (string.IsNullOrEmpty(cursor)) return null;
        if (cursor.Length > LengthMax || !Base64Url.IsValid(cursor)) throw new CursorInvalidException();

        string text;
        try
        {
            text = Strict.GetString(Base64Url.DecodeFromChars(cursor));
        }
        catch (DecoderFallbackException)
        {
            throw new CursorInvalidException();
        }

        if (text.Length < 3 || text[0] != list || text[1] != ':') throw new CursorInvalidException();
        return text[2..];
    }

    /// <summary>Makes a page of what was read, of which the last is one more than the page holds when there is a next one.</summary>
    /// <param name="read">Up to <paramref name="limit"/> + 1 rows.</param>
    public static Page<T> Page<T>(List<T> read, int limit, char list, Func<T, string> place)
    {
        if (read.Count <= limit) return new Page<T>(read, null);
        read.RemoveRange(limit, read.Count - limit);
        return new Page<T>(read, Encode(list, place(read[^1])));
    }
}
