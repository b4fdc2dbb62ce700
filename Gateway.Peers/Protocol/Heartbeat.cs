using System.Runtime.InteropServices;
using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;

namespace Gateway.Peers.Protocol;

/// <summary>The work that every server does for a heartbeat, by the gateway's own codec: the servers differ in nothing but what stands around it.</summary>
/// <param name="Command">The frame's command word, for the answer.</param>
/// <param name="Sn">Who speaks, for the answer.</param>
/// <param name="Order">The connection's byte order.</param>
/// <param name="IsGood">The body is a heartbeat of this SN, under its key.</param>
/// <param name="Clock">What the terminal's clock shows, if it can be read.</param>
internal readonly record struct Heartbeat(byte Command, SerialNumber Sn, ByteOrder Order, bool IsGood, DateTime? Clock)
{
    /// <summary>Decrypts in place, parses, compares the SN.</summary>
    public static Heartbeat Read(in Frame frame, ByteOrder order, DesCipher cipher)
    {
        var body = MemoryMarshal.AsMemory(frame.Body).Span;
        HeartbeatBody heartbeat = default;
        var isGood = cipher.TryDecrypt(body, body, out var length) && HeartbeatBody.TryRead(body[..length], frame.Sn, out heartbeat, out _);
        return new Heartbeat(frame.Command, frame.Sn, order, isGood, heartbeat.LocalTime);
    }

    /// <summary>D12: nothing to do, or a failure. Neither has a body, so there is nothing to encrypt.</summary>
    public void Answer(IBufferWriter<byte> output) =>
        FrameWriter.Write(output, FrameSide.Reply, Order, Command, 0, 0, IsGood ? FrameStatus.Idle : FrameStatus.Failure, Sn, default);
}
