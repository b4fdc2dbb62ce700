using Gateway.Storage.Rosters;

namespace Gateway.WebConsole.Lists;

/// <summary>Names beside the ids of a list, looked up a page at a time and remembered: a million rows have some thousand persons.</summary>
internal sealed class ListNames(NameReader reader)
{
    /// <summary>Names of one kind that are remembered; with more they are forgotten, which costs time only.</summary>
    private const int NamesMost = 20_000;

    private readonly Dictionary<(string Site, string UserId), string?> _persons = [];
    private readonly Dictionary<string, string?> _devices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _sites = new(StringComparer.Ordinal);

    /// <summary>In clear; null: he stands in the roster of no such site.</summary>
    public string? Person(string? site, string? userId) => site is null || userId is null ? null : _persons.GetValueOrDefault((site, userId));

    public string? Device(string sn) => _devices.GetValueOrDefault(sn);

    public string? Site(string? code) => code is null ? null : _sites.GetValueOrDefault(code);

    public Task LoadPersonsAsync(IEnumerable<(string? Site, string? UserId)> keys, CancellationToken cancellation) => LoadAsync(
        _persons, keys.Where(static key => key is { Site: not null, UserId: not null }).Select(static key => (key.Site!, key.UserId!)), reader.PersonsAsync, cancellation);

    public Task LoadDevicesAsync(IEnumerable<string> sns, CancellationToken cancellation) => LoadAsync(_devices, sns, reader.DevicesAsync, cancellation);

    public Task LoadSitesAsync(IEnumerable<string?> codes, CancellationToken cancellation) => LoadAsync(_sites, codes.OfType<string>(), reader.SitesAsync, cancellation);

    private static async Task LoadAsync<TKey>(
        Dictionary<TKey, string?> names, IEnumerable<TKey> keys, Func<IReadOnlyCollection<TKey>, CancellationToken, Task<IReadOnlyDictionary<TKey, string>>> read,
        CancellationToken cancellation)
        where TKey : notnull
    {
        var asked = keys.ToHashSet(names.Comparer);
        if (names.Count + asked.Count > NamesMost) names.Clear();
        asked.RemoveWhere(names.ContainsKey);
        if (asked.Count == 0) return;
        var found = await read(asked, cancellation);
        foreach (var key in asked) names[key] = found.GetValueOrDefault(key);
    }
}
