using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Gateway.Simulator.Soak.Checking;

/// <summary>
/// What a record, a command or a person is known by, in 16 bytes whatever the length of its names: half a SHA-256. A history of millions fits into memory that way.
/// </summary>
internal static class CompactKey
{
    /// <summary>The key of these parts in this order; no part may hold a line feed, and none of the contract's can.</summary>
    public static UInt128 Of(params ReadOnlySpan<string> parts)
    {
        var text = string.Join('\n', parts!);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
