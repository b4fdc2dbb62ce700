using System.Buffers.Binary;

namespace Gateway.Simulator.Enrolment;

/// <summary>
/// Faces as small real JPEG files: baseline, grey, 8 by 10 blocks of one brightness each (a head on a background), so that every viewer opens them. The same
/// seed is the same bytes.
/// </summary>
/// <remarks>
/// <code>
/// SOI · COM (the seed) · COM … (filling, random bytes) · DQT (all 1) · SOF0 · DHT DC · DHT AC (end of block only) · SOS · entropy-coded data · EOI   (T.81)
/// </code>
/// </remarks>
internal static class FaceImage
{
    private const int BlocksWide = 8;
    private const int BlocksHigh = 10;
    private const int SegmentDataMax = 65_533;

    /// <summary>Smallest length that can be asked for.</summary>
    public const int LengthMin = 400;

    /// <summary>T.81, table K.3: how many codes of each length from 1 to 16, then their values.</summary>
    private static readonly byte[] DcTable = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

    /// <summary>One code of one bit: end of block.</summary>
    private static readonly byte[] AcTable = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>The codes of <see cref="DcTable"/> by category: code and its length in bits.</summary>
    private static readonly (int Code, int Length)[] DcCodes =
        [(0, 2), (2, 3), (3, 3), (4, 3), (5, 3), (6, 3), (14, 4), (30, 5), (62, 6), (126, 7), (254, 8), (510, 9)];

    /// <summary>Makes a file.</summary>
    /// <param name="seed">What tells it from others.</param>
    /// <param name="length">Number of bytes, exact from <see cref="LengthMin"/> on; 0 for as few as it takes.</param>
    public static byte[] Make(long seed, int length = 0)
    {
        var random = new Random(HashCode(seed));
        var tail = Tail(random);
        var file = new List<byte>(Math.Max(length, LengthMin)) { 0xFF, 0xD8 };
        var name = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(name, seed);
        Segment(file, 0xFE, name);
        for (var missing = length - file.Count - tail.Count; missing > 4; missing = length - file.Count - tail.Count)
        {
            // Never so much that fewer than the 4 bytes of another segment's head would be missing afterwards.
            var data = Math.Min(missing - 4, SegmentDataMax);
            if (missing - 4 - data is > 0 and <= 4) data -= 8;
            var filling = new byte[data];
            random.NextBytes(filling);
            Segment(file, 0xFE, filling);
        }

        file.AddRange(tail);
        return [.. file];
    }

    /// <summary>Seeds that follow one another must not make pictures that do.</summary>
    private static int HashCode(long seed) => unchecked((int)((ulong)seed * 0x9E37_79B9_7F4A_7C15 >> 33));

    private static List<byte> Tail(Random random)
    {
        var tail = new List<byte>();
        Segment(tail, 0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]);
        Segment(tail, 0xC0, [8, 0, BlocksHigh * 8, 0, BlocksWide * 8, 1, 1, 0x11, 0]);
        Segment(tail, 0xC4, [0x00, .. DcTable]);
        Segment(tail, 0xC4, [0x10, .. AcTable]);
        Segment(tail, 0xDA, [1, 1, 0x00, 0, 63, 0]);
        Scan(tail, random);
        tail.AddRange([0xFF, 0xD9]);
        return tail;
    }

    private static void Segment(List<byte> file, byte marker, ReadOnlySpan<byte> data)
    {
        file.AddRange([0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2)]);
        file.AddRange(data);
    }

    /// <summary>Every block has its mean only: the difference to the block before it, then end of block.</summary>
    private static void Scan(List<byte> file, Random random)
    {
        var bits = new BitWriter(file);
        var last = 0;
        for (var y = 0; y < BlocksHigh; y++)
        {
            for (var x = 0; x < BlocksWide; x++)
            {
                // A sample is 128 + DC / 8, with all quantisers 1.
                var mean = (Brightness(x, y, random) - 128) * 8;
                var (category, value) = Category(mean - last);
                bits.Write(DcCodes[category].Code, DcCodes[category].Length);
                bits.Write(value, category);
                bits.Write(0, 1);
                last = mean;
            }
        }

        bits.Finish();
    }

    private static int Brightness(int x, int y, Random random)
    {
        var isHead = Math.Pow((x - 3.5) / 3, 2) + Math.Pow((y - 4.5) / 4.3, 2) < 1;
        var isFeature = isHead && ((y == 3 && x is 2 or 5) || (y == 6 && x is 3 or 4));
        return (isFeature ? 70 : isHead ? 190 : 110) + random.Next(-25, 26);
    }

    /// <summary>T.81, F.1.2.1: negative differences as the ones' complement.</summary>
    private static (int Category, int Bits) Category(int difference)
    {
        var category = 0;
        for (var rest = Math.Abs(difference); rest > 0; rest >>= 1) category++;
        return (category, difference >= 0 ? difference : difference + (1 << category) - 1);
    }

    /// <summary>Bits from the highest down, a zero byte after each FF.</summary>
    private sealed class BitWriter(List<byte> file)
    {
        private int _bits;
        private int _count;

        public void Write(int value, int length)
        {
            for (var i = length - 1; i >= 0; i--)
            {
                _bits = (_bits << 1) | ((value >> i) & 1);
                if (++_count < 8) continue;
                file.Add((byte)_bits);
                if ((byte)_bits == 0xFF) file.Add(0);
                (_bits, _count) = (0, 0);
            }
        }

        public void Finish()
        {
            while (_count > 0) Write(1, 1);
        }
    }
}
