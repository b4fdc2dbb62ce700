using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Gateway.Storage.Sql;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Storage.Persons;

/// <summary>How persons and photos look at rest: encrypted, under names that are keyed hashes of their content.</summary>
internal sealed class PersonCipher(IDataProtectionProvider protection)
{
    private const int VersionNow = 1;

    private readonly IDataProtector _persons = protection.CreateProtector("Gateway.Person");
    private readonly IDataProtector _photos = protection.CreateProtector("Gateway.Photo");

    public byte[] ProtectPhoto(byte[] photo) => _photos.Protect(photo);

    /// <exception cref="StorageUnusableException">Another key ring.</exception>
    public byte[] UnprotectPhoto(byte[] stored) => Unprotect(_photos, stored, "photo");

    public byte[] ProtectPerson(StoredPerson person)
    {
        var clear = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(clear))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v", VersionNow);
            writer.WriteString("user_id", person.UserId);
            writer.WriteString("name", person.Name);
            writer.WriteString("work_sn", person.WorkSn);
            writer.WriteString("id_card", person.IdCard);
            writer.WriteEndObject();
        }

        return _persons.Protect(clear.WrittenSpan.ToArray());
    }

    /// <exception cref="StorageUnusableException">Another key ring.</exception>
    public StoredPerson UnprotectPerson(byte[] stored, byte[]? photo)
    {
        using var json = JsonDocument.Parse(Unprotect(_persons, stored, "person"));
        string Text(string name) => json.RootElement.GetProperty(name).GetString() ?? "";
        return new StoredPerson { UserId = Text("user_id"), Name = Text("name"), WorkSn = Text("work_sn"), IdCard = Text("id_card"), Photo = photo };
    }

    public static string PhotoRef(byte[] key, byte[] photo) => Ref(HMACSHA256.HashData(key, photo));

    /// <summary>Over every field with its length before it, so that no two persons run into one text.</summary>
    public static string PersonRef(byte[] key, StoredPerson person, string? photoRef)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var field in (ReadOnlySpan<string>)[person.UserId, person.Name, person.WorkSn, person.IdCard, photoRef ?? ""])
        {
            var bytes = Encoding.UTF8.GetBytes(field);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Ref(hash.GetHashAndReset());
    }

    private static string Ref(byte[] hash) => Base64Url.EncodeToString(hash);

    private static byte[] Unprotect(IDataProtector protector, byte[] stored, string what)
    {
        try
        {
            return protector.Unprotect(stored);
        }
        catch (CryptographicException failure)
        {
            throw new StorageUnusableException($"A {what} cannot be decrypted: the key ring is not the one this database was written with.", failure);
        }
    }
}
