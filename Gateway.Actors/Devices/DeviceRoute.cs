using Akka.Actor;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Actors.Devices;

/// <summary>
/// The way of one session's messages to its DeviceActor. All go through the shard region, but heartbeats, as long as their actor is known to be on this node: straight to it, past
/// the mailboxes of region and shard. What was told first arrives first: a heartbeat goes straight only when everything that went through the region has arrived. And what must
/// not be lost never goes straight: when the actor stops, a heartbeat that it did not come to is asked again. Any thread.
/// </summary>
/// <param name="region">The way to all of them.</param>
public sealed class DeviceRoute(DeviceRegion region, TimeProvider time)
{
    /// <summary>
    /// A heartbeat goes through the region at least so often: a shard stops an actor for which it was told nothing for <see cref="DeviceSharding.PassivateAfter"/>, and the next
    /// heartbeat may be three minutes away (D21).
    /// </summary>
    public static readonly TimeSpan ThroughRegionEvery = DeviceSharding.PassivateAfter / 2;

    private IActorRef? _actor;
    private long _told;
    private long _heard;
    private long _toldAt;

    /// <summary>Told to a session's lane by a DeviceActor of this node, which is the sender: it has heard what the session told through the region, up to this.</summary>
    /// <param name="Told"><see cref="HeartbeatReceived.Told"/>.</param>
    public sealed record Found(long SessionNumber, long Told) : INoSerializationVerificationNeeded;

    /// <summary>Told to a session's lane by a DeviceActor of this node, which is the sender and has stopped.</summary>
    public sealed record Gone(long SessionNumber) : INoSerializationVerificationNeeded;

    /// <summary>Tells a message that must arrive, or come behind what was told before.</summary>
    /// <param name="lane">The session's.</param>
    public void Tell(IDeviceMessage message, IActorRef? lane = null)
    {
        // Together: who counts first is first in the region's mailbox.
        lock (this)
        {
            _told++;
            region.Tell(message, lane);
        }
    }

    /// <summary>Tells a heartbeat.</summary>
    /// <param name="lane">The session's.</param>
    public void Tell(HeartbeatReceived heartbeat, IActorRef lane)
    {
        lock (this)
        {
            if (_actor is { } actor && _heard == _told && time.GetElapsedTime(_toldAt) < ThroughRegionEvery)
            {
                actor.Tell(heartbeat, lane);
                return;
            }

            _toldAt = time.GetTimestamp();
            region.Tell(heartbeat with { Told = ++_told }, lane);
        }
    }

    /// <summary>See <see cref="Found"/>.</summary>
    public void Learn(IActorRef actor, long told)
    {
        lock (this) (_actor, _heard) = (actor, told);
    }

    /// <summary>See <see cref="Gone"/>. True: it was the one that heartbeats went to.</summary>
    public bool Forget(IActorRef actor)
    {
        lock (this)
        {
            if (!actor.Equals(_actor)) return false;
            _actor = null;
            return true;
        }
    }
}
