using Gateway.Actors.Commands;
using Gateway.Storage.Audit;
using Gateway.Storage.Persons;

namespace Gateway.Storage.Commands;

/// <summary>A command before its device's actor has seen it.</summary>
/// <param name="HasOwnId">The platform gave its id: there may be a command with it already.</param>
/// <param name="Person">Null unless it is a push.</param>
/// <param name="Refs">His; null when there is none.</param>
/// <param name="Note">Its row of the audit.</param>
public sealed record CommandIntake(string Sn, Command Command, bool HasOwnId, StoredPerson? Person, PersonRefs? Refs, AuditNote Note)
{
    public override string ToString() => $"{Sn} {Command.Id}";
}
