namespace Gateway.Actors.Registrations;

/// <summary>One photo of a registration, as the file that it is.</summary>
/// <param name="MediaType"><c>image/jpeg</c> or <c>image/png</c>, by its signature.</param>
public sealed record RegistrationPhoto(PhotoKind Kind, string MediaType, ReadOnlyMemory<byte> Content)
{
    public override string ToString() => PhotoKinds.Text(Kind);
}
