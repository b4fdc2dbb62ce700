using Gateway.Actors.Time;
using Gateway.Storage.Rosters;

namespace Gateway.Platform.Rosters;

/// <summary>Whole rosters, person by gate, as several look at them: each is read once for all who look within <see cref="Fresh"/>, and few are kept.</summary>
internal sealed class RosterMatrices(RosterMatrixReader reader, GatewayZone zone, TimeProvider time)
{
    /// <summary>How old what is shown may be.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    /// <summary>Sites that are kept: a megabyte each where there are 2 000 persons and 20 gates, ten where it is as large as can be.</summary>
    private const int KeptMax = 24;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Task<RosterMatrix> Matrix, long At)> _kept = new(StringComparer.Ordinal);

    /// <param name="cancellation">Ends the waiting; others may wait for the same.</param>
    public Task<RosterMatrix> GetAsync(string site, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_kept.TryGetValue(site, out var known) && !known.Matrix.IsFaulted && time.GetElapsedTime(known.At) < Fresh) return known.Matrix.WaitAsync(cancellation);
            foreach (var old in _kept.Where(kept => time.GetElapsedTime(kept.Value.At) >= Fresh).Select(static kept => kept.Key).ToList()) _kept.Remove(old);
            if (_kept.Count >= KeptMax) _kept.Remove(_kept.MinBy(static kept => kept.Value.At).Key);
            var matrix = Task.Run(() => reader.ReadAsync(site, zone.Today(time.GetUtcNow()), CancellationToken.None), CancellationToken.None);
            _kept[site] = (matrix, time.GetTimestamp());
            return matrix.WaitAsync(cancellation);
        }
    }

    /// <summary>Something was done to it just now: who looks next sees that.</summary>
    public void Forget(string site)
    {
        lock (_gate) _kept.Remove(site);
    }
}
