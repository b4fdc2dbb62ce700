using Gateway.Storage.Keys;

namespace Gateway.Platform.Keys;

/// <summary>
/// Places of one kind on this node, shared out among keys: a key takes one more only while more are free than it has, so that no key has more than half of them, and the next one
/// always finds some. Half of all are not for viewers: however many viewers' keys there are, the platform finds a place.
/// </summary>
internal sealed class KeyShares(int places)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private int _all;
    private int _viewers;

    /// <summary>How many are taken.</summary>
    public int Taken => Volatile.Read(ref _all);

    /// <summary>True: a place was taken, and must be given back with <see cref="Leave"/>.</summary>
    public bool TryEnter(ApiCaller caller)
    {
        var isViewer = caller.Role == ApiRole.Viewer;
        lock (_gate)
        {
            var own = _taken.GetValueOrDefault(caller.Id);
            var free = isViewer ? Math.Min(places - _all, (places / 2) - _viewers) : places - _all;
            if (own >= free) return false;
            _taken[caller.Id] = own + 1;
            _all++;
            if (isViewer) _viewers++;
            return true;
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(ApiCaller caller)
    {
        lock (_gate)
        {
            if (--_taken[caller.Id] == 0) _taken.Remove(caller.Id);
            _all--;
            if (caller.Role == ApiRole.Viewer) _viewers--;
        }
    }
}
