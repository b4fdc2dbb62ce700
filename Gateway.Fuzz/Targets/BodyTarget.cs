using Gateway.Codec.Bodies;
using Gateway.Fuzz.Engine;

namespace Gateway.Fuzz.Targets;

/// <summary>Bodies: any bytes as JSON of every kind (§5.3), encrypted and decrypted on the way; and any bytes as cipher text (D6).</summary>
internal sealed class BodyTarget : IFuzzTarget
{
    private static readonly string[] Texts =
    [
        "", "{}", "[]", "null",
        """{"sn":"smz-a03","date_time":"2026-03-01 08:00:00"}""",
        """{"sn":"smz-a03","count":"2","logs":[{"user_id":"1001","recog_time":"2026-03-01 08:00:00","recog_type":"face"},{"user_id":1002,"recog_time":"2026/3/1 8:0:0"}]}""",
        """{"result_code":"0000","result_desc":"成功"}""",
        """{"count":"1","users":[{"user_id":"1001","name":"测试","work_sn":"","id_card":"510104198802292237","face_template":"/9j/4AAQ"}]}""",
        """{"type":0,"user_id":"1001","time":"2026-03-01 08:00:00"}""",
        """{"sn":"\u0073mz-a03","logs":[[[{"a":{"b":[1e9,-0.5,true,null]}}]]]}""",
        "\u0000\u0000{\"sn\":\"smz-a03\"}\u0000"
    ];

    public string Name => "bodies";

    public IEnumerable<byte[]> Seeds => Texts.Select(Encoding.UTF8.GetBytes);

    public IReadOnlyList<byte[]> Words { get; } =
    [
        .. new[] { "\"sn\":", "\"logs\":[", "{\"user_id\":\"1\"", ",\"recog_time\":\"2026-03-01 08:00:00\"}", "\"count\":", "\"users\":[", "\"face_template\":\"",
            "\\u00e9", "\\ud800",
            "\"date_time\":\"", "[[[[[[[[[[[[[[[[", "{\"a\":", "1e400", "-", "\"result_code\":", "}", "]", ",", "\"" }.Select(Encoding.UTF8.GetBytes),
        [0xEF, 0xBB, 0xBF], [0xC0, 0x80]
    ];

    public int Run(byte[] input)
    {
        var result = new HashCode();
        Cipher(input, ref result);
        result.Add(HeartbeatBody.TryRead(input, KnownTerminal.Sn, out _, out var fault));
        Add(ref result, fault);
        result.Add(AttendanceBody.TryRead(input, KnownTerminal.Sn, out var attendance, out fault));
        Add(ref result, fault);
        if (attendance is not null) result.Add((Math.Min(attendance.Logs.Count, 4), Math.Min(attendance.Faults.Count, 4)));
        result.Add(ResultBody.TryRead(input, out _, out _));
        result.Add(PersonPushBody.TryRead(input, out var push, out fault));
        if (push is not null) RoundTrip(push);
        result.Add(PersonDeleteBody.TryRead(input, out _, out _));
        result.Add(PersonArrayBody.TryRead(input, out _, out _));
        result.Add(DeletionArrayBody.TryRead(input, out _, out _));
        result.Add(HeartbeatReplyBody.TryRead(input, out _, out _));
        return result.ToHashCode();
    }

    private static void Add(ref HashCode result, BodyFault fault) => result.Add((fault.Code, fault.Description?.Length));

    /// <summary>What was read leniently and is written strictly is read again as the same. // D9</summary>
    private static void RoundTrip(PersonPushBody push)
    {
        var written = PersonPushBody.ToUtf8(push.Users);
        if (!PersonPushBody.TryRead(written, out var again, out var fault)) throw new PropertyBrokenException($"what was written is not read again: {fault}");
        if (!push.Users.Select(user => (user.UserId, user.Name)).SequenceEqual(again.Users.Select(user => (user.UserId, user.Name))))
            throw new PropertyBrokenException("what was written is read as somebody else");
    }

    private static void Cipher(byte[] input, ref HashCode result)
    {
        var plain = new byte[input.Length];
        result.Add(KnownTerminal.Cipher.TryDecrypt(input, plain, out _));
        var encrypted = KnownTerminal.Cipher.Encrypt(input);
        var back = new byte[encrypted.Length];
        if (!KnownTerminal.Cipher.TryDecrypt(encrypted, back, out var length) || !back.AsSpan(0, length).SequenceEqual(input))
            throw new PropertyBrokenException("decrypted it is something else");
        KnownTerminal.Cipher.TryDecryptText(Encoding.Latin1.GetString(input), out _);
    }
}
