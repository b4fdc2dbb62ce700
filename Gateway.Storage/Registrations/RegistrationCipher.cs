using System.Buffers.Binary;
using System.Security.Cryptography;
using Gateway.Actors.Privacy;
using Gateway.Actors.Registrations;
using Gateway.Storage.Sql;
using Microsoft.AspNetCore.DataProtection;
using Secret = Gateway.Actors.Privacy.Secret;

namespace Gateway.Storage.Registrations;

/// <summary>How registrations look at rest: everything about the worker encrypted, what must be found under keyed hashes.</summary>
internal sealed class RegistrationCipher(IDataProtectionProvider protection)
{
    private const int VersionNow = 1;
    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>Longer than any SN: no hash of a version is one of photos.</summary>
    private const string VersionLabel = "registration version 1";

    private readonly IDataProtector _workers = protection.CreateProtector("Gateway.Registration");
    private readonly IDataProtector _photos = protection.CreateProtector("Gateway.Photo");

    public byte[] ProtectPhoto(ReadOnlyMemory<byte> photo) => _photos.Protect(photo.ToArray());

    /// <exception cref="StorageUnusableException">Another key ring.</exception>
    public byte[] UnprotectPhoto(byte[] stored) => Unprotect(_photos, stored);

    public byte[] Protect(Registration registration)
    {
        var clear = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(clear))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v", VersionNow);
            writer.WriteString("idno", registration.IdNumber.Reveal());
            writer.WriteString("name", registration.Name.Reveal());
            writer.WriteNumber("gender", registration.Gender);
            writer.WriteString("nation", registration.Nation);
            writer.WriteString("birthday", registration.Birthday.ToString(DateFormat, CultureInfo.InvariantCulture));
            writer.WriteString("address", registration.Address.Reveal());
            writer.WriteString("idissue", registration.Issuer.Reveal());
            writer.WriteString("idperiod", registration.Period);
            writer.WriteNumber("user_type", registration.UserType);
            writer.WriteNumber("reg_type", registration.RegType);
            writer.WriteString("phone", registration.Phone.Reveal());
            writer.WriteStartObject("extra");
            foreach (var (name, value) in registration.Extra) writer.WriteString(name, value);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return _workers.Protect(clear.WrittenSpan.ToArray());
    }

    /// <exception cref="StorageUnusableException">Another key ring.</exception>
    public Registration Unprotect(Guid id, string sn, string? site, DateTimeOffset receivedAt, byte[] stored)
    {
        using var json = JsonDocument.Parse(Unprotect(_workers, stored));
        var root = json.RootElement;
        string Text(string name) => root.GetProperty(name).GetString() ?? "";
        return new Registration(
            id,
            sn,
            site,
            receivedAt,
            IdNumber.TryParse(Text("idno"), out var idNumber, out _) ? idNumber
                : throw new InvalidDataException("The database holds an ID number that this program cannot read."),
            new Secret(Text("name")),
            root.GetProperty("gender").GetInt32(),
            Text("nation"),
            DateOnly.ParseExact(Text("birthday"), DateFormat, CultureInfo.InvariantCulture),
            new Secret(Text("address")),
            new Secret(Text("idissue")),
            Text("idperiod"),
            root.GetProperty("user_type").GetInt32(),
            root.GetProperty("reg_type").GetInt32(),
            new Secret(Text("phone")),
            root.GetProperty("extra").EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString() ?? "", StringComparer.Ordinal),
            []);
    }

    /// <summary>What stands in a list for one that cannot be decrypted: who sent it and when; the worker is unknown.</summary>
    public static Registration Unreadable(Guid id, string sn, string? site, DateTimeOffset receivedAt)
    {
        var unknown = new Secret("?");
        return new Registration(
            id, sn, site, receivedAt, IdNumber.Unreadable, unknown, 0, "", default, unknown, unknown, "", 0, 0, unknown, new Dictionary<string, string>(), []);
    }

    public static byte[] HashOf(byte[] key, IdNumber idNumber) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(idNumber.Reveal()));

    /// <summary>Over terminal, ID number and photos, each with its length before it. Frozen: it is in every database.</summary>
    public static byte[] PhotosHash(byte[] key, Registration registration)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Append(hash, registration.Sn);
        Append(hash, registration.IdNumber.Reveal());
        AppendPhotos(hash, registration);
        return hash.GetHashAndReset();
    }

    /// <summary>
    /// Over everything that the terminal said, as it was read: the spelling of numbers, dates and names of fields makes no version (D9). Neither does where the
    /// terminal stands, and when it came. Frozen: it is in every database.
    /// </summary>
    public static byte[] VersionHash(byte[] key, Registration registration)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Append(hash, VersionLabel);
        string[] fields =
        [
            registration.Sn, registration.IdNumber.Reveal(), registration.Name.Reveal(), registration.Gender.ToString(CultureInfo.InvariantCulture), registration.Nation,
            registration.Birthday.ToString(DateFormat, CultureInfo.InvariantCulture), registration.Address.Reveal(), registration.Issuer.Reveal(), registration.Period,
            registration.UserType.ToString(CultureInfo.InvariantCulture), registration.RegType.ToString(CultureInfo.InvariantCulture), registration.Phone.Reveal(),
        ];
        foreach (var field in fields) Append(hash, field);
        AppendPhotos(hash, registration);
        var extra = registration.Extra.Select(static field => (Name: field.Key.ToUpperInvariant(), field.Value));
        foreach (var (name, value) in extra.OrderBy(static field => field.Name, StringComparer.Ordinal))
        {
            Append(hash, name);
            Append(hash, value);
        }

        return hash.GetHashAndReset();
    }

    private static void AppendPhotos(IncrementalHash hash, Registration registration)
    {
        foreach (var kind in PhotoKinds.All) Append(hash, (registration.Photos.FirstOrDefault(photo => photo.Kind == kind)?.Content ?? default).Span);
    }

    private static void Append(IncrementalHash hash, string field) => Append(hash, Encoding.UTF8.GetBytes(field));

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> field)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, field.Length);
        hash.AppendData(length);
        hash.AppendData(field);
    }

    private static byte[] Unprotect(IDataProtector protector, byte[] stored)
    {
        try
        {
            return protector.Unprotect(stored);
        }
        catch (CryptographicException failure)
        {
            throw new StorageUnusableException("A registration cannot be decrypted: the key ring is not the one this database was written with.", failure);
        }
    }
}
