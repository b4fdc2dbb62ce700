using System.Net;
using Gateway.Actors.Load;

namespace Gateway.Platform.Keys;

/// <summary>
/// Slows down whoever presents wrong keys, by address (IPv6: by /64). Only failures are counted, and a right key never asks here: nobody can lock anybody out, not even from the
/// same address.
/// </summary>
/// <param name="burst">Failures at once that cost nothing.</param>
/// <param name="each">After so long one more costs nothing.</param>
internal abstract class FailurePace(TimeProvider time, int burst, TimeSpan each)
{
    /// <summary>Addresses that are remembered; then those that failed least give way.</summary>
    public const int AddressesMax = 10_000;

    private readonly Lock _gate = new();

    /// <summary>When an address has made good for all its failures.</summary>
    private readonly Dictionary<IPAddress, DateTimeOffset> _until = [];

    /// <summary>Counts a failure. Above zero: it was one too many, and so long the address has to wait for the next.</summary>
    public TimeSpan Failed(IPAddress? address)
    {
        var client = ClientAddress.Of(address);
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (Excess(client, now) is { Ticks: > 0 } wait) return wait;
            if (_until.Count >= AddressesMax && !_until.ContainsKey(client)) Forget(now);
            _until[client] = Until(client, now) + each;
            return TimeSpan.Zero;
        }
    }

    private TimeSpan Excess(IPAddress client, DateTimeOffset now) => Until(client, now) - now - (each * (burst - 1));

    private DateTimeOffset Until(IPAddress client, DateTimeOffset now) => _until.TryGetValue(client, out var until) && until > now ? until : now;

    private void Forget(DateTimeOffset now)
    {
        foreach (var (address, _) in _until.Where(entry => entry.Value <= now).ToList()) _until.Remove(address);
        if (_until.Count < AddressesMax) return;
        foreach (var (address, _) in _until.OrderBy(static entry => entry.Value).Take(AddressesMax / 4).ToList()) _until.Remove(address);
    }
}
