namespace Gateway.Platform.Rest.Registrations;

/// <summary>Whose registrations to find.</summary>
/// <param name="IdNumber">The whole ID number, 15 or 18 characters.</param>
/// <param name="Limit">At most so many items, 1..1000; 100 unless given.</param>
/// <param name="Cursor">next_cursor of the page before.</param>
internal sealed record RegistrationSearchRequest(string? IdNumber, int? Limit = null, string? Cursor = null)
{
    public const int LimitStandard = 100;
    public const int LimitMax = 1000;

    public override string ToString() => nameof(RegistrationSearchRequest);
}

/// <summary>A worker's registration in clear. Each read of it is in the audit.</summary>
/// <param name="Id">Made by the gateway, UUID version 7.</param>
/// <param name="Sn">The enrolment terminal.</param>
/// <param name="Site">Where the terminal stood then.</param>
/// <param name="ReceivedAt">When the gateway read it.</param>
/// <param name="Idno">ID number, 15 or 18 characters.</param>
/// <param name="CheckDigitOk">False: the ID number's check digit is wrong. It was accepted all the same.</param>
/// <param name="Name">The worker's name.</param>
/// <param name="Gender">1 = male, 2 = female.</param>
/// <param name="Nation">Ethnic group (民族).</param>
/// <param name="Birthday">yyyy-MM-dd.</param>
/// <param name="Address">Home address.</param>
/// <param name="Idissue">Authority that issued the ID card.</param>
/// <param name="Idperiod">Validity of the ID card, 20010101-20110101 or 20010101-长期.</param>
/// <param name="UserType">1 = labourer, 2 = staff.</param>
/// <param name="RegType">3 = by face.</param>
/// <param name="Phone">Empty when the terminal sent none.</param>
/// <param name="Extra">Fields that the terminal sent and the specification does not know.</param>
/// <param name="Photos">What there is at /photos/{kind}.</param>
/// <param name="Supersedes">The registration that this one is a new version of: the same terminal and ID number. Absent in the first. It may have been deleted since.</param>
/// <param name="PhotosDeletedAt">When retention deleted its photos, if it had any. Absent: it has not.</param>
// For the OpenAPI document; RegistrationEndpoints writes it.
internal sealed record RegistrationResponse(
    Guid Id,
    string Sn,
    string? Site,
    DateTimeOffset ReceivedAt,
    string Idno,
    bool CheckDigitOk,
    string Name,
    int Gender,
    string Nation,
    string Birthday,
    string Address,
    string Idissue,
    string Idperiod,
    int UserType,
    int RegType,
    string Phone,
    IReadOnlyDictionary<string, string> Extra,
    IReadOnlyList<RegistrationPhotoResponse> Photos,
    Guid? Supersedes = null,
    DateTimeOffset? PhotosDeletedAt = null)
{
    public override string ToString() => Id.ToString();
}

/// <summary>A photo of a registration, without its content.</summary>
/// <param name="Kind"><c>idphoto</c>, <c>photo</c> or <c>inf_photo</c>.</param>
/// <param name="MediaType"><c>image/jpeg</c> or <c>image/png</c>.</param>
/// <param name="Size">Bytes of the file.</param>
// For the OpenAPI document; RegistrationEndpoints writes it.
internal sealed record RegistrationPhotoResponse(string Kind, string MediaType, int Size);

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
/// <param name="Supersedes">The registration that this one is a new version of: the same terminal and ID number. Absent in the first. It may have been deleted since.</param>
/// <param name="PhotosDeletedAt">When retention deleted its photos, if it had any. Absent: it has not.</param>
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
    IReadOnlyList<string> Photos,
    Guid? Supersedes = null,
    DateTimeOffset? PhotosDeletedAt = null)
{
    public override string ToString() => Id.ToString();
}
