using System.Collections.Concurrent;

namespace Gateway.Host.Certificates;

/// <summary>The certificates of this node's listeners, for whoever watches their end.</summary>
internal sealed class CertificatesInUse
{
    private readonly ConcurrentBag<ServerCertificate> _all = [];

    /// <summary>Each that a listener shows.</summary>
    public IReadOnlyCollection<ServerCertificate> All => _all;

    public void Add(ServerCertificate certificate) => _all.Add(certificate);
}
