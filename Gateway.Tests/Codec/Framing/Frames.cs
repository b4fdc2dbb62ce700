using Gateway.Codec.Framing;

namespace Gateway.Tests.Codec.Framing;

/// <summary>Frames for tests whose subject is not the writer.</summary>
internal static class Frames
{
    public static SerialNumber Sn(string text) => SerialNumber.TryFromText(text, out var sn, out var error) ? sn : throw new ArgumentException(error);

    public static byte[] Write(FrameSide side, ByteOrder order, byte command, byte status = FrameStatus.Success, string sn = "smz-a03", byte[]? body = null)
    {
        var output = new ArrayBufferWriter<byte>();
        FrameWriter.Write(output, side, order, command, 0, 0, status, Sn(sn), body);
        return output.WrittenSpan.ToArray();
    }
}
