using System.Buffers.Binary;
using System.Security.Cryptography;
using Gateway.Actors.Registrations;

namespace Gateway.Storage.Registrations;

/// <summary>What a registration is found by; keyed hashes all.</summary>
/// <param name="Photos">Over terminal, ID number and photos: all that programs before the versions of D34 told registrations apart by.</param>
/// <param name="Version">Over every field, and the photos.</param>
/// <param name="IdNumber">Of the worker, whatever the terminal.</param>
internal sealed record RegistrationHashes(byte[] Photos, byte[] Version, byte[] IdNumber)
{
    public static RegistrationHashes Of(byte[] contentKey, byte[] idNumberKey, Registration registration) => new(
        RegistrationCipher.PhotosHash(contentKey, registration),
        RegistrationCipher.VersionHash(contentKey, registration),
        RegistrationCipher.HashOf(idNumberKey, registration.IdNumber));

    /// <summary>A number for this worker at this terminal, for a lock: two that share one only wait for each other.</summary>
    public long Chain(string sn) =>
        BinaryPrimitives.ReadInt64BigEndian(IdNumber) ^ BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.ASCII.GetBytes(sn)));
}
