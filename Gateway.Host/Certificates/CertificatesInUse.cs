using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Host.Certificates;

/// <summary>The certificates of this node, towards terminals, the platform and other nodes, for whoever watches their end.</summary>
internal sealed class CertificatesInUse
{
    private readonly ConcurrentBag<Func<X509Certificate2>> _all = [];

    /// <summary>When each ends that is shown now, UTC.</summary>
    public IEnumerable<DateTime> Ends() => _all.Select(static certificate => certificate().NotAfter.ToUniversalTime());

    /// <param name="certificate">Gives the one that is shown now.</param>
    public void Add(Func<X509Certificate2> certificate) => _all.Add(certificate);
}
