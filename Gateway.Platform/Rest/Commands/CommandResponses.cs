using Gateway.Actors.Commands;
using Gateway.Actors.Time;
using Gateway.Storage.Commands;

namespace Gateway.Platform.Rest.Commands;

/// <summary>A command and how far it has come.</summary>
/// <param name="Id">Unique per device.</param>
/// <param name="Sn">The device.</param>
/// <param name="Type"><c>person.push</c>, <c>person.delete</c> or <c>clock.set</c>.</param>
/// <param name="UserId">The person it is about; null for <c>clock.set</c>.</param>
/// <param name="State"><c>queued</c>, <c>in_flight</c>, <c>succeeded</c>, <c>failed</c>, <c>expired</c>, <c>cancelled</c> or <c>superseded</c>.</param>
/// <param name="Attempts">How often it was handed to the terminal.</param>
/// <param name="ResultCode">The terminal's own code; null before a result.</param>
/// <param name="ResultDesc">The terminal's own words; of a superseded command the id of the newer one. Masked for the role <c>viewer</c>.</param>
/// <param name="BatchId">The batch it came in, or null.</param>
/// <param name="CreatedAt">When it was accepted.</param>
/// <param name="ExpiresAt">When it expires, if it has not succeeded by then; null: never, as a roster's.</param>
/// <param name="SentAt">When it was last handed to the terminal; null before.</param>
/// <param name="EndedAt">When it ended; null before.</param>
/// <param name="Roster">The roster that it is of; null: somebody asked for it.</param>
internal sealed record CommandResponse(
    string Id,
    string Sn,
    string Type,
    string? UserId,
    string State,
    int Attempts,
    string? ResultCode,
    string? ResultDesc,
    string? BatchId,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? SentAt,
    DateTimeOffset? EndedAt,
    RosterOrder? Roster)
{
    /// <param name="shown">Whether the caller may see personal data.</param>
    public static CommandResponse Of(string sn, CommandStatus status, bool shown)
    {
        if (!shown) status = CommandMask.Of(status);
        var command = status.Command;
        return new CommandResponse(
            command.Id,
            sn,
            CommandText.Of(command.Type),
            command.UserId,
            CommandText.Of(status.State),
            status.Attempts,
            status.ResultCode,
            status.ResultDesc,
            command.BatchId,
            command.CreatedAt.ToWholeMilliseconds(), // As the table has it: the actor's answer and the table's must not differ in a digit.
            command.ExpiresAt == Command.Never ? null : command.ExpiresAt.ToWholeMilliseconds(),
            status.SentAt is { } sent ? sent.ToWholeMilliseconds() : null,
            status.EndedAt is { } ended ? ended.ToWholeMilliseconds() : null,
            command.Roster);
    }
}

/// <summary>A command that is durable.</summary>
/// <param name="Id">Its id: the one given, or the one made.</param>
/// <param name="State">How far it is: of a repeated request, how far the first one has come.</param>
internal sealed record AcceptedCommandResponse(string Id, string State);

/// <summary>A batch and how far its commands are, at most a second behind.</summary>
/// <param name="Id">As answered to the request.</param>
/// <param name="Type">Of its commands.</param>
/// <param name="CreatedAt">When it was requested.</param>
/// <param name="Targets">How many devices it was for.</param>
/// <param name="Accepted">How many took it; null while the request is under way.</param>
/// <param name="Rejected">How many did not; null while the request is under way.</param>
/// <param name="Counts">Its commands by state; states without a command are 0.</param>
internal sealed record BatchResponse(
    string Id, string Type, DateTimeOffset CreatedAt, int Targets, int? Accepted, int? Rejected, IReadOnlyDictionary<string, int> Counts)
{
    public static BatchResponse Of(Batch batch) => new(
        batch.Id,
        CommandText.Of(batch.Type),
        batch.CreatedAt,
        batch.Targets,
        batch.Accepted,
        batch.Rejected,
        batch.Counts.ToDictionary(count => CommandText.Of(count.Key), count => count.Value));
}
