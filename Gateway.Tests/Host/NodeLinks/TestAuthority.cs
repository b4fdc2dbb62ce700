using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Tests.Host.NodeLinks;

/// <summary>Signs certificates for nodes, as cert-manager does.</summary>
internal sealed class TestAuthority : IDisposable
{
    public const string Server = "1.3.6.1.5.5.7.3.1";
    public const string Client = "1.3.6.1.5.5.7.3.2";

    private static readonly DateTimeOffset From = DateTimeOffset.UnixEpoch;
    private static readonly DateTimeOffset Until = DateTimeOffset.UnixEpoch.AddYears(200);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;

    public TestAuthority(string name)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _root = request.CreateSelfSigned(From, Until);
    }

    public string Pem => _root.ExportCertificatePem() + "\n";

    /// <summary>Certificate and key of a node, as PEM.</summary>
    /// <param name="names">DNS names and addresses.</param>
    /// <param name="until">Its end; null = far away.</param>
    /// <param name="usages">What it is for; none = server and client.</param>
    public string Sign(string[] names, DateTimeOffset? until = null, params string[] usages)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=node", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. (usages.Length > 0 ? usages : [Server, Client]).Select(static usage => new Oid(usage))], false));
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address)) alternatives.AddIpAddress(address);
            else alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        using var made = request.Create(_root, From, until ?? Until.AddDays(-1), RandomNumberGenerator.GetBytes(16));
        return made.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    public void Dispose()
    {
        _root.Dispose();
        _key.Dispose();
    }
}
