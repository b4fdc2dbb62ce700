namespace Gateway.Actors.Registrations;

/// <summary>Where registrations become durable.</summary>
public interface IRegistrationStore
{
    /// <summary>
    /// Stores a registration, its photos and its row in the outbox in one transaction. The same again (same terminal, every field and photo, D34) is one: it is found, nothing is
    /// written. One of the same terminal and ID number with other content is a new version, and supersedes the latest. Returns after the commit.
    /// </summary>
    /// <returns>Whether it was new.</returns>
    /// <exception cref="RegistrationQuotaException">Its terminal or its address has had too many today; nothing was stored.</exception>
    Task<bool> StoreAsync(Registration registration, CancellationToken cancellation);
}
