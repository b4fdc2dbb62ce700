using Gateway.Actors.Time;
using Gateway.Storage.Counts;

namespace Gateway.WebConsole.Sites;

/// <summary>Who of a site has clocked in today, read once for all who look within a few seconds.</summary>
internal sealed class RosterAbsence(ClockInReader clockIns, GatewayZone zone, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    /// <summary>Sites that are kept.</summary>
    private const int KeptMax = 24;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Task<IReadOnlySet<string>> Users, long At)> _kept = new(StringComparer.Ordinal);

    /// <summary>Their <c>user_id</c>s.</summary>
    public Task<IReadOnlySet<string>> ClockedInAsync(string site, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_kept.TryGetValue(site, out var known) && !known.Users.IsFaulted && time.GetElapsedTime(known.At) < Fresh) return known.Users.WaitAsync(cancellation);
            if (_kept.Count >= KeptMax && !_kept.ContainsKey(site)) _kept.Remove(_kept.MinBy(static kept => kept.Value.At).Key);
            var users = Task.Run(() => clockIns.ClockedInAsync(site, zone.Today(time.GetUtcNow()), CancellationToken.None), CancellationToken.None);
            _kept[site] = (users, time.GetTimestamp());
            return users.WaitAsync(cancellation);
        }
    }
}
