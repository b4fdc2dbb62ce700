using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.WebConsole.Parts;

/// <summary>
/// The address of a worker's page. A plain <c>user_id</c> stands in it as it is; one that is or holds an ID number stands there encrypted, since addresses are kept by browsers,
/// proxies and logs.
/// </summary>
internal sealed partial class WorkerLinks(IDataProtectionProvider protection)
{
    /// <summary>Frozen: links that somebody has kept stay good.</summary>
    private const string Purpose = "console.worker-link";

    private const char Encrypted = '~';
    private const int ReferenceLengthMax = 1024;
    private const int UserIdLengthMax = 64;

    private readonly IDataProtector _protector = protection.CreateProtector(Purpose);

    /// <summary>The page of a worker, as an address of this console.</summary>
    public string To(string userId) => "/worker/" + Reference(userId);

    /// <summary>What stands for him in an address: the last part of a path, or the value of a query.</summary>
    public string Reference(string userId) =>
        MayStandInAnAddress(userId) ? userId : Encrypted + Base64Url.EncodeToString(_protector.Protect(Encoding.UTF8.GetBytes(userId)));

    /// <summary>The worker of an address; null: it names none, or has his ID number in clear, which is not answered.</summary>
    public string? Read(string? reference)
    {
        if (reference is not { Length: > 0 and <= ReferenceLengthMax }) return null;
        if (reference[0] != Encrypted) return MayStandInAnAddress(reference) ? reference : null;
        var text = reference.AsSpan(1);
        if (!Base64Url.IsValid(text)) return null;
        try
        {
            return Encoding.UTF8.GetString(_protector.Unprotect(Base64Url.DecodeFromChars(text)));
        }
        catch (CryptographicException)
        {
            return null; // Of another gateway, or cut off.
        }
    }

    private static bool MayStandInAnAddress(string userId) => userId.Length <= UserIdLengthMax && Plain().IsMatch(userId) && !LongNumber().IsMatch(userId);

    [GeneratedRegex("^[A-Za-z0-9_-][A-Za-z0-9._-]*$")]
    private static partial Regex Plain();

    /// <summary>As long as an old ID number, or longer, wherever it stands.</summary>
    [GeneratedRegex("[0-9]{15}")]
    private static partial Regex LongNumber();
}
