using Gateway.Codec.Framing;
using Xunit;

namespace Gateway.Tests.Codec.Framing;

public sealed class FrameWriterTests
{
    [Theory]
    [InlineData(ByteOrder.Big, "CCDD001D140102030422" + "41000000000000000000000000000000" + "AABB" + "6E")]
    [InlineData(ByteOrder.Little, "DDCC1D00140201040322" + "41000000000000000000000000000000" + "AABB" + "6E")]
    public void Write_FrameByHand_HasItsBytes(ByteOrder order, string expected)
    {
        // XOR: CC^DD=11, ^1D=0C, ^14=18, ^01^02=1B, ^03^04=1C, ^22=3E, ^41=7F, ^AA^BB(=11)=6E; the same in both orders.
        var output = new ArrayBufferWriter<byte>();
        FrameWriter.Write(output, FrameSide.Reply, order, 0x14, 0x0102, 0x0304, 0x22, Frames.Sn("A"), [0xAA, 0xBB]);
        Assert.Equal(expected, Convert.ToHexString(output.WrittenSpan));
    }

    [Fact]
    public void Write_BodyTooLong_IsOurBug() => Assert.Throws<ArgumentOutOfRangeException>(() => FrameWriter.Write(
        new ArrayBufferWriter<byte>(), FrameSide.Reply, ByteOrder.Big, 0x25, 0, 0, 1, Frames.Sn("A"), new byte[FrameReader.BodyLengthMax + 1]));

    [Fact]
    public void Write_PaddedSn_KeepsTheVeryBytes()
    {
        // D5: a reply carries the very 16 bytes that came in.
        var bytes = "smz-a03 \0 \0     "u8.ToArray();
        var output = new ArrayBufferWriter<byte>();
        FrameWriter.Write(output, FrameSide.Reply, ByteOrder.Big, 0x10, 0, 0, 0, SerialNumber.Read(bytes), []);
        Assert.Equal(bytes, output.WrittenSpan.Slice(10, 16).ToArray());
    }
}
