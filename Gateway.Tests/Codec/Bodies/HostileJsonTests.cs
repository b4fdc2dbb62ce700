using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;
using Gateway.Tests.Codec.Crypto;
using Gateway.Tests.Codec.Framing;
using Xunit;

namespace Gateway.Tests.Codec.Bodies;

/// <summary>Whatever decrypts, every reader gives a body or a fault that repeats nothing of it.</summary>
public sealed class HostileJsonTests
{
    private delegate bool Reader(ReadOnlySpan<byte> json, out BodyFault fault);

    private static readonly Reader[] Readers =
    [
        (ReadOnlySpan<byte> json, out BodyFault fault) => HeartbeatBody.TryRead(json, Frames.Sn("smz-a03"), out _, out fault),
        (ReadOnlySpan<byte> json, out BodyFault fault) => HeartbeatReplyBody.TryRead(json, out _, out fault),
        (ReadOnlySpan<byte> json, out BodyFault fault) => AttendanceBody.TryRead(json, Frames.Sn("smz-a03"), out _, out fault),
        (ReadOnlySpan<byte> json, out BodyFault fault) => ResultBody.TryRead(json, out _, out fault),
        (ReadOnlySpan<byte> json, out BodyFault fault) => PersonPushBody.TryRead(json, out _, out fault),
        (ReadOnlySpan<byte> json, out BodyFault fault) => PersonArrayBody.TryRead(json, out _, out fault),
        (ReadOnlySpan<byte> json, out BodyFault fault) => PersonDeleteBody.TryRead(json, out _, out fault),
        (ReadOnlySpan<byte> json, out BodyFault fault) => DeletionArrayBody.TryRead(json, out _, out fault)
    ];

    // What a mutation starts from: each reader's own shape, and hostile tokens.
    private static readonly string[] Seeds =
    [
        """{"sn":"smz-a03","date_time":"2024-03-09 08:00:00","result_code":"0000","result_desc":"canary"}""",
        """{"cmd":"set_time","params":[{"date_time":"2024-03-09 08:00:00"}]}""",
        """{"count":2,"logs":[{"sn":"smz-a03","user_id":"1001","recog_time":"2024-03-09 08:00:00","x":{"y":[1,2,{"z":"\u5f20"}]}},{"user_id":1}]}""",
        """{"count":"1","users":[{"user_id":"1","name":"canary","work_sn":"1","id_card":"510105199001011234","face_template":"AQID"}]}""",
        """[{"user_id":"1","name":"canary","id":"1","face_template":""},{"type":0,"user_id":"1","time":""}]""",
        """{"type":0,"user_id":"1001","time":""}"""
    ];

    private static readonly string[] Tokens =
        ["\"\\ud800\"", "1e999999999", "{", "}", "[", "]", ",", ":", "\"", "null", "//", "/*", "*/", "\\u0000", "\0", "\uFEFF", "-", "00", "\"\"", "true"];

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" \r\n\0\0", "empty")]
    [InlineData("\uFEFF", "empty")]
    [InlineData("canary", "error at line 1, byte 1")]
    [InlineData("{\"sn\":\"canary\"", "error at line 1")]
    [InlineData("{\n\"sn\":canary}", "error at line 2, byte 6")]
    [InlineData("{'sn':'canary'}", "error at line 1, byte 2")]
    [InlineData("{\"sn\":1}canary", "error at line 1")]
    [InlineData("{\"sn\":\"\\uZZZZ\"}", "error at line 1")]
    [InlineData("// canary", "error at")]
    [InlineData("/* canary", "error at")]
    [InlineData("{\"sn\":[], canary", "error at")]
    [InlineData("[1,2", "error at")]
    [InlineData("<xml>canary</xml>", "error at line 1, byte 1")]
    public void TryRead_NoJson_Is9001WhateverTheReader(string json, string reason)
    {
        foreach (var read in Readers)
        {
            Assert.False(read(Encoding.UTF8.GetBytes(json), out var fault));
            Assert.Equal(ResultCode.Malformed, fault.Code);
            Assert.Contains(reason, fault.Description, StringComparison.Ordinal);
            Assert.DoesNotContain("canary", fault.Description, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TryRead_InvalidUtf8_Is9001()
    {
        byte[][] bodies = [[0x7B, 0x22, 0xC3, 0x28, 0x22, 0x3A, 0x31, 0x7D], [0xFF], [0x22, 0xED, 0xA0, 0x80, 0x22], [0xD5, 0xC5]];
        foreach (var read in Readers)
        {
            foreach (var body in bodies)
            {
                Assert.False(read(body, out var fault));
                Assert.Equal(new BodyFault(ResultCode.Malformed, "the body is not UTF-8"), fault);
            }
        }
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(16, false)]
    [InlineData(5000, false)]
    public void TryRead_Nesting_IsReadTo16Levels(int arrays, bool readable)
    {
        var json = $$"""{"x":{{new string('[', arrays)}}{{new string(']', arrays)}},"result_code":0}""";
        Assert.Equal(readable, ResultBody.TryRead(Encoding.UTF8.GetBytes(json), out _, out var fault));
        if (!readable) Assert.Equal(ResultCode.Malformed, fault.Code);
    }

    [Fact]
    public void TryRead_HugeNumbersAndManyKeys_AreTolerated()
    {
        var huge = new string('9', 9000);
        Assert.True(HeartbeatBody.TryRead(Encoding.UTF8.GetBytes($$"""{"x":{{huge}},"y":-1e+{{huge}}}"""), default, out _, out _));
        Assert.False(HeartbeatBody.TryRead(Encoding.UTF8.GetBytes($$"""{"sn":{{huge}}}"""), default, out _, out var fault));
        Assert.DoesNotContain("999", fault.Description.Replace(ResultCode.SenderFault, "", StringComparison.Ordinal), StringComparison.Ordinal);
        var keys = string.Join(',', Enumerable.Repeat("\"date_time\":\"\"", 600));
        Assert.True(HeartbeatBody.TryRead(Encoding.UTF8.GetBytes($$"""{{{keys}}}"""), default, out _, out _));
    }

    [Fact]
    public void TryRead_MutatedBodies_NeverThrowAndNeverEchoValues()
    {
        var random = new Random(20240309);
        for (var i = 0; i < 60_000; i++)
        {
            var json = Mutate(random, Seeds[random.Next(Seeds.Length)]);
            var read = Readers[random.Next(Readers.Length)];
            if (read(json, out var fault)) continue;
            Assert.True(fault.Code is ResultCode.Malformed or ResultCode.SenderFault);
            Assert.DoesNotContain("canary", fault.Description, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TryDecryptAndRead_RandomBytes_NeverThrow()
    {
        var random = new Random(7);
        var plain = new byte[512];
        var cipher = new DesCipher(DesCipherTests.Key("l8iTgWXT"), CipherOptions.Standard);
        var open = new DesCipher(DesCipherTests.Key("l8iTgWXT"), CipherOptions.Standard with { Enabled = false });
        for (var i = 0; i < 100_000; i++)
        {
            var bytes = new byte[random.Next(100)];
            random.NextBytes(bytes);
            if (i % 2 == 0) bytes = Array.ConvertAll(bytes, b => (byte)(' ' + (b % 95)));

            // One key in some two hundred "decrypts" noise; the others go to a reader as they are.
            if (!cipher.TryDecrypt(bytes, plain, out var written)) open.TryDecrypt(bytes, plain, out written);
            Readers[i % Readers.Length](plain.AsSpan(0, written), out _);
        }
    }

    private static byte[] Mutate(Random random, string seed)
    {
        var bytes = Encoding.UTF8.GetBytes(seed).ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 10), bytes.Count - at - (at == 0 ? 1 : 0)));
                    break;
                case 2:
                    bytes.RemoveRange(at + 1, bytes.Count - at - 1);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 30), bytes.Count - at)));
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)]));
                    break;
            }
        }

        return [.. bytes];
    }
}
