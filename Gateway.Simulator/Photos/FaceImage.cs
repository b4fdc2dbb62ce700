using System.Buffers.Binary;

namespace Gateway.Simulator.Photos;

/// <summary>
/// One small drawn face (32 by 40, grey) as a real JPEG that every viewer opens; comment segments make each file a different one and as long as is asked for.
/// The same seed is the same bytes.
/// </summary>
/// <remarks>
/// <code>
/// SOI · APP0 · COM (the seed) · COM … (filling, random bytes) · the picture · EOI   (T.81)
/// </code>
/// </remarks>
internal static class FaceImage
{
    /// <summary>Smallest length that can be asked for.</summary>
    public const int LengthMin = 400;

    private const int HeadLength = 20;
    private const int SegmentHeadLength = 4;
    private const int SegmentDataMax = 65_533;

    private static readonly byte[] Face = Load();

    /// <summary>Makes a file.</summary>
    /// <param name="seed">What tells it from others.</param>
    /// <param name="length">Number of bytes, exact from <see cref="LengthMin"/> on; 0 for as few as it takes.</param>
    public static byte[] Make(long seed, int length = 0)
    {
        var random = new Random(seed.GetHashCode());
        var file = new List<byte>(Math.Max(length, LengthMin));
        file.AddRange(Face.AsSpan(0, HeadLength));
        var name = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(name, seed);
        AddComment(file, name);
        var end = length - (Face.Length - HeadLength);
        while (end - file.Count > SegmentHeadLength)
        {
            var missing = end - file.Count - SegmentHeadLength;
            var data = Math.Min(missing, SegmentDataMax);

            // Never so much that too few bytes for another segment would be missing afterwards.
            if (missing - data is > 0 and <= SegmentHeadLength) data -= 2 * SegmentHeadLength;
            var filling = new byte[data];
            random.NextBytes(filling);
            AddComment(file, filling);
        }

        file.AddRange(Face.AsSpan(HeadLength));
        return [.. file];
    }

    private static void AddComment(List<byte> file, ReadOnlySpan<byte> data)
    {
        file.AddRange([0xFF, 0xFE, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2)]);
        file.AddRange(data);
    }

    private static byte[] Load()
    {
        using var stream = typeof(FaceImage).Assembly.GetManifestResourceStream("face.jpg")!;
        var face = new byte[stream.Length];
        stream.ReadExactly(face);
        return face;
    }
}
