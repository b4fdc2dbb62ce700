using Gateway.Platform.Devices;
using Gateway.Storage.Devices;
using Gateway.Storage.Sites;

namespace Gateway.Platform.Import;

/// <summary>What an import would do, chunk by chunk, and which sites it would make: a typing error should not found a site.</summary>
internal sealed class DryRun(DeviceProvisioning provisioning, SiteStore sites)
{
    /// <summary>Most sites that are listed.</summary>
    public const int SitesMax = 1000;

    /// <summary>New SNs that are remembered, so that one that stands twice is new once.</summary>
    public const int SnsMax = 200_000;

    /// <summary>Sites that are counted.</summary>
    public const int CountedMax = 100_000;

    private readonly HashSet<string> _sites = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _listed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sns = new(StringComparer.Ordinal);

    public IReadOnlyList<string> NewSites => [.. _listed];

    /// <summary>Null: all are listed.</summary>
    public long? NewSitesTotal => _sites.Count > _listed.Count ? _sites.Count : null;

    public async Task<IReadOnlyList<PutResult>> RunAsync(IReadOnlyList<DeviceChange> changes, CancellationToken cancellation)
    {
        var results = (await provisioning.TryAsync(changes, cancellation)).ToArray();
        for (var i = 0; i < results.Length; i++)
        {
            var isKnown = _sns.Contains(changes[i].Sn);
            if (isKnown && results[i] is PutResult.Created or PutResult.Incomplete) results[i] = PutResult.Updated;
            else if (results[i] == PutResult.Created && _sns.Count < SnsMax) _sns.Add(changes[i].Sn);
        }

        var named = changes.Where((_, i) => results[i] is PutResult.Created or PutResult.Updated).Select(static change => change.Site)
            .Where(site => !string.IsNullOrEmpty(site) && !_sites.Contains(site)).Distinct().ToList();
        var there = (await sites.FindAsync(named!, cancellation)).Select(static site => site.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var site in named.Where(site => !there.Contains(site!))) Note(site!);
        return results;
    }

    private void Note(string site)
    {
        if (_sites.Count < CountedMax) _sites.Add(site);
        _listed.Add(site);
        if (_listed.Count > SitesMax) _listed.Remove(_listed.Max!);
    }
}
