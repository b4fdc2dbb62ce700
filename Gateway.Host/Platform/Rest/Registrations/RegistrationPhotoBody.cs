namespace Gateway.Platform.Rest.Registrations;

/// <summary>A photo of a registration, without its content.</summary>
/// <param name="Kind"><c>idphoto</c>, <c>photo</c> or <c>inf_photo</c>.</param>
/// <param name="MediaType"><c>image/jpeg</c> or <c>image/png</c>.</param>
/// <param name="Size">Bytes of the file.</param>
// For the OpenAPI document; RegistrationEndpoints writes it.
internal sealed record RegistrationPhotoBody(string Kind, string MediaType, int Size);
