using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Edge.Traffic;

namespace Gateway.Edge.Tcp;

/// <summary>What the recorder is told: the body in clear where the decoder has it, or why there is none.</summary>
internal sealed partial class FrameDecoder
{
    private const string NotDecrypted = "not decrypted";

    /// <summary>Frames that are not decrypted: they are none, or of a device that is disabled or comes from a wrong address, or of a command word that is not served, or of another terminal than the connection's.</summary>
    private void RecordUnread(in InboundFrame inbound, Device? served)
    {
        if (inbound.Fault != FrameFault.None)
        {
            services.Recorder?.Inbound(inbound, default, NotDecrypted);
        }
        else if (inbound.Entry is not null
            && (served is null || !IsServed(inbound.Frame.Command) || (inbound.Connection.Terminal.Sn is { } bound && bound != served.Sn)))
        {
            services.Recorder?.Inbound(inbound, default, inbound.Frame.Body.IsEmpty ? null : NotDecrypted);
        }
    }

    /// <summary>A packet of a message that is not whole yet, or never will be: the first is decrypted from a copy, since the whole message is decrypted again.</summary>
    private void RecordPacket(in InboundFrame inbound)
    {
        var frame = inbound.Frame;
        if (services.Recorder is not { Kept: > 0 } || !IsServed(frame.Command)) return;
        if (frame.PacketNumber > 1)
        {
            services.Recorder.Inbound(inbound, default, FrameRecorder.RawBytes);
            return;
        }

        var plain = new byte[frame.Body.Length];
        var readable = inbound.Connection.Terminal.Cipher!.TryDecrypt(frame.Body.Span, plain, out var length);
        services.Recorder.Inbound(inbound, readable ? plain.AsMemory(0, length) : default, readable || frame.Body.IsEmpty ? null : WrongKey);
    }

    /// <summary>A message of one packet, as it was decrypted. Of several, this is the last, which is raw. Until the key is proved, a padding that fits by chance is a wrong key.</summary>
    private void RecordRead(in InboundFrame inbound, ReadOnlyMemory<byte> plain, string? note)
    {
        if (inbound.Frame.PacketNumber > 1) services.Recorder?.Inbound(inbound, default, FrameRecorder.RawBytes);
        else if (note is null && inbound.Connection.Terminal.Session is null && !PlainText.IsText(plain.Span)) services.Recorder?.Inbound(inbound, default, WrongKey);
        else services.Recorder?.Inbound(inbound, plain, note);
    }

    private static bool IsServed(byte command) =>
        command is CommandWord.Heartbeat or CommandWord.AttendanceUpload or CommandWord.PersonPush or CommandWord.PersonDelete;
}
