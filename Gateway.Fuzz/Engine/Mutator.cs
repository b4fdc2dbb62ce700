using System.Buffers.Binary;

namespace Gateway.Fuzz.Engine;

/// <summary>Makes a new input of old ones. The same random numbers make the same inputs.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> words)
{
    /// <summary>Longest input: more than every limit of what is fuzzed but the whole bodies of HTTP.</summary>
    public const int LengthMax = 24 * 1024;

    private const int StepsMax = 6;
    private static readonly byte[] Telling = [0x00, 0x01, 0x08, 0x0A, 0x0D, 0x20, 0x22, 0x25, 0x26, 0x2C, 0x2F, 0x3D, 0x5C, 0x7B, 0x7D, 0x7E, 0x7F, 0x80, 0xC0, 0xE4, 0xFF];

    /// <summary>One to some changes to <paramref name="parent"/>.</summary>
    public byte[] Next(byte[] parent, byte[] other)
    {
        var bytes = new List<byte>(parent);
        for (var steps = random.Next(1, StepsMax + 1); steps > 0; steps--) Step(bytes, other);
        if (bytes.Count > LengthMax) bytes.RemoveRange(LengthMax, bytes.Count - LengthMax);
        return [.. bytes];
    }

    private void Step(List<byte> bytes, byte[] other)
    {
        switch (random.Next(bytes.Count == 0 ? 2 : 10))
        {
            case 0: bytes.InsertRange(At(bytes, 1), Noise(random.Next(1, 17))); break;
            case 1: bytes.InsertRange(At(bytes, 1), words.Count == 0 ? Noise(1) : words[random.Next(words.Count)]); break;
            case 2: bytes[At(bytes)] ^= (byte)(1 << random.Next(8)); break;
            case 3: bytes[At(bytes)] = Telling[random.Next(Telling.Length)]; break;
            case 4: bytes[At(bytes)] = (byte)random.Next(256); break;
            case 5: Cut(bytes); break;
            case 6: Repeat(bytes); break;
            case 7: Truncate(bytes); break;
            case 8: Number(bytes); break;
            default: Splice(bytes, other); break;
        }
    }

    private int At(List<byte> bytes, int beyond = 0) => random.Next(bytes.Count + beyond);

    private byte[] Noise(int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }

    /// <summary>Cuts a block out.</summary>
    private void Cut(List<byte> bytes)
    {
        var from = At(bytes);
        bytes.RemoveRange(from, random.Next(1, Math.Min(bytes.Count - from, 512) + 1));
    }

    private void Truncate(List<byte> bytes)
    {
        var length = Math.Max(0, bytes.Count - random.Next(1, 33));
        bytes.RemoveRange(length, bytes.Count - length);
    }

    private void Repeat(List<byte> bytes)
    {
        var from = At(bytes);
        var block = bytes.GetRange(from, random.Next(1, Math.Min(bytes.Count - from, 64) + 1));
        for (var times = random.Next(1, random.Next(10) == 0 ? 200 : 4); times > 0 && bytes.Count < LengthMax; times--) bytes.InsertRange(from, block);
    }

    /// <summary>A length or count that lies.</summary>
    private void Number(List<byte> bytes)
    {
        Span<byte> number = stackalloc byte[2];
        int[] lies = [0, 1, 2, 20, 26, 27, 255, 256, 10_213, 10_214, 10_240, 32_767, 32_768, 65_535, bytes.Count, bytes.Count + 1];
        var lie = (ushort)lies[random.Next(lies.Length)];
        if (random.Next(2) == 0) BinaryPrimitives.WriteUInt16BigEndian(number, lie);
        else BinaryPrimitives.WriteUInt16LittleEndian(number, lie);
        var at = At(bytes);
        bytes[at] = number[0];
        if (at + 1 < bytes.Count) bytes[at + 1] = number[1];
    }

    private void Splice(List<byte> bytes, byte[] other)
    {
        if (other.Length == 0) return;
        var from = random.Next(other.Length);
        var length = random.Next(1, Math.Min(other.Length - from, 4096) + 1);
        bytes.InsertRange(At(bytes, 1), other.AsSpan(from, length).ToArray());
    }
}
