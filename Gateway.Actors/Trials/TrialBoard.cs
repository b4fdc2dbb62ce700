using System.Collections.Immutable;
using Akka.Actor;

namespace Gateway.Actors.Trials;

/// <summary>
/// What certifications have done to their terminals by this node, and what this node has seen of them. Orders go to every node, since any may have the terminal; the one that
/// carries an order out tells the others. An order that nobody had a use for is forgotten after <see cref="OrderLife"/>.
/// </summary>
public sealed class TrialBoard(TimeProvider time)
{
    /// <summary>An order is good for so long: 2 minutes.</summary>
    public static readonly TimeSpan OrderLife = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private volatile ImmutableDictionary<string, Trial> _trials = ImmutableDictionary.Create<string, Trial>(StringComparer.Ordinal);
    private volatile ImmutableList<TrialListener> _listeners = [];
    private volatile IActorRef _relay = ActorRefs.Nobody;

    /// <summary>True: nobody is tried.</summary>
    public bool IsIdle => _trials.IsEmpty;

    /// <summary>Milliseconds of a steady clock.</summary>
    internal long Now => (long)time.GetElapsedTime(0).TotalMilliseconds;

    /// <summary>From now on the other nodes hear of it by this <see cref="TrialRelay"/>.</summary>
    public void SpreadBy(IActorRef relay) => _relay = relay;

    /// <summary>The trial of a terminal; null: it is not tried.</summary>
    public Trial? Of(string sn) => _trials.GetValueOrDefault(sn);

    /// <summary>An order of a certification that runs on this node: to all nodes.</summary>
    public void Give(TrialOrder order)
    {
        Take(order);
        _relay.Tell(new TrialRelay.Spread(order), ActorRefs.NoSender);
    }

    /// <summary>Something that this node saw: to the certification, wherever it runs.</summary>
    public void Show(TrialSeen seen)
    {
        Take(seen);
        _relay.Tell(new TrialRelay.Spread(seen), ActorRefs.NoSender);
    }

    /// <summary>An order, from here or from another node.</summary>
    public void Take(TrialOrder order)
    {
        lock (_gate)
        {
            foreach (var (sn, over) in _trials)
                if (over.IsOver) _trials = _trials.Remove(sn);

            if (order.Kind == TrialKind.Unwatch)
            {
                _trials = _trials.Remove(order.Sn);
                return;
            }

            if (!_trials.TryGetValue(order.Sn, out var trial)) _trials = _trials.Add(order.Sn, trial = new Trial(order.Sn, this));
            trial.Put(order.Kind, order.Argument, order.Kind == TrialKind.RefuseFrames ? TimeSpan.FromSeconds(order.Argument) : OrderLife);
        }
    }

    /// <summary>Something that a node saw, this one or another.</summary>
    public void Take(TrialSeen seen)
    {
        if (seen.Kind == TrialSeen.Used && Enum.TryParse<TrialKind>(seen.Json, out var kind)) Of(seen.Sn)?.Forget(kind);
        foreach (var listener in _listeners)
            if (listener.Sn == seen.Sn) listener.Offer(seen);
    }

    /// <summary>Begins to hear what is seen of a terminal; <see cref="Leave"/> ends it.</summary>
    public TrialListener Listen(string sn)
    {
        var listener = new TrialListener(sn);
        lock (_gate) _listeners = _listeners.Add(listener);
        return listener;
    }

    public void Leave(TrialListener listener)
    {
        lock (_gate) _listeners = _listeners.Remove(listener);
    }
}
