using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.Singleton;
using Microsoft.Extensions.Logging;

namespace Gateway.Actors.Nodes;

/// <summary>
/// Ends this node when one of the actors by which the cluster runs through it has ended for good: the shard region, or the manager of a singleton. Akka brings neither back. A
/// manager that has handed over while its node is up waits in its last state for the node to be removed: nobody runs its singleton meanwhile, and nothing says so
/// (docs/decisions/0064-stuck-nodes.md).
/// </summary>
public sealed partial class StuckWatch : ReceiveActor, IWithTimers
{
    /// <summary>How often managers are asked for their state.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly string _region;
    private readonly IReadOnlyList<string> _managers;
    private readonly Func<Task<bool>> _mayEnd;
    private readonly Action<string> _end;
    private readonly ILogger _log;
    private readonly Dictionary<IActorRef, string> _watched = [];
    private string? _stuck;

    /// <param name="region">Path of the shard region on this node.</param>
    /// <param name="managers">Paths of the managers; one that nobody has is not watched until somebody has it.</param>
    /// <param name="mayEnd">Whether this node may end itself now; asked again until it may. A failure is a no.</param>
    /// <param name="end">Ends the node; told why, in words for people.</param>
    public StuckWatch(string region, IReadOnlyList<string> managers, Func<Task<bool>> mayEnd, Action<string> end, ILogger log)
    {
        (_region, _managers, _mayEnd, _end, _log) = (region, managers, mayEnd, end, log);
        Receive<Look>(_ => OnLook());
        Receive<ActorIdentity>(OnFound);
        Receive<FSMBase.CurrentState<ClusterSingletonState>>(state =>
        {
            // Asked each time anew: a manager that was restarted forgets who listens, and one that is listened to warns when the listener stops before it.
            state.FsmRef.Tell(new FSMBase.UnsubscribeTransitionCallBack(Self));
            OnState(state.FsmRef, state.State);
        });
        Receive<FSMBase.Transition<ClusterSingletonState>>(moved => OnState(moved.FsmRef, moved.To));
        Receive<Terminated>(ended =>
        {
            // While the node is not up nothing is said of it; then the next look does not find it.
            if (_watched.Remove(ended.ActorRef, out var path)) OnStuck(path, "has terminated");
        });
        Receive<Allowed>(allowed => OnAllowed(allowed.Yes));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>While it is up and nothing shuts it down, none of them has a reason to end.</summary>
    private static bool MustRun =>
        Akka.Cluster.Cluster.Get(Context.System).SelfMember.Status == MemberStatus.Up && CoordinatedShutdown.Get(Context.System).ShutdownReason is null;

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(Look.Instance, Look.Instance, TimeSpan.Zero, LookEvery);
        base.PreStart();
    }

    private void OnLook()
    {
        foreach (var path in _managers.Append(_region).Except(_watched.Values)) Context.ActorSelection(path).Tell(new Identify(path));
        foreach (var watched in _watched.Keys) Ask(watched);
        if (_stuck is not null && MustRun) _mayEnd().PipeTo(Self, success: static yes => new Allowed(yes), failure: static _ => new Allowed(false));
    }

    private void OnFound(ActorIdentity found)
    {
        // The region was started before this watch: where none is, it has terminated before it was found.
        if (found.Subject is null && Equals(found.MessageId, _region)) OnStuck(_region, "has terminated");
        if (found.Subject is null || !_watched.TryAdd(found.Subject, (string)found.MessageId)) return;
        Context.Watch(found.Subject);
        Ask(found.Subject);
    }

    /// <summary>A manager answers with its state.</summary>
    private void Ask(IActorRef watched)
    {
        if (_watched[watched] != _region) watched.Tell(new FSMBase.SubscribeTransitionCallBack(Self));
    }

    private void OnState(IActorRef manager, ClusterSingletonState state)
    {
        if (state == ClusterSingletonState.End) OnStuck(_watched[manager], "has handed over for good");
    }

    private void OnStuck(string path, string what)
    {
        if (_stuck is not null || !MustRun) return;
        _stuck = $"{path} {what}";
        LogStuck(_log, _stuck);
        OnLook();
    }

    private void OnAllowed(bool yes)
    {
        if (yes && MustRun) _end(_stuck!);
    }

    private sealed class Look
    {
        public static readonly Look Instance = new();
    }

    private sealed record Allowed(bool Yes);

    [LoggerMessage(1030, LogLevel.Error, "{Stuck}, though this node is up; the node ends to be started again, once no other has done so within a minute")]
    private static partial void LogStuck(ILogger log, string stuck);
}
