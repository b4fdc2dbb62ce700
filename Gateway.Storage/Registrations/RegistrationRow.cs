using Gateway.Actors.Registrations;

namespace Gateway.Storage.Registrations;

/// <summary>A registration as a list reads it: without its photos.</summary>
/// <param name="Registration">Its <see cref="Registration.Photos"/> is empty.</param>
/// <param name="Photos">What is there of photos, in the order of the specification.</param>
/// <param name="PhotosDeletedAt">When retention deleted its photos, if it had any; null: it has not.</param>
public sealed record RegistrationRow(Registration Registration, IReadOnlyList<PhotoHead> Photos, DateTimeOffset? PhotosDeletedAt = null);

/// <summary>A photo without its content.</summary>
/// <param name="Size">Bytes of the file.</param>
public sealed record PhotoHead(PhotoKind Kind, string MediaType, int Size);
