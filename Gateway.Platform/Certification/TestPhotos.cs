namespace Gateway.Platform.Certification;

/// <summary>Photos of test persons: one drawn face as a real JPEG, made longer by comment segments (T.81) or none at all.</summary>
internal static class TestPhotos
{
    /// <summary>Of <see cref="TestPhoto.Large"/>, bytes: four packets or so.</summary>
    private const int LargeLength = 30_000;

    /// <summary>Of <see cref="TestPhoto.Medium"/>, bytes: 6 700 in Base64, of 10 240 that a frame has.</summary>
    private const int MediumLength = 5_000;

    private const int HeadLength = 20;
    private const int CommentLengthMax = 65_533;

    private static readonly byte[] Face = Load();

    /// <param name="presented">Of whoever will stand before the terminal; null: nobody's is known.</param>
    public static byte[]? Of(TestPhoto photo, byte[]? presented) => photo switch
    {
        TestPhoto.None => null,
        TestPhoto.Broken => "this is no picture"u8.ToArray(),
        TestPhoto.Medium => Longer(MediumLength),
        TestPhoto.Large => Longer(LargeLength),
        TestPhoto.Presented => presented ?? Face,
        _ => Face,
    };

    private static byte[] Longer(int length)
    {
        var data = Math.Min(length - Face.Length - 4, CommentLengthMax);
        byte[] head = [.. Face.AsSpan(0, HeadLength), 0xFF, 0xFE, (byte)((data + 2) >> 8), (byte)(data + 2)];
        return [.. head, .. new byte[data], .. Face.AsSpan(HeadLength)];
    }

    private static byte[] Load()
    {
        using var stream = typeof(TestPhotos).Assembly.GetManifestResourceStream("certification-face.jpg")!;
        var face = new byte[stream.Length];
        stream.ReadExactly(face);
        return face;
    }
}
