using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;
using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Peers;
using Xunit;

namespace Gateway.Tests.Peers;

/// <summary>What the gateway is measured beside does the whole work of a heartbeat, and its answers are those of the bare server, byte for byte.</summary>
public sealed class PeerServerTests
{
    private const string Sn = "PEER00000000001";
    private const string OtherSn = "PEER00000000002";

    private static readonly FrozenDictionary<string, DesCipher> Ciphers =
        new[] { Sn, OtherSn }.ToFrozenDictionary(static sn => sn, static sn => new DesCipher(KeyOf(sn), CipherOptions.Standard));

    public static TheoryData<string> Others => [.. PeerServers.Names.Where(static name => name != PeerServers.Bare)];

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Server_Heartbeats_AreAnsweredByteForByteLikeByTheBareOne(string name)
    {
        var good = Frame(Sn, Sn, ByteOrder.Big, Ciphers[Sn]);
        byte[][] segments =
        [
            good,
            [.. good, .. good, .. good[..40]], // two and a part of one
            good[40..],
            Frame(Sn, Sn, ByteOrder.Big, Ciphers[OtherSn]), // under another key
            Frame(Sn, OtherSn, ByteOrder.Big, Ciphers[Sn]), // of another SN
            [.. "garbage"u8, .. good],
        ];

        var expected = await AnswersAsync(PeerServers.Bare, segments);
        Assert.Equal(7 * FrameReader.FrameLengthMin, expected.Length);
        Assert.Equal([0, 0, 0, 0, 2, 2, 0], expected.Chunk(FrameReader.FrameLengthMin).Select(static frame => frame[9]));
        Assert.Equal(expected, await AnswersAsync(name, segments));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Server_LittleEndianTerminal_IsAnsweredInItsOrder(string name)
    {
        var heartbeat = Frame(OtherSn, OtherSn, ByteOrder.Little, Ciphers[OtherSn]);

        Assert.Equal(await AnswersAsync(PeerServers.Bare, heartbeat), await AnswersAsync(name, heartbeat));
    }

    /// <summary>Sends each segment when the answers to what was whole before have come.</summary>
    private static async Task<byte[]> AnswersAsync(string name, params byte[][] segments)
    {
        using var late = new CancellationTokenSource(Patience.Max);
        await using var server = await PeerServers.StartAsync(name, Ciphers, late.Token);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port), late.Token);
        var answers = new List<byte>();
        var reader = new FrameReader(FrameSide.Request, ByteOrderPolicy.Auto);
        byte[] sent = [];
        foreach (var segment in segments)
        {
            await socket.SendAsync(segment, late.Token);
            sent = [.. sent, .. segment];
            var whole = 0;
            var rest = new ReadOnlySequence<byte>(sent);
            while (reader.TryRead(ref rest, out _, out _) == FrameReadResult.Frame) whole++;
            sent = rest.ToArray();
            var received = new byte[whole * FrameReader.FrameLengthMin];
            for (var length = 0; length < received.Length;)
            {
                var read = await socket.ReceiveAsync(received.AsMemory(length), late.Token);
                Assert.NotEqual(0, read);
                length += read;
            }

            answers.AddRange(received);
        }

        return [.. answers];
    }

    private static byte[] Frame(string sn, string bodySn, ByteOrder order, DesCipher cipher)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.True(SerialNumber.TryFromText(sn, out var serial, out var error), error);
        var body = cipher.Encrypt(HeartbeatBody.ToUtf8(bodySn, "2026-11-29 08:00:00"));
        FrameWriter.Write(output, FrameSide.Request, order, CommandWord.Heartbeat, 0, 0, FrameStatus.Idle, serial, body);
        return output.WrittenSpan.ToArray();
    }

    private static DesKey KeyOf(string sn) => DesKey.TryParse("key" + sn[^5..], out var key, out var error) ? key : throw new InvalidOperationException(error);
}
