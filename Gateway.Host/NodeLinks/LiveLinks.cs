using System.Collections.Concurrent;

namespace Gateway.Host.NodeLinks;

/// <summary>The links of this node, for its end.</summary>
internal sealed class LiveLinks
{
    private readonly ConcurrentDictionary<NodeLink, byte> _all = [];

    public void Keep(NodeLink link)
    {
        _all[link] = 0;
        link.Ended.ContinueWith(_ => _all.TryRemove(link, out var _), TaskScheduler.Default);
    }

    /// <summary>Closes all; true: what they had to say has been sent.</summary>
    public async Task<bool> EndAsync()
    {
        var links = _all.Keys.ToList();
        links.ForEach(static link => link.End());
        return (await Task.WhenAll(links.Select(static link => link.Ended))).All(static whole => whole);
    }
}
