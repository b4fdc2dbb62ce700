using System.Text.Unicode;

namespace Gateway.Codec.Crypto;

/// <summary>Tells what a right key yields from what a wrong one does.</summary>
public static class PlainText
{
    /// <summary>Shorter text proves nothing, bytes: of the blocks that a guess may hit one in 256 ends like a padding. // D38</summary>
    public const int ProofLengthMin = 8;

    private static readonly SearchValues<byte> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(static value => (byte)value).Except("\t\r\n"u8.ToArray()), 0x7F]);

    /// <summary>
    /// True for UTF-8 text of <see cref="ProofLengthMin"/> bytes or more without control characters but tab and line ends: what bytes that a wrong key yields hardly ever are.
    /// // D38
    /// </summary>
    public static bool ProvesKey(ReadOnlySpan<byte> plain) => plain.Length >= ProofLengthMin && HasNoControls(plain) && Utf8.IsValid(plain);

    /// <summary>True without control characters but tab and line ends. Of a piece it may be asked, since it looks at no character of several bytes.</summary>
    public static bool HasNoControls(ReadOnlySpan<byte> plain) => !plain.ContainsAny(Controls);
}
