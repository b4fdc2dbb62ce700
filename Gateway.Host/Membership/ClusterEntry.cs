using System.Data.Common;
using Akka.Actor;
using Akka.Cluster;
using Gateway.Host.Configuration;
using Gateway.Host.NodeLinks;
using Gateway.Storage.Nodes;
using Gateway.Storage.Sql;
using static Gateway.Actors.Nodes.NodeMessages;

namespace Gateway.Host.Membership;

/// <summary>
/// Joins this node to the cluster of its seed nodes, once one of them has said that it belongs there; another cluster name, data store or format is refused. The first seed node
/// founds a cluster when it may have the database for it (docs/decisions/0026-one-cluster.md, docs/decisions/0051-owners.md). From then on, for a node without seed nodes too, it
/// sees that the database stays this node's.
/// </summary>
internal sealed partial class ClusterEntry(
    ActorSystem system, GatewayOptions options, Database database, DatabaseOwner owner, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ClusterEntry> log)
    : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);

    /// <summary>How often it says that it is still alone.</summary>
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(30);

    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(system);
    private readonly Address[] _seeds =
        [.. options.Cluster.SeedNodes.Select(static seed => Akka.Actor.Address.Parse($"{NodeTransport.Protocol}://{ActorSystemSettings.SystemName}@{seed}"))];
    private ClusterIdentity? _own;
    private bool _joining;
    private bool _joined;
    private long _told;

    /// <summary>One line for people when the cluster does not let this node in; null otherwise.</summary>
    public string? Refusal { get; private set; }

    private bool IsMember => _cluster.State.Members.Any(member => member.UniqueAddress.Equals(_cluster.SelfUniqueAddress));

    /// <summary>What all nodes of this node's cluster have in common.</summary>
    public async Task<ClusterIdentity> IdentityAsync() =>
        _own ??= new ClusterIdentity(options.Cluster.Name, await database.GetStoreIdAsync(CancellationToken.None), ClusterMatch.WireVersion, ClusterMatch.JournalVersion);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Storage.Provider == StorageProvider.Sqlite) return; // One process, held by the data directory.
        try
        {
            while (Refusal is null && owner.Lost is null)
            {
                await TryAsync(() => StepAsync(stoppingToken));
                await Task.Delay(LookEvery, time, stoppingToken);
            }

            lifetime.StopApplication();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return; // the node stops
        }
    }

    /// <summary>A founder keeps the database for itself until it is up, so that nobody joins what is not there yet; a node without seed nodes keeps it so for good.</summary>
    private Task StepAsync(CancellationToken stop)
    {
        if (_seeds.Length == 0) return owner.KeepAsync(OwnerLockMode.Alone, stop);
        _joined |= IsMember;
        if (!_joined) return JoinAsync(stop);
        var founding = owner.IsAlone && _cluster.SelfMember.Status != MemberStatus.Up;
        return owner.KeepAsync(founding ? OwnerLockMode.Alone : OwnerLockMode.Shared, stop);
    }

    private async Task JoinAsync(CancellationToken stop)
    {
        var own = await IdentityAsync();
        var others = _seeds.Where(seed => !seed.Equals(_cluster.SelfAddress)).ToArray();
        var identities = await Task.WhenAll(others.Select(seed => AskAsync(seed, stop)));
        var answers = others.Zip(identities, static (node, identity) => (Node: node, Identity: identity)).Where(static answer => answer.Identity is not null).ToList();
        Refusal = answers.Select(answer => ClusterMatch.Refusal(own, answer.Identity!, answer.Node.ToString())).FirstOrDefault(static line => line is not null);
        if (Refusal is not null)
        {
            LogRefused(Refusal);
            return;
        }

        // Only the first of the list founds a cluster, and only if it has the database for itself: then no other node is a member of one.
        if (_seeds[0].Equals(_cluster.SelfAddress) && await owner.TryFoundAsync(stop))
        {
            LogFounding();
            _cluster.Join(_cluster.SelfAddress);
            return;
        }

        // Whoever answers may be waiting for a founder as this node is; somebody is a member if the database is held by members.
        if (!await owner.HasMembersAsync(stop) || answers.Count == 0)
        {
            TellAlone(others);
            return;
        }

        if (_joining) return; // Akka tries on by itself
        _joining = true;
        LogJoining(string.Join(", ", answers.Select(static answer => answer.Node)));
        _cluster.JoinSeedNodes(others);
    }

    private void TellAlone(Address[] asked)
    {
        if (_told != 0 && time.GetElapsedTime(_told) < TellEvery) return;
        _told = time.GetTimestamp();
        LogAlone(string.Join(", ", (object[])asked), owner.Fault ?? "nobody has founded one");
    }

    private async Task<ClusterIdentity?> AskAsync(Address node, CancellationToken stop)
    {
        try
        {
            return await system.ActorSelection(new RootActorPath(node) / "user" / StatusActor).Ask<ClusterIdentity>(GetClusterIdentity.Instance, AnswerWithin, stop);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }

    /// <summary>Without the database nothing is known, and nothing is done: it is looked at again.</summary>
    private async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception away) when (away is DbException or TimeoutException)
        {
            LogAway(away.Message);
        }
    }

    [LoggerMessage(1022, LogLevel.Information, "Joining; belonging nodes answer: {Nodes}")]
    private partial void LogJoining(string nodes);

    [LoggerMessage(1026, LogLevel.Information, "Founding a cluster: nobody else has the database")]
    private partial void LogFounding();

    [LoggerMessage(1023, LogLevel.Debug, "The database cannot be asked: {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(1025, LogLevel.Warning,
        "Not a member yet: none of the seed nodes ({Asked}) says that it belongs to a living cluster; they are away, cut off, or wait as well. {Owner}. Tried on")]
    private partial void LogAlone(string asked, string owner);

    [LoggerMessage(1024, LogLevel.Error, "{Refusal}")]
    private partial void LogRefused(string refusal);
}
