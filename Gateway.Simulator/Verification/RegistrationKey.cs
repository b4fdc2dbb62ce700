using System.Security.Cryptography;

namespace Gateway.Simulator.Verification;

/// <summary>
/// What tells the simulator's registrations apart, which it never corrects: terminal, ID number and photos; the latter four by their SHA-256, lower-case
/// hexadecimal, empty for a photo that is missing.
/// </summary>
internal sealed record RegistrationKey(string Sn, string IdNumberHash, string IdPhotoHash, string PhotoHash, string InfraredPhotoHash)
{
    public static string Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));

    public static string Hash(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? "" : Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>For people: enough to find its line in the ledger.</summary>
    public override string ToString() => $"{Sn}/{IdNumberHash[..Math.Min(12, IdNumberHash.Length)]}";
}
