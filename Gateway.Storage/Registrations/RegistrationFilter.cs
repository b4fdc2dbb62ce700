using Gateway.Actors.Privacy;

namespace Gateway.Storage.Registrations;

/// <summary>
/// Filters of the list of registrations; null = any. <paramref name="From"/> inclusive, <paramref name="To"/> exclusive, both on received_at.
/// </summary>
public sealed record RegistrationFilter(string? Sn, string? Site, DateTimeOffset? From, DateTimeOffset? To, IdNumber? IdNumber);
