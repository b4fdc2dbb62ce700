using Akka.Actor;
using Gateway.Host.Configuration;
using Gateway.Host.Membership;

namespace Gateway.Host.Start;

/// <summary>One node from the start of its servers to its end, and the exit code it ends with.</summary>
internal static class NodeRun
{
    /// <summary>Starts the node, prints its banner and waits until it is stopped.</summary>
    /// <returns>0 after a stop, 2 when the cluster refused the node, the code of a downed node when the cluster went on without it.</returns>
    public static async Task<int> ToItsEndAsync(WebApplication app, GatewayOptions options, DataDirectory data)
    {
        try
        {
            await app.StartAsync();
            await Banner.PrintAsync(app, options, data);
            await app.WaitForShutdownAsync();
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // It was told to stop, or was refused by the cluster, while it was still starting.
            await app.StopAsync();
        }

        if (app.Services.GetRequiredService<ClusterEntry>().Refusal is { } refusal)
        {
            await Console.Error.WriteLineAsync(refusal);
            return ExitCode.WrongSetting;
        }

        if (app.Services.GetRequiredService<DatabaseOwner>().Lost is { } lost)
        {
            await Console.Error.WriteLineAsync(lost);
            return ExitCode.Downed;
        }

        // SBR or another node's quarantine: the process ends with a code of its own.
        if (CoordinatedShutdown.Get(app.Services.GetRequiredService<ActorSystem>()).ShutdownReason is not CoordinatedShutdown.ClusterDowningReason) return ExitCode.Stopped;
        await Console.Error.WriteLineAsync("The cluster has gone on without this node (it was frozen or cut off): start it again.");
        return ExitCode.Downed;
    }
}
