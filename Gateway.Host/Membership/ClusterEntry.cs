using System.Data.Common;
using Akka.Actor;
using Gateway.Host.Configuration;
using Gateway.Storage.Nodes;
using Gateway.Storage.Sql;
using static Gateway.Actors.Nodes.NodeMessages;

namespace Gateway.Host.Membership;

/// <summary>
/// Joins this node to the cluster of its seed nodes, once one of them has said that it belongs there; another cluster name, data store or format is refused. The first seed node
/// founds a
/// cluster when it finds none, but not while the database hears of living members: it is cut off from them then, and a second cluster beside theirs would serve the same terminals
/// and
/// never find back (docs/decisions/0026-one-cluster.md).
/// </summary>
internal sealed partial class ClusterEntry(
    ActorSystem system, GatewayOptions options, Database database, ClusterNodeStore nodes, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ClusterEntry> log)
    : BackgroundService
{
    /// <summary>Longer than a member may be silent because the database was away for a moment.</summary>
    private static readonly TimeSpan LivedWithin = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan NoteEvery = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);

    /// <summary>How often it says that it is still alone.</summary>
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(30);

    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(system);
    private readonly Address[] _seeds = [.. options.Cluster.SeedNodes.Select(static seed => Akka.Actor.Address.Parse($"akka.tcp://{ActorSystemSettings.SystemName}@{seed}"))];
    private ClusterIdentity? _own;
    private bool _joining;
    private long _told;

    /// <summary>One line for people when the cluster does not let this node in; null otherwise.</summary>
    public string? Refusal { get; private set; }

    private string Address => _cluster.SelfAddress.ToString();

    private bool IsMember => _cluster.State.Members.Any(member => member.UniqueAddress.Equals(_cluster.SelfUniqueAddress));

    /// <summary>What all nodes of this node's cluster have in common.</summary>
    public async Task<ClusterIdentity> IdentityAsync() =>
        _own ??= new ClusterIdentity(options.Cluster.Name, await database.GetStoreIdAsync(CancellationToken.None), ClusterMatch.WireVersion, ClusterMatch.JournalVersion);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_seeds.Length > 0) await TryAsync(() => nodes.ForgetAsync(Address, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_seeds.Length == 0) return;
        try
        {
            while (Refusal is null)
            {
                await TryAsync(() => IsMember ? nodes.NoteAsync(Address, stoppingToken) : JoinAsync(stoppingToken));
                await Task.Delay(IsMember ? NoteEvery : LookEvery, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return; // the node stops
        }
    }

    private async Task JoinAsync(CancellationToken stop)
    {
        if (_joining) return; // Akka tries on by itself
        var own = await IdentityAsync();
        var others = _seeds.Where(seed => !seed.Equals(_cluster.SelfAddress)).ToArray();
        var identities = await Task.WhenAll(others.Select(seed => AskAsync(seed, stop)));
        var answers = others.Zip(identities, static (node, identity) => (Node: node, Identity: identity)).Where(static answer => answer.Identity is not null).ToList();
        Refusal = answers.Select(answer => ClusterMatch.Refusal(own, answer.Identity!, answer.Node.ToString())).FirstOrDefault(static line => line is not null);
        if (Refusal is not null)
        {
            LogRefused(Refusal);
            lifetime.StopApplication();
            return;
        }

        // Only the first of the list founds a cluster.
        var mayFound = _seeds[0].Equals(_cluster.SelfAddress) && !await nodes.HasOthersAsync(Address, LivedWithin, stop);
        if (!mayFound && answers.Count == 0)
        {
            TellAlone(others);
            return;
        }

        _joining = true;
        LogJoining(string.Join(", ", answers.Select(static answer => answer.Node)), mayFound);
        _cluster.JoinSeedNodes(mayFound ? _seeds : others);
    }

    private void TellAlone(Address[] asked)
    {
        if (_told != 0 && time.GetElapsedTime(_told) < TellEvery) return;
        _told = time.GetTimestamp();
        LogAlone(string.Join(", ", (object[])asked));
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

    [LoggerMessage(1022, LogLevel.Information, "Joining; belonging nodes answer: {Nodes}; may found a cluster: {MayFound}")]
    private partial void LogJoining(string nodes, bool mayFound);

    [LoggerMessage(1023, LogLevel.Debug, "The database cannot be asked who lives: {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(1025, LogLevel.Warning,
        "Not a member yet: none of the seed nodes says that it belongs to a cluster ({Asked}); they are away, cut off, or too old to be asked. Tried on")]
    private partial void LogAlone(string asked);

    [LoggerMessage(1024, LogLevel.Error, "{Refusal}")]
    private partial void LogRefused(string refusal);
}
