using Akka.Actor;
using Akka.Remote;
using Microsoft.Extensions.Logging;

namespace Gateway.Actors.Nodes;

/// <summary>
/// Ends this node when another has quarantined it: it was frozen or cut off for so long that the cluster has gone on without it, and nothing it says is heard any more. Its
/// supervisor starts it again as a new member.
/// </summary>
public sealed partial class ShutOutWatch : ReceiveActor
{
    public ShutOutWatch(ILogger log) => Receive<ThisActorSystemQuarantinedEvent>(quarantined =>
    {
        LogQuarantined(log, quarantined.RemoteAddress.ToString());
        _ = CoordinatedShutdown.Get(Context.System).Run(CoordinatedShutdown.ClusterDowningReason.Instance);
    });

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));
        base.PreStart();
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        base.PostStop();
    }

    [LoggerMessage(1020, LogLevel.Error, "Node {Node} has quarantined this node; this node ends")]
    private static partial void LogQuarantined(ILogger log, string node);
}
