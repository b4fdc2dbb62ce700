using System.Collections.Concurrent;

namespace Gateway.Host.Certificates;

/// <summary>The certificates of this node's listeners, for whoever watches their end.</summary>
internal sealed class CertificatesInUse
{
    private readonly ConcurrentBag<ServerCertificate> _all = [];

    /// <summary>When each ends that a listener shows now, UTC.</summary>
    public IEnumerable<DateTime> Ends() => _all.Select(static certificate => certificate.Current.NotAfter.ToUniversalTime());

    public void Add(ServerCertificate certificate) => _all.Add(certificate);
}
