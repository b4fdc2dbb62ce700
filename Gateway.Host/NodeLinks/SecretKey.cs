using System.Numerics;
using System.Security.Cryptography;

namespace Gateway.Host.NodeLinks;

/// <summary>The P-256 key of a secret. Frozen: nodes of two versions with one secret must have one key.</summary>
internal static class SecretKey
{
    /// <summary>Longer than the order, so that the remainder is as good as even.</summary>
    private const int DerivedBytes = 48;

    private const int KeyBytes = 32;

    /// <summary>Of the group of P-256 (SEC 2, secp256r1).</summary>
    private static readonly BigInteger Order = BigInteger.Parse(
        "00FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public static ECDsa Of(string secret)
    {
        var derived = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), DerivedBytes, "gateway cluster"u8.ToArray(), "link key, P-256, 1"u8.ToArray());
        var number = (new BigInteger(derived, isUnsigned: true, isBigEndian: true) % (Order - 1)) + 1;
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        var key = new byte[KeyBytes];
        bytes.CopyTo(key, KeyBytes - bytes.Length);
        return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = key });
    }
}
