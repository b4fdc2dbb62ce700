using System.Security.Cryptography;

namespace Gateway.Simulator.Persons;

/// <summary>What tells one version of a person from another, without saying who he is; and what terminals take for a photo.</summary>
internal static class PersonContent
{
    /// <summary>What terminals say to a photo by which nobody can be recognised.</summary>
    public const string BadPhoto = "照片不合格";

    /// <summary>What they say when they have room for nobody more.</summary>
    public const string Full = "人员库已满";

    private const int Length = 12;

    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF];
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47];

    /// <summary>The version of a person, as hexadecimal text.</summary>
    /// <param name="photoSha256">Empty without a photo.</param>
    public static string Of(string name, string workSn, string idCard, string photoSha256) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', name, workSn, idCard, photoSha256))).AsSpan(0, Length));

    /// <summary>A photo's name among photos; empty for none.</summary>
    public static string PhotoOf(ReadOnlySpan<byte> photo) => photo.IsEmpty ? "" : Convert.ToHexStringLower(SHA256.HashData(photo));

    /// <summary>Neither JPEG nor PNG: nobody can be recognised by it. No photo at all is none of these.</summary>
    public static bool IsBad(ReadOnlySpan<byte> photo) => !photo.IsEmpty && !photo.StartsWith(Jpeg) && !photo.StartsWith(Png);
}
