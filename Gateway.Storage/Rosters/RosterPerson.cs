using Gateway.Storage.Persons;

namespace Gateway.Storage.Rosters;

/// <summary>A person as he should stand in a roster.</summary>
/// <param name="Content">To be stored; null: he has been stored already.</param>
/// <param name="Bytes">About how many bytes he takes on the wire.</param>
/// <param name="ValidFrom">First day, <c>yyyy-MM-dd</c>; null: since ever.</param>
/// <param name="ValidUntil">Last day, <c>yyyy-MM-dd</c>; null: for ever.</param>
/// <param name="DeviceTag">Only on terminals with this tag; null: on all.</param>
/// <param name="SearchText"><c>user_id</c> in lower case; nothing of the person that is encrypted elsewhere.</param>
public sealed record RosterPerson(PersonRefs Refs, StoredPerson? Content, int Bytes, string? ValidFrom, string? ValidUntil, string? DeviceTag, string SearchText)
{
    public override string ToString() => "***";
}
