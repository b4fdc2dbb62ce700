using System.Diagnostics.Metrics;
using System.Net;

namespace Gateway.Host.NodeLinks;

/// <summary>Who was refused at the port between nodes: at once in the log and in the metrics, and kept for the audit and the alarm.</summary>
internal sealed partial class LinkWatch(TimeProvider time, ILogger<LinkWatch> log)
{
    /// <summary>Addresses that are told apart until they are taken; the others are counted together.</summary>
    public const int RemotesMax = 20;

    /// <summary>In the place of an address: all those beyond <see cref="RemotesMax"/>.</summary>
    public const string Others = "others";

    private static readonly Meter Meter = new("Gateway.Host");

    private static readonly Counter<long> Ended = Meter.CreateCounter<long>(
        "gateway.cluster.refused", "{connection}",
        "Connections between nodes that did not become a link: refused (TLS, certificate), silent (nothing was said), full (too many at once), broken (a frame too long).");

    private readonly Lock _gate = new();
    private Dictionary<string, RefusedLink> _untaken = new(StringComparer.Ordinal);
    private RefusedLink? _last;

    /// <summary>The last that was refused; null: nobody yet.</summary>
    public RefusedLink? Last
    {
        get
        {
            lock (_gate) return _last;
        }
    }

    /// <summary>Somebody who called this node.</summary>
    public void Refused(IPEndPoint remote, string reason)
    {
        LogRefused(remote, reason);
        Note(remote.Address.ToString(), reason);
    }

    /// <summary>Somebody whom this node called.</summary>
    public void CalledNodeRefused(string address, string reason)
    {
        LogCalledRefused(address, reason);
        Note(address, reason);
    }

    /// <summary>Closed without a word: a look whether the port is open.</summary>
    public static void SaidNothing() => Ended.Add(1, Why("silent"));

    public static void NoPlace() => Ended.Add(1, Why("full"));

    public void FrameTooLong(string address, int length)
    {
        Ended.Add(1, Why("broken"));
        LogFrameTooLong(address, length);
    }

    /// <summary>Those refused since the last call, by address.</summary>
    public IReadOnlyCollection<RefusedLink> Take()
    {
        lock (_gate)
        {
            if (_untaken.Count == 0) return [];
            var taken = _untaken.Values;
            _untaken = new Dictionary<string, RefusedLink>(StringComparer.Ordinal);
            return taken;
        }
    }

    private void Note(string remote, string reason)
    {
        Ended.Add(1, Why("refused"));
        lock (_gate)
        {
            var of = _untaken.ContainsKey(remote) || _untaken.Count < RemotesMax ? remote : Others;
            _untaken[of] = new RefusedLink(of, reason, _untaken.GetValueOrDefault(of)?.Times + 1 ?? 1, time.GetUtcNow());
            _last = _untaken[of] with { Remote = remote };
        }
    }

    private static KeyValuePair<string, object?> Why(string why) => new("why", why);

    [LoggerMessage(1340, LogLevel.Warning, "Refused a connection to the port between nodes from {Remote}: {Reason}")]
    private partial void LogRefused(IPEndPoint remote, string reason);

    [LoggerMessage(1341, LogLevel.Warning, "No link to {Node}: {Reason}")]
    private partial void LogCalledRefused(string node, string reason);

    [LoggerMessage(1342, LogLevel.Error, "Closed the link to {Node}: a frame of {Length} bytes")]
    private partial void LogFrameTooLong(string node, int length);
}
