using System.Collections.Concurrent;
using System.Net;

namespace Gateway.Edge.Budgets;

/// <summary>
/// Paces the guessing of SNs per client address (<see cref="Gateway.Actors.Load.ClientAddress"/>). One that has asked for too many that are not served gets no answer any more, and
/// neither for those that are: else the silence would say the same. Terminals that were served there before are answered as ever, so that whoever guesses harms none of them behind
/// the same NAT.
/// </summary>
internal sealed class GuessPace(GuessLimits limits, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Misses> _misses = [];
    private readonly ConcurrentDictionary<(IPAddress, string), bool> _served = new();
    private int _servedCount;

    /// <summary>Whether this client may be told anything of this SN.</summary>
    public bool MayAsk(IPAddress client, string sn)
    {
        if (_served.ContainsKey((client, sn))) return true;
        lock (_gate) return !_misses.TryGetValue(client, out var misses) || Now(misses) <= limits.AtOnce - 1;
    }

    /// <summary>
    /// The same, counted as a miss until <see cref="Served"/> says otherwise: while the database is asked, others must not ask in the same breath.
    /// </summary>
    /// <param name="isCounted">To be handed to <see cref="Served"/>.</param>
    public bool TryAsk(IPAddress client, string sn, out bool isCounted)
    {
        isCounted = false;
        if (_served.ContainsKey((client, sn))) return true;
        lock (_gate)
        {
            if (_misses.TryGetValue(client, out var misses) && Now(misses) > limits.AtOnce - 1) return false;
            Missed(client);
            return isCounted = true;
        }
    }

    /// <summary>It asked for an SN that is not served.</summary>
    public void Missed(IPAddress client)
    {
        lock (_gate)
        {
            if (_misses.TryGetValue(client, out var misses)) _misses[client] = new Misses(Math.Min(Now(misses) + 1, limits.AtOnce), time.GetTimestamp());
            else Add(client);
        }
    }

    /// <summary>This terminal was served at this address.</summary>
    /// <param name="isCounted">It was counted as a miss: it is none.</param>
    public void Served(IPAddress client, string sn, bool isCounted = false)
    {
        if (isCounted) Uncount(client);
        if (!_served.TryAdd((client, sn), true) || Interlocked.Increment(ref _servedCount) < limits.ServedMax) return;
        _served.Clear(); // Nobody is refused for it who does not share an address with somebody that guesses.
        Volatile.Write(ref _servedCount, 0);
    }

    private void Uncount(IPAddress client)
    {
        lock (_gate)
            if (_misses.TryGetValue(client, out var misses)) _misses[client] = new Misses(Math.Max(0, Now(misses) - 1), time.GetTimestamp());
    }

    private void Add(IPAddress client)
    {
        if (_misses.Count >= limits.AddressesMax)
        {
            foreach (var (address, misses) in _misses)
                if (Now(misses) <= 0) _misses.Remove(address);

            if (_misses.Count >= limits.AddressesMax) _misses.Clear();
        }

        _misses[client] = new Misses(1, time.GetTimestamp());
    }

    private double Now(Misses misses) => Math.Max(0, misses.Count - (time.GetElapsedTime(misses.At).TotalSeconds * limits.PerSecond));

    private readonly record struct Misses(double Count, long At);
}
