using System.Net;

namespace Gateway.Host.NodeLinks;

/// <summary>Connections that have not proved yet whose they are: so many in all, and of one address.</summary>
internal sealed class HandshakePlaces
{
    public const int Most = 128;
    public const int MostOfOneAddress = 16;

    private readonly Dictionary<IPAddress, int> _taken = [];
    private int _all;

    /// <summary>False: there is no place.</summary>
    public bool TryEnter(IPAddress address)
    {
        lock (_taken)
        {
            var own = _taken.GetValueOrDefault(address);
            if (_all >= Most || own >= MostOfOneAddress) return false;
            _taken[address] = own + 1;
            _all++;
            return true;
        }
    }

    public void Leave(IPAddress address)
    {
        lock (_taken)
        {
            _all--;
            if (--_taken[address] == 0) _taken.Remove(address);
        }
    }
}
