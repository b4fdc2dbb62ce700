namespace Gateway.Actors.Trials;

/// <summary>What one node is to do to one terminal, and whether it is watched. Any number of threads.</summary>
public sealed class Trial(string sn, TrialBoard trials)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TrialKind, (int Argument, long Until)> _orders = [];

    /// <summary>Whether what passes by is shown.</summary>
    public bool IsWatched => Find(TrialKind.Watch) is not null;

    /// <summary>Carries an order out: it is forgotten, here and on the other nodes. Null: there is none.</summary>
    public int? Take(TrialKind kind)
    {
        lock (_gate)
        {
            if (Find(kind) is null || !_orders.Remove(kind, out var order)) return null;
            trials.Show(new TrialSeen(sn, TrialSeen.Used, ((int)kind).ToString(CultureInfo.InvariantCulture)));
            return order.Argument;
        }
    }

    /// <summary>Whether this holds now; unlike <see cref="Take"/> it goes on holding.</summary>
    public bool Holds(TrialKind kind) => Find(kind) is not null;

    internal bool IsOver
    {
        get
        {
            lock (_gate) return _orders.All(order => order.Value.Until <= trials.Now);
        }
    }

    internal void Put(TrialKind kind, int argument, TimeSpan life)
    {
        lock (_gate) _orders[kind] = (argument, trials.Now + (long)life.TotalMilliseconds);
    }

    internal void Forget(TrialKind kind)
    {
        lock (_gate) _orders.Remove(kind);
    }

    private int? Find(TrialKind kind)
    {
        lock (_gate) return _orders.TryGetValue(kind, out var order) && order.Until > trials.Now ? order.Argument : null;
    }
}
