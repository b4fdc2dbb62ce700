using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Gateway.Benchmarks.Servers;
using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;

namespace Gateway.Benchmarks.Parsing;

/// <summary>One heartbeat of a real terminal's size: 64 bytes of ciphertext, 91 in all. Public and not sealed: BenchmarkDotNet derives from it.</summary>
public class HeartbeatParsing
{
    private const int Terminal = 1;

    private readonly FrameReader _reader = new(FrameSide.Request, ByteOrderPolicy.Auto);
    private readonly DesCipher _cipher = new(BenchTerminal.Key(Terminal), CipherOptions.Standard);
    private ReadOnlySequence<byte> _bytes;

    /// <summary>Bytes of the body, as they come.</summary>
    internal const int BodyLength = 64;

    [GlobalSetup]
    public void Setup()
    {
        var sn = BenchTerminal.Sn(Terminal);
        var body = _cipher.Encrypt(HeartbeatBody.ToUtf8(sn, "2026-03-01 08:00:00"));
        if (body.Length != BodyLength || !SerialNumber.TryFromText(sn, out var serial, out _))
            throw new InvalidOperationException("not the heartbeat that is meant");
        var output = new ArrayBufferWriter<byte>();
        FrameWriter.Write(output, FrameSide.Request, ByteOrder.Big, CommandWord.Heartbeat, 0, 0, FrameStatus.Idle, serial, body);
        _bytes = new ReadOnlySequence<byte>(output.WrittenMemory);
    }

    /// <summary>Cut and checked.</summary>
    [Benchmark]
    public int ReadFrame()
    {
        var input = _bytes;
        return _reader.TryRead(ref input, out var frame, out _) == FrameReadResult.Frame ? frame.Body.Length : throw new InvalidOperationException("no frame");
    }

    /// <summary>Cut, checked, decrypted in place and parsed.</summary>
    [Benchmark]
    public bool ReadDecryptParse()
    {
        var input = _bytes;
        _reader.TryRead(ref input, out var frame, out _);
        var body = MemoryMarshal.AsMemory(frame.Body).Span;
        return _cipher.TryDecrypt(body, body, out var length) && HeartbeatBody.TryRead(body[..length], frame.Sn, out _, out _)
            ? true
            : throw new InvalidOperationException("no heartbeat");
    }
}
