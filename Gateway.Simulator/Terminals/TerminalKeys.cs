using System.Security.Cryptography;

namespace Gateway.Simulator.Terminals;

/// <summary>Keys of simulated terminals, made from a seed and the SN, so that a later run knows the keys of an earlier one.</summary>
internal static class TerminalKeys
{
    private const int Length = 8;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>Eight letters and digits (field notes, encryption); never a weak DES key, since those have other bytes.</summary>
    public static string Derive(long seed, string sn)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}:{sn}")), hash);
        Span<char> key = stackalloc char[Length];
        for (var i = 0; i < Length; i++) key[i] = Alphabet[hash[i] % Alphabet.Length];
        return new string(key);
    }
}
