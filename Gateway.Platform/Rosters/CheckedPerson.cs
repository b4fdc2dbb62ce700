using Gateway.Platform.Commands;
using Gateway.Storage.Persons;
using Gateway.Storage.Rosters;

namespace Gateway.Platform.Rosters;

/// <summary>A person who may stand in a roster: what <see cref="RosterRules"/> made of a request.</summary>
internal sealed record CheckedPerson(StoredPerson Person, string? ValidFrom, string? ValidUntil, string? DeviceTag)
{
    /// <param name="isStored">His content has been stored already, and need not be kept in memory.</param>
    public RosterPerson Of(PersonRefs refs, bool isStored) => new(
        refs, isStored ? null : Person, CheckedCommand.BytesOf(Person), ValidFrom, ValidUntil, DeviceTag, Person.UserId.ToLowerInvariant());

    public override string ToString() => "***";
}
