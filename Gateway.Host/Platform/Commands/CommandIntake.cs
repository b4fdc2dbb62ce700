using Akka.Actor;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Platform.Commands;

/// <summary>
/// Gives commands to the actors of their devices and waits until they are durable. A message to an actor that moves may be lost, so it is repeated; the id
/// makes that harmless.
/// </summary>
internal sealed class CommandIntake(DeviceRegion region, PlatformLimits limits, TimeProvider time)
{
    /// <summary>With less time than this left there is no point in asking once more.</summary>
    private static readonly TimeSpan LastAsk = TimeSpan.FromMilliseconds(100);

    /// <summary>Makes the command of a wish for one device.</summary>
    /// <param name="personRef">Of the stored person; null unless it is a push.</param>
    public Command Make(CheckedCommand wish, string? personRef, string? batchId)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var id = wish.Id ?? Guid.CreateVersion7(now).ToString("N");
        return new Command(id, wish.Type, wish.UserId, personRef, wish.PersonBytes, wish.ContentHash(personRef), batchId, now, now + wish.Life);
    }

    /// <summary>
    /// Puts a command into its device's queue. With no answer by the deadline it is not known whether it is there: the caller may repeat it with the same id.
    /// </summary>
    public async Task<CommandVerdict> SubmitAsync(string sn, Command command, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var left = limits.CommandDeadline - time.GetElapsedTime(start);
            if (left < LastAsk)
                return CommandVerdict.Refused(command.Id, ProblemKinds.DeviceBusy);
            try
            {
                var timeout = left < limits.CommandAskTimeout ? left : limits.CommandAskTimeout;
                return await region.AskAsync<object>(new EnqueueCommand(sn, time.GetUtcNow(), command), timeout, cancellation) switch
                {
                    CommandAccepted accepted => CommandVerdict.Accepted(accepted.Status),
                    CommandConflict => CommandVerdict.Refused(command.Id, ProblemKinds.CommandConflict),
                    QueueFull => CommandVerdict.Refused(command.Id, ProblemKinds.CommandQueueFull),
                    var other => throw new InvalidOperationException($"Unexpected answer {other.GetType().Name}."),
                };
            }
            catch (AskTimeoutException)
            {
                continue;
            }
        }
    }

    /// <summary>What a command that is known already makes of a request with its id.</summary>
    public static CommandVerdict OfKnown(CommandStatus known, string contentHash) => known.Command.ContentHash == contentHash
        ? CommandVerdict.Accepted(known)
        : CommandVerdict.Refused(known.Command.Id, ProblemKinds.CommandConflict);
}
