using Gateway.Actors.Privacy;

namespace Gateway.Actors.Registrations;

/// <summary>A worker's registration by an enrolment terminal (§4). Personal data: its text form is its id.</summary>
/// <param name="Id">Ours, version 7.</param>
/// <param name="Sn">The terminal (<c>dev_mac</c>).</param>
/// <param name="Site">Where the terminal stood then; null when not known.</param>
/// <param name="ReceivedAt">UTC, whole milliseconds.</param>
/// <param name="Gender">1 = male, 2 = female.</param>
/// <param name="Nation">Ethnic group (民族).</param>
/// <param name="Address">Home address.</param>
/// <param name="Issuer">Authority that issued the card (<c>idissue</c>).</param>
/// <param name="Period">Validity of the card, <c>20010101-20110101</c>; 长期 for one without an end.</param>
/// <param name="UserType">1 = labourer, 2 = staff.</param>
/// <param name="RegType">3 = by face.</param>
/// <param name="Phone">Not of the specification, but sent (field notes); empty when missing.</param>
/// <param name="Extra">Fields that the specification does not know, as they came.</param>
/// <param name="Photos">At most one of each kind.</param>
public sealed record Registration(
    Guid Id,
    string Sn,
    string? Site,
    DateTimeOffset ReceivedAt,
    IdNumber IdNumber,
    Secret Name,
    int Gender,
    string Nation,
    DateOnly Birthday,
    Secret Address,
    Secret Issuer,
    string Period,
    int UserType,
    int RegType,
    Secret Phone,
    IReadOnlyDictionary<string, string> Extra,
    IReadOnlyList<RegistrationPhoto> Photos)
{
    /// <summary>The client address that it came from (<see cref="Load.ClientAddress"/>), for its quota; null when not known.</summary>
    public string? From { get; init; }

    /// <summary>The registration that this one is a new version of (D34): of the same worker at the same terminal. Null: it is the first. It may have been deleted since.</summary>
    public Guid? Supersedes { get; init; }

    public override string ToString() => Id.ToString();
}
