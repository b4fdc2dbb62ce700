using Akka.Actor;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Storage.Commands;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Platform.Commands;

/// <summary>Reads one command of one device: from its actor, which is never behind, else from the table, which remembers longer.</summary>
internal sealed class CommandReader(CommandStore store, DeviceRegion region, CommandLimits limits)
{
    /// <summary>The command; null when there is none.</summary>
    /// <exception cref="AskTimeoutException">The actor does not answer, and the table has nothing that is certain to be current.</exception>
    public async Task<CommandStatus?> GetAsync(string sn, string id, CancellationToken cancellation)
    {
        try
        {
            var answer = await region.AskAsync<object>(new GetCommand(sn, id), limits.AskTimeout, cancellation);
            if (answer is CommandFound found) return found.Status;
        }
        catch (AskTimeoutException)
        {
            // What has ended never changes any more, so of that the table is good enough.
            return await store.GetAsync(sn, id, cancellation) is { } ended && !CommandText.IsOpen(ended.State)
                ? ended
                : throw new AskTimeoutException("The device's actor does not answer.");
        }

        return await store.GetAsync(sn, id, cancellation);
    }
}
