using Gateway.Actors.Time;
using Gateway.Storage.Rosters;

namespace Gateway.Platform.Rosters;

/// <summary>Whole rosters, person by gate, as several look at them: each is looked after once for all, read anew when it has changed, and few are kept.</summary>
internal sealed class RosterMatrices(RosterMatrixReader reader, GatewayZone zone, TimeProvider time)
{
    /// <summary>How old what is shown may be.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    /// <summary>After so long it is read anew, whatever its stamp says.</summary>
    private static readonly TimeSpan ReadMost = TimeSpan.FromMinutes(2);

    /// <summary>Sites that are kept: a megabyte each where there are 2 000 persons and 20 gates, ten where it is as large as can be.</summary>
    private const int KeptMax = 24;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    /// <param name="cancellation">Ends the waiting; others may wait for the same.</param>
    public async Task<RosterMatrix> GetAsync(string site, CancellationToken cancellation)
    {
        Task<Read> reading;
        lock (_gate)
        {
            var known = _kept.GetValueOrDefault(site);
            if (known is null || known.Reading.IsFaulted || time.GetElapsedTime(known.At) >= Fresh)
            {
                var before = known?.Reading is { IsCompletedSuccessfully: true } done ? done.Result : null;
                if (known is null && _kept.Count >= KeptMax) _kept.Remove(_kept.MinBy(static kept => kept.Value.At).Key);
                _kept[site] = known = new Kept(Task.Run(() => ReadAsync(site, before), CancellationToken.None), time.GetTimestamp());
            }

            reading = known.Reading;
        }

        return (await reading.WaitAsync(cancellation)).Matrix;
    }

    /// <summary>Something was done to it just now: who looks next sees that.</summary>
    public void Forget(string site)
    {
        lock (_gate) _kept.Remove(site);
    }

    /// <param name="before">What was read last; null: nothing.</param>
    private async Task<Read> ReadAsync(string site, Read? before)
    {
        var today = zone.Today(time.GetUtcNow());
        var stamp = await reader.StampAsync(site, today, CancellationToken.None);
        return before is not null && before.Stamp == stamp && time.GetElapsedTime(before.At) < ReadMost
            ? before
            : new Read(await reader.ReadAsync(site, today, CancellationToken.None), stamp, time.GetTimestamp());
    }

    private sealed record Read(RosterMatrix Matrix, string Stamp, long At);

    private sealed record Kept(Task<Read> Reading, long At);
}
