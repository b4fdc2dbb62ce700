namespace Gateway.Actors.Registrations;

/// <summary>What a photo may be, whichever way it comes: the platform's and the terminals' text forms differ, the file does not.</summary>
public static class PhotoFile
{
    /// <summary>Bytes of a photo: 2 MiB.</summary>
    public const int BytesMax = 2 * 1024 * 1024;

    /// <summary>By signature: <c>image/jpeg</c> or <c>image/png</c>; null when it is neither.</summary>
    public static string? MediaTypeOf(ReadOnlySpan<byte> photo) =>
        photo.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : photo.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : null;
}
