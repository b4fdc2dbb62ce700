namespace Gateway.Platform.Rest.Registrations;

/// <summary>A worker's registration, masked: as in the feed.</summary>
/// <param name="Id">Made by the gateway, UUID version 7.</param>
/// <param name="Sn">The enrolment terminal.</param>
/// <param name="Site">Where the terminal stood then.</param>
/// <param name="ReceivedAt">When the gateway read it.</param>
/// <param name="NameMasked">The first character of the name, a star for each of the others.</param>
/// <param name="IdnoMasked">The first three and the last two characters of the ID number, stars between.</param>
/// <param name="CheckDigitOk">False: the ID number's check digit is wrong. It was accepted all the same.</param>
/// <param name="Gender">1 = male, 2 = female.</param>
/// <param name="Nation">Ethnic group (民族).</param>
/// <param name="UserType">1 = labourer, 2 = staff.</param>
/// <param name="Photos">Which photos there are: idphoto, photo, inf_photo.</param>
// For the OpenAPI document; RegistrationJson writes it.
internal sealed record RegistrationItem(
    Guid Id,
    string Sn,
    string? Site,
    DateTimeOffset ReceivedAt,
    string NameMasked,
    string IdnoMasked,
    bool CheckDigitOk,
    int Gender,
    string Nation,
    int UserType,
    IReadOnlyList<string> Photos)
{
    public override string ToString() => Id.ToString();
}
