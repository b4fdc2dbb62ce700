using System.Buffers.Text;
using System.Security.Cryptography;

namespace Gateway.Platform.Keys;

/// <summary>How API keys are made and hashed. 256 random bits need no salt and no slow hash.</summary>
public static class ApiKeySecret
{
    /// <summary>Most characters of a presented key; a longer one is refused unread.</summary>
    public const int LengthMax = 512;

    /// <summary>A new key: <c>gw_</c> and 32 random bytes in URL-safe Base64.</summary>
    public static string New() => "gw_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>SHA-256 of the key's UTF-8 text, 32 bytes.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
