using Gateway.Storage.Registrations;
using Gateway.Storage.Sql;

namespace Gateway.Platform.Registrations;

/// <summary>What a search for an ID number gave.</summary>
/// <param name="Found">Null: it was not the caller's turn.</param>
/// <param name="Wait">Until then.</param>
internal readonly record struct RegistrationSearch(Page<RegistrationRow>? Found, TimeSpan Wait);
