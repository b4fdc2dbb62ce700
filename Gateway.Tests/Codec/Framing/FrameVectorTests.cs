using Gateway.Codec.Framing;
using Xunit;

namespace Gateway.Tests.Codec.Framing;

/// <summary>Every golden frame, in whatever pieces it comes.</summary>
public sealed class FrameVectorTests
{
    [Theory]
    [MemberData(nameof(FrameVector.Cases), MemberType = typeof(FrameVector))]
    public void Reader_WholeVector_GivesItsFields(int index, string name)
    {
        Assert.NotEmpty(name);
        var vector = FrameVector.All[index];
        var reader = new FrameReader(vector.FrameSide, ByteOrderPolicy.Auto);
        AssertOne(vector, Segments.ReadAll(reader, new ReadOnlySequence<byte>(vector.FrameBytes)));
        Assert.True(reader.OrderKnown);
        Assert.Equal(vector.ByteOrder, reader.ByteOrder);
    }

    [Theory]
    [MemberData(nameof(FrameVector.Cases), MemberType = typeof(FrameVector))]
    public void Reader_VectorSplitAtEveryOffset_GivesItsFields(int index, string name)
    {
        Assert.NotEmpty(name);
        var vector = FrameVector.All[index];
        var bytes = vector.FrameBytes;
        for (var at = 1; at < bytes.Length; at++)
        {
            AssertOne(vector, Segments.ReadAll(NewReader(vector), Segments.Of(bytes[..at], bytes[at..])));
            AssertOne(vector, Segments.ReadChunks(NewReader(vector), bytes[..at], bytes[at..]));
        }
    }

    [Theory]
    [MemberData(nameof(FrameVector.Cases), MemberType = typeof(FrameVector))]
    public void Reader_VectorByteByByte_GivesItsFields(int index, string name)
    {
        Assert.NotEmpty(name);
        var vector = FrameVector.All[index];
        AssertOne(vector, Segments.ReadAll(NewReader(vector), Segments.OneByteEach(vector.FrameBytes)));
        AssertOne(vector, Segments.ReadChunks(NewReader(vector), [.. vector.FrameBytes.Select(b => new[] { b })]));
    }

    [Theory]
    [MemberData(nameof(FrameVector.Cases), MemberType = typeof(FrameVector))]
    public void Reader_TwoVectorsGlued_GivesBoth(int index, string name)
    {
        Assert.NotEmpty(name);
        var vector = FrameVector.All[index];
        byte[] glued = [.. vector.FrameBytes, .. vector.FrameBytes];
        foreach (var found in new[]
        {
            Segments.ReadAll(NewReader(vector), new ReadOnlySequence<byte>(glued)),
            Segments.ReadAll(NewReader(vector), Segments.OneByteEach(glued)),
            Segments.ReadChunks(NewReader(vector), glued[..(vector.FrameBytes.Length + 7)], glued[(vector.FrameBytes.Length + 7)..])
        })
        {
            Assert.Equal(2, found.Count);
            vector.AssertEqual(found[0].Frame);
            vector.AssertEqual(found[1].Frame);
        }
    }

    [Theory]
    [MemberData(nameof(FrameVector.Cases), MemberType = typeof(FrameVector))]
    public void Writer_FieldsOfVector_GivesItsBytes(int index, string name)
    {
        Assert.NotEmpty(name);
        var vector = FrameVector.All[index];
        var output = new ArrayBufferWriter<byte>();
        var sn = SerialNumber.Read(vector.FrameBytes.AsSpan(10));
        FrameWriter.Write(
            output, vector.FrameSide, vector.ByteOrder, vector.Command, vector.Number, vector.Total, vector.Status, sn, vector.BodyBytes);
        Assert.Equal(vector.Frame, Convert.ToHexStringLower(output.WrittenSpan));
    }

    private static FrameReader NewReader(FrameVector vector) => new(vector.FrameSide, ByteOrderPolicy.Auto);

    private static void AssertOne(FrameVector vector, List<(FrameReadResult Result, Frame Frame, FrameFault Fault)> found)
    {
        var (result, frame, fault) = Assert.Single(found);
        Assert.Equal(FrameReadResult.Frame, result);
        Assert.Equal(FrameFault.None, fault);
        vector.AssertEqual(frame);
    }
}
