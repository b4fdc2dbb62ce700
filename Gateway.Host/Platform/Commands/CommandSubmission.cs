using Akka.Actor;
using Gateway.Actors.Devices;
using Gateway.Platform.Problems;
using Gateway.Storage.Commands;
using Gateway.Storage.Devices;

namespace Gateway.Platform.Commands;

/// <summary>One command for one device, the same whether it comes over REST or from Redis.</summary>
internal sealed class CommandSubmission(DeviceStore devices, PersonStore persons, CommandReader reader, CommandIntake intake)
{
    /// <summary>Accepted when the command is durable, now or since an earlier call with its id. Refused: device unknown, takes no commands, busy; id taken; queue full.</summary>
    public async Task<CommandVerdict> SubmitAsync(string sn, CheckedCommand command, CancellationToken cancellation)
    {
        if (await devices.GetAsync(sn, cancellation) is not { } row)
            return CommandVerdict.Refused(command.Id ?? "", ProblemKinds.DeviceUnknown);

        if (row.Device.Kind != DeviceKind.Attendance)
            return CommandVerdict.Refused(command.Id ?? "", ProblemKinds.DeviceTakesNoCommands);

        if (await KnownAsync(sn, command, cancellation) is { } known)
            return known;

        var personRef = command.Person is null ? null : await persons.SaveAsync(command.Person, cancellation);
        return await intake.SubmitAsync(sn, intake.Make(command, personRef, null), cancellation);
    }

    /// <summary>A given id that is known already needs nothing stored; null when it is not known, or not to be known now.</summary>
    private async Task<CommandVerdict?> KnownAsync(string sn, CheckedCommand command, CancellationToken cancellation)
    {
        if (command.Id is null)
            return null;

        try
        {
            if (await reader.GetAsync(sn, command.Id, cancellation) is not { } known)
                return null;

            var personRef = command.Person is null ? null : await persons.GetRefAsync(command.Person, cancellation);
            return CommandIntake.OfKnown(known, command.ContentHash(personRef));
        }
        catch (AskTimeoutException)
        {
            return null; // The queue itself will tell.
        }
    }
}
