using Akka.Actor;
using Gateway.Host.Configuration;
using Gateway.Host.Membership;

namespace Gateway.Host.Start;

/// <summary>One node from the start of its servers to its end, and the exit code it ends with.</summary>
internal static class NodeRun
{
    /// <summary>Starts the node, prints its banner and waits until it is stopped.</summary>
    /// <returns>0 after a stop, 2 when the cluster refused the node, the code of a downed node when the cluster went on without it or it is to be started again.</returns>
    public static async Task<int> ToItsEndAsync(WebApplication app, GatewayOptions options, DataDirectory data)
    {
        try
        {
            await app.StartAsync();
            await Banner.PrintAsync(app, options, data);
            app.Lifetime.ApplicationStopping.Register(Systemd.Stopping);
            Systemd.Ready("serves");
            await app.WaitForShutdownAsync();
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // It was told to stop, or was refused by the cluster, while it was still starting.
            await app.StopAsync();
        }

        var (code, line) = EndOf(app.Services);
        if (line is not null) await Console.Error.WriteLineAsync(line);
        return code;
    }

    /// <summary>How a node that has stopped ended: the exit code, and a line for people unless it was told to stop.</summary>
    internal static (int Code, string? Line) EndOf(IServiceProvider services)
    {
        if (services.GetRequiredService<ClusterEntry>().Refusal is { } refusal) return (ExitCode.WrongSetting, refusal);
        if (services.GetRequiredService<NodeEnding>().Why is { } why) return (ExitCode.Downed, $"This node has ended itself ({why}): start it again.");

        if (services.GetRequiredService<DatabaseOwner>().Lost is { } lost) return (ExitCode.Downed, lost);

        // SBR or another node's quarantine: the process ends with a code of its own.
        return CoordinatedShutdown.Get(services.GetRequiredService<ActorSystem>()).ShutdownReason is CoordinatedShutdown.ClusterDowningReason
            ? (ExitCode.Downed, "The cluster has gone on without this node (it was frozen or cut off): start it again.")
            : (ExitCode.Stopped, null);
    }
}
