using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Cluster;

namespace Gateway.Actors.Devices;

/// <summary>
/// Which SNs may have something in the journal: one query at the start instead of a recovery of milliseconds for each of tens of thousands of terminals that
/// never had a command. Only for the one node that alone writes the journal; with several, another node may begin a history that this one does not hear of.
/// </summary>
/// <param name="ids">The persistence ids of all actors that have anything in the journal before the first DeviceActor starts.</param>
public sealed class CommandHistory(IEnumerable<string> ids)
{
    private readonly ConcurrentDictionary<string, byte> _ids = new(ids.Select(id => KeyValuePair.Create(id, (byte)0)), StringComparer.Ordinal);
    private volatile bool _others;

    /// <summary>From the moment on at which another member is seen, nothing is known for certain any more, also not after it has gone again.</summary>
    public void Watch(ActorSystem system)
    {
        Action other = () => _others = true;
        system.ActorOf(Props.Create(() => new Members(other)), "command-history-members");
    }

    /// <summary>For <see cref="DeviceActorOptions.HasHistory"/>.</summary>
    public bool Has(string sn) => _others || _ids.ContainsKey(DeviceActor.PersistenceIdOf(sn));

    /// <summary>For <see cref="DeviceActorOptions.HistoryBegins"/>.</summary>
    public void Begins(string sn)
    {
        // Called before every write: looking is cheaper than adding.
        var id = DeviceActor.PersistenceIdOf(sn);
        if (!_ids.ContainsKey(id)) _ids.TryAdd(id, 0);
    }

    private sealed class Members : ReceiveActor
    {
        private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);

        public Members(Action other)
        {
            Receive<ClusterEvent.CurrentClusterState>(state => Look(state.Members.Select(member => member.UniqueAddress), other));
            Receive<ClusterEvent.IMemberEvent>(happened => Look([happened.Member.UniqueAddress], other));
        }

        protected override void PreStart() => _cluster.Subscribe(Self, typeof(ClusterEvent.IMemberEvent));

        protected override void PostStop() => _cluster.Unsubscribe(Self);

        private void Look(IEnumerable<UniqueAddress> members, Action other)
        {
            if (members.Any(address => !address.Equals(_cluster.SelfUniqueAddress))) other();
        }
    }
}
