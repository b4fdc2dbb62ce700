using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;
using Gateway.Fuzz.Engine;

namespace Gateway.Fuzz.Targets;

/// <summary>The content of an upload over HTTPS: its text decrypted as it comes, its records read in parts. In pieces it must be what the whole is.</summary>
internal sealed class UploadTarget : IFuzzTarget
{
    private static readonly DesCipher Cipher =
        new(DesKey.TryParse("l8iTgWXT", out var key, out var error) ? key : throw new InvalidOperationException(error), CipherOptions.Standard);

    private static readonly string[] Texts =
    [
        "", "{}", "[0,0,0]", "{\"logs\":[0,0,{}]}",
        "{\"count\":1,\"logs\":[{\"sn\":\"smz-a03\",\"user_id\":\"U1\",\"recog_time\":\"2026-03-01 08:00:05\",\"x\":[{\"y\":\"}\"}]},],}\0\0",
        "\uFEFF{\"Logs\":[{\"user_id\":1,\"recog_time\":\"2026/3/1 8:0:5\"} /* c */ ,null],\"sn\":\"smz-a03\"}", "{\"log\":[],\"logs\":[]}", "{\"\\u006cogs\":[\"\\ud800\"]}",
        "7AFF59AF01AF7D7866D9383AEF3DDFD950071D1AF90110F5", "7aff59af01af7d78 ", " 00112233445566FF\r\n"
    ];

    public string Name => "uploads";

    public IEnumerable<byte[]> Seeds => Texts.Select(Encoding.UTF8.GetBytes);

    public IReadOnlyList<byte[]> Words { get; } =
    [
        .. new[] { "{\"logs\":[", "]}", ",0", "{\"user_id\":\"1\",\"recog_time\":\"2026-03-01 08:00:05\"},", "\"count\":", "\"sn\":\"", "\\u0041", "\\ud800", "[[[[[[[[",
            "/*", "*/", "\uFEFF",
            "7AFF59AF01AF7D78", "\0" }.Select(Encoding.UTF8.GetBytes),
        [0xC3, 0x28]
    ];

    public int Run(byte[] input)
    {
        var piece = 1 + (input.Length == 0 ? 0 : input[^1] % 61);
        var whole = Read(input, Math.Max(1, input.Length));
        if (Read(input, piece) != whole) throw new PropertyBrokenException($"in pieces of {piece} bytes it gives something else");
        var isReadable = AttendanceBody.TryRead(input, KnownTerminal.Sn, out var body, out _);
        if (isReadable && (body!.Logs.Count, body.FaultCount) != (whole.Good, whole.Bad)) throw new PropertyBrokenException("it has other records than the socket's reader finds");
        if (Decrypt(input, piece) != Decrypt(input, Math.Max(1, input.Length))) throw new PropertyBrokenException($"in pieces of {piece} it is decrypted to something else");
        return HashCode.Combine(isReadable, whole.Result, Math.Min(whole.Good, 4), Math.Min(whole.Bad, 4));
    }

    private static (AttendancePartResult Result, int Good, int Bad) Read(byte[] input, int piece)
    {
        var parts = new AttendanceParts(KnownTerminal.Sn);
        var (good, bad) = (0, 0);
        for (var at = 0; ; at += piece)
        {
            var isLast = at + piece >= input.Length;
            parts.Write(input.AsSpan(Math.Min(at, input.Length), Math.Clamp(input.Length - at, 0, piece)));
            AttendancePartResult result;
            while ((result = parts.Read(isLast, out var part, out _, out _)) is AttendancePartResult.Part or AttendancePartResult.LastPart)
            {
                (good, bad) = (good + part!.Logs.Count, bad + part.FaultCount);
                if (part.Logs.Count > AttendanceBody.RecordsMax || part.Faults.Count > 3) throw new PropertyBrokenException("a part above its limit");
                if (result == AttendancePartResult.LastPart) return (result, good, bad);
            }

            if (result != AttendancePartResult.NeedsMore) return (result, good, bad);
            if (isLast) throw new PropertyBrokenException("it asks for more behind the end");
        }
    }

    private static string? Decrypt(byte[] input, int piece)
    {
        var (decryptor, plain) = (Cipher.StartDecryptingText(), new ArrayBufferWriter<byte>());
        for (var at = 0; at < input.Length; at += piece) decryptor.TryAppend(input.AsSpan(at, Math.Min(piece, input.Length - at)), plain);
        return decryptor.TryFinish(plain) ? Convert.ToHexString(plain.WrittenSpan) : null;
    }
}
