using System.Diagnostics.Metrics;
using Akka.Actor;
using Akka.Event;

namespace Gateway.Actors.Nodes;

/// <summary>Counts what the actor system tells of itself: messages that reached nobody, and actors that failed.</summary>
public sealed class SystemEventCounter : ReceiveActor
{
    private static readonly Meter Meter = new("Gateway.Actors");

    private static readonly Counter<long> Lost = Meter.CreateCounter<long>(
        "gateway.dead_letters", "{message}", "Messages that reached nobody: dead (the actor is gone), dropped (a buffer was full), unhandled.");

    private static readonly Counter<long> Errors = Meter.CreateCounter<long>(
        "gateway.actor.errors", "{error}", "Errors that actors logged: failed, restarted and stopped ones first of all.");

    public SystemEventCounter()
    {
        Receive<Dropped>(static _ => Count("dropped"));
        Receive<DeadLetter>(static _ => Count("dead"));
        Receive<UnhandledMessage>(static _ => Count("unhandled"));
        Receive<Error>(static _ => Errors.Add(1));
    }

    protected override void PreStart()
    {
        foreach (var channel in new[] { typeof(Dropped), typeof(DeadLetter), typeof(UnhandledMessage), typeof(Error) })
            Context.System.EventStream.Subscribe(Self, channel);

        base.PreStart();
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        base.PostStop();
    }

    private static void Count(string kind) => Lost.Add(1, new KeyValuePair<string, object?>("kind", kind));
}
