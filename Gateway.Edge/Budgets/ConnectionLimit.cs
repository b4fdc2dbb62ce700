using System.Net;
using Gateway.Actors.Load;

namespace Gateway.Edge.Budgets;

/// <summary>How many connections there may be, in all and of one address. The limits may change while connections are open: they hold for those that come.</summary>
internal sealed class ConnectionLimit(int max, int maxPerAddress)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _perAddress = [];

    /// <summary>In all.</summary>
    public int Max { get; set; } = max;

    /// <summary>Of one address (<see cref="ClientAddress"/>); 0 = no limit.</summary>
    public int MaxPerAddress { get; set; } = maxPerAddress;

    /// <summary>Open now.</summary>
    public int Open { get; private set; }

    /// <summary>Counts a connection in, until <see cref="Leave"/>. False: there are too many.</summary>
    public bool TryEnter(IPAddress? address)
    {
        var client = ClientAddress.Of(address);
        lock (_gate)
        {
            var count = _perAddress.GetValueOrDefault(client);
            if (Open >= Max || (MaxPerAddress > 0 && count >= MaxPerAddress)) return false;
            _perAddress[client] = count + 1;
            Open++;
            return true;
        }
    }

    public void Leave(IPAddress? address)
    {
        var client = ClientAddress.Of(address);
        lock (_gate)
        {
            Open--;
            if (--_perAddress[client] == 0) _perAddress.Remove(client);
        }
    }
}
