using System.Security.Cryptography;
using Gateway.Actors.Wire;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Storage.Protection;

/// <summary>What terminals say of persons beyond the specification, encrypted wherever it is kept: tables and journal.</summary>
public sealed class HiddenText(IDataProtectionProvider protection) : IHiddenText
{
    /// <summary>Frozen.</summary>
    private readonly IDataProtector _protector = protection.CreateProtector("Gateway.HiddenText");

    public byte[] Hide(string text) => _protector.Protect(Encoding.UTF8.GetBytes(text));

    public string? Reveal(byte[] hidden)
    {
        try
        {
            return Encoding.UTF8.GetString(_protector.Unprotect(hidden));
        }
        catch (CryptographicException)
        {
            return null; // One that cannot be decrypted fails alone; another key ring has ended the start (KeyRingCanary).
        }
    }
}
