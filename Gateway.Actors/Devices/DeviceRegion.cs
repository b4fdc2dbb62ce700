using Akka.Actor;

namespace Gateway.Actors.Devices;

/// <summary>The way to every DeviceActor, wherever it lives.</summary>
public sealed class DeviceRegion(IActorRef region)
{
    /// <summary>Name of the shard region and type name of the entities. Frozen: it is in shard state and persistence.</summary>
    public const string TypeName = "device";

    /// <summary>Sends without waiting. The message may be lost while a shard moves.</summary>
    public void Tell(IDeviceMessage message, IActorRef? sender = null) => region.Tell(message, sender ?? ActorRefs.NoSender);

    /// <summary>Asks and waits for an answer of type <typeparamref name="T"/>.</summary>
    /// <exception cref="AskTimeoutException">No answer in time: the outcome is not known.</exception>
    public Task<T> AskAsync<T>(IDeviceMessage message, TimeSpan timeout, CancellationToken cancellation = default) =>
        region.Ask<T>(message, timeout, cancellation);
}
