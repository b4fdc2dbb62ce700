using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Storage.Commands;

/// <summary>The tables <c>persons</c> and <c>photos</c>: what push commands refer to, encrypted, each person and each photo once however many terminals get it.</summary>
public sealed class PersonStore(Database database, IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>Stores a person and his photo, or finds that they are there. Durable when it returns.</summary>
    /// <returns>The reference to load it by: 43 characters, the same for the same content.</returns>
    public Task<string> SaveAsync(StoredPerson person, CancellationToken cancellation) => throw new NotSupportedException(nameof(SaveAsync));

    /// <summary>The persons by reference; those that are not there (any more) are left out.</summary>
    /// <exception cref="StorageUnusableException">One cannot be decrypted: the key ring is not the one of this database.</exception>
    public Task<IReadOnlyDictionary<string, StoredPerson>> LoadAsync(IReadOnlyCollection<string> refs, CancellationToken cancellation) => throw new NotSupportedException(nameof(SaveAsync));
}
