using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Registrations;
using Gateway.Platform.Commands;
using Gateway.Platform.Problems;
using Gateway.Storage.Audit;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.WebConsole.Parts;

/// <summary>Commands from the console, by the rules and the way of the API.</summary>
internal sealed class ConsoleCommands(CommandBatch batch, AuditStore audit, DeviceRegion region, CommandLimits limits, TimeProvider time)
{
    /// <summary>Gives the command to the targets; null, and what is wrong with it, when it is none.</summary>
    public async Task<AcceptedBatchResponse?> SendAsync(TargetsRequest targets, CommandRequest request, AuditCaller caller, FieldErrors errors)
    {
        var command = CommandRules.Check(request, "", errors);
        if (command is null || errors.Any) return null;
        var accepted = await batch.RunAsync(targets, command, caller);
        if (accepted is null) errors.Add("targets", ProblemKinds.TargetsEmpty, CommandTargets.Nobody);
        return accepted;
    }

    /// <summary>A photo out of a file, judged as the API judges it.</summary>
    public static FaceTemplate Photo(byte[] file) => file.Length > PhotoFile.BytesMax
        ? new FaceTemplate([], PhotoFault.TooLarge)
        : PhotoFile.MediaTypeOf(file) is not null ? new FaceTemplate(file, PhotoFault.None) : new FaceTemplate([], PhotoFault.NotAnImage);

    /// <summary>Takes a queued command back. False: it is in flight or has ended.</summary>
    /// <exception cref="Akka.Actor.AskTimeoutException">Whether it was cancelled is not known.</exception>
    public async Task<bool> CancelAsync(string sn, string id, AuditCaller caller)
    {
        await audit.AddAsync(CommandAudit.Cancel(caller, sn, id), CancellationToken.None);
        return await region.AskAsync<object>(new CancelCommand(sn, id, time.GetUtcNow()), limits.AskTimeout, CancellationToken.None) is CommandFound
        {
            Status.State: CommandState.Cancelled,
        };
    }
}
