using Akka.Actor;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Time;
using Gateway.Platform.Problems;
using Gateway.Storage.Audit;
using Gateway.Storage.Commands;
using Gateway.Storage.Persons;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Platform.Commands;

/// <summary>
/// Gives commands to the actors of their devices and waits until they are durable: the same whether they come over REST, from Redis or from the console. A message to an actor that
/// moves may be lost, so it is repeated; the id makes that harmless.
/// </summary>
internal sealed class CommandQueueing(PersonStore persons, CommandIntakeStore intake, DeviceRegion region, CommandLimits limits, TimeProvider time)
{
    /// <summary>With less time than this left there is no point in asking once more.</summary>
    private static readonly TimeSpan LastAsk = TimeSpan.FromMilliseconds(100);

    /// <summary>Accepted when the command is durable, now or since an earlier call with its id. Refused: device unknown, takes no commands, busy; id taken; queue full.</summary>
    public async Task<QueueingOutcome> QueueAsync(string sn, CheckedCommand command, AuditCaller caller, CancellationToken cancellation)
    {
        var refs = command.Person is { } person ? await persons.GetRefsAsync(person, cancellation) : null;
        var made = Make(command, refs?.Person, batchId: null);
        var note = CommandAudit.Post(caller, sn, command, made.Id);
        var found = await intake.TakeAsync(new CommandIntake(sn, made, command.Id is not null, command.Person, refs, note), cancellation);
        if (found.Kind is not { } kind) return QueueingOutcome.Refused(command.Id ?? "", ProblemKinds.DeviceUnknown);
        if (kind != DeviceKind.Attendance) return QueueingOutcome.Refused(command.Id ?? "", ProblemKinds.DeviceTakesNoCommands);
        return OfKnown(found.Known, made.ContentHash) ?? await QueueAsync(sn, made, cancellation);
    }

    /// <summary>
    /// Puts a command into its device's queue. With no answer by the deadline it is not known whether it is there: the caller may repeat it with the same id.
    /// </summary>
    public async Task<QueueingOutcome> QueueAsync(string sn, Command command, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var left = limits.Deadline - time.GetElapsedTime(start);
            if (left < LastAsk) return QueueingOutcome.Refused(command.Id, ProblemKinds.DeviceBusy);
            try
            {
                var timeout = left < limits.AskTimeout ? left : limits.AskTimeout;
                return await region.AskAsync<object>(new EnqueueCommand(sn, time.GetUtcNow(), command), timeout, cancellation) switch
                {
                    CommandAccepted accepted => QueueingOutcome.Accepted(accepted.Status),
                    CommandConflict => QueueingOutcome.Refused(command.Id, ProblemKinds.CommandConflict),
                    QueueFull => QueueingOutcome.Refused(command.Id, ProblemKinds.CommandQueueFull),
                    var other => throw new InvalidOperationException($"Unexpected answer {other.GetType().Name}."),
                };
            }
            catch (AskTimeoutException)
            {
                continue;
            }
        }
    }

    /// <summary>Makes the command of a request for one device.</summary>
    /// <param name="personRef">Of the stored person; null unless it is a push.</param>
    public Command Make(CheckedCommand command, string? personRef, string? batchId)
    {
        var now = time.GetUtcNow().ToWholeMilliseconds();
        var id = command.Id ?? Guid.CreateVersion7(now).ToString("N");
        return new Command(id, command.Type, command.UserId, personRef, command.PersonBytes, command.ContentHash(personRef), batchId, now, now + command.Life);
    }

    /// <summary>
    /// What the table says to a request with an id, null when it leaves the word to the device's actor: which is never behind, but remembers of what has ended only the last
    /// thousand. What has ended, and what a command is, never change, so there the table is good enough, however far it is behind.
    /// </summary>
    /// <param name="known">The command with that id in the table; null when there is none.</param>
    public static QueueingOutcome? OfKnown(CommandStatus? known, string contentHash) =>
        known is null ? null
        : known.Command.ContentHash != contentHash ? QueueingOutcome.Refused(known.Command.Id, ProblemKinds.CommandConflict)
        : CommandText.IsOpen(known.State) ? null
        : QueueingOutcome.Accepted(known);
}
