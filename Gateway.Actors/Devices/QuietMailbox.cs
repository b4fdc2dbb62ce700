using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Gateway.Actors.Devices;

/// <summary>
/// The mailbox of actors that are many and idle: nearly all DeviceActors at nearly all times. Named in <c>hocon/gateway.conf</c> in the place of Akka's own for actors that stash,
/// whose queue keeps a kilobyte for ever from its first message on (docs/decisions/0110-memory-of-a-terminal.md).
/// </summary>
internal sealed class QuietMailbox(Settings settings, Config config) : MailboxType(settings, config), IProducesMessageQueue<QuietMessageQueue>
{
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new QuietMessageQueue();
}
