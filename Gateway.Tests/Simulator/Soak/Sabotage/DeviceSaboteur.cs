using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Simulator.Soak.Sabotage;

/// <summary>Stands before the shard region and does to messages what a broken DeviceActor would do.</summary>
internal sealed class DeviceSaboteur : ReceiveActor
{
    private readonly Dictionary<string, SessionId> _current = [];
    private int _pushes;

    public DeviceSaboteur(DeviceRegion region, bool losesDeletions, bool mixesSessions, bool losesRosterPushes)
    {
        if (losesRosterPushes)
        {
            // Promised, and of every third person its terminal never hears.
            Receive<EnqueueCommand>(
                m => m.Command is { Type: CommandType.PersonPush, Roster: not null } && ++_pushes % 3 == 0,
                m => Sender.Tell(new CommandAccepted(new CommandStatus(m.Command, CommandState.Queued, 0, null, null, null, null), Existing: false)));
        }

        if (losesDeletions)
        {
            // Promised, and never put into the queue.
            Receive<EnqueueCommand>(
                m => m.Command.Type == CommandType.PersonDelete,
                m => Sender.Tell(new CommandAccepted(new CommandStatus(m.Command, CommandState.Queued, 0, null, null, null, null), Existing: false)));
        }

        if (mixesSessions)
        {
            // The end of an old connection is taken for the end of whichever there is.
            Receive<HeartbeatReceived>(m =>
            {
                _current[m.Sn] = m.Session.Id;
                region.Tell(m, Sender);
            });
            Receive<SessionEnded>(m => region.Tell(m with { Session = _current.GetValueOrDefault(m.Sn, m.Session) }, Sender));
        }

        Receive<IDeviceMessage>(m => region.Tell(m, Sender));
        // Readiness asks the region whether it answers.
        Receive<GetShardRegionStats>(_ => Sender.Tell(new ShardRegionStats(ImmutableDictionary<string, int>.Empty, [])));
        Receive<GetCurrentRegions>(_ => Sender.Tell(new CurrentRegions([Akka.Cluster.Cluster.Get(Context.System).SelfAddress])));
    }

    public static Props Props(DeviceRegion region, bool losesDeletions = false, bool mixesSessions = false, bool losesRosterPushes = false) =>
        Akka.Actor.Props.Create(() => new DeviceSaboteur(region, losesDeletions, mixesSessions, losesRosterPushes));
}
