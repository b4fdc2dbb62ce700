using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Host.Certificates;
using Gateway.Host.Configuration;

namespace Gateway.Host.NodeLinks;

/// <summary>
/// Nodes with certificates that an authority has signed, and that are named as nodes are. Changed files are taken for the handshakes that follow: a certificate is renewed, and an
/// authority changed (both in one file for a while), without a restart.
/// </summary>
internal sealed class AuthorityTrust : ILinkTrust
{
    private const string CertificateSetting = "Gateway:Cluster:Certificate";
    private const string AuthoritySetting = "Gateway:Cluster:Authority";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly WatchedFile<X509Certificate2Collection> _own;
    private readonly WatchedFile<X509Certificate2Collection> _authorities;
    private readonly IReadOnlyList<string> _names;
    private readonly TimeProvider _time;

    /// <exception cref="SettingsException">A file cannot be used.</exception>
    public AuthorityTrust(ClusterOptions options, TimeProvider time)
    {
        var (certificate, authority) = (options.Certificate!, options.Authority!);
        _time = time;
        _own = new([certificate, Path.ChangeExtension(certificate, ".key")], () => LoadOwn(certificate), time);
        _authorities = new([authority], () => LoadAuthorities(authority), time);
        _names = [options.Hostname, .. options.SeedNodes.Select(static seed => seed[..seed.LastIndexOf(':')].Trim('[', ']')), .. options.Names];
    }

    public X509Certificate2Collection Own => _own.Current;

    public string? Refusal(X509Certificate2 certificate, X509Certificate2Collection sent, string? host)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities.Current);
        chain.ChainPolicy.ExtraStore.AddRange(sent);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = _time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(host is null ? ClientAuthentication : ServerAuthentication));
        if (!chain.Build(certificate))
            return $"its certificate does not hold ({string.Join(", ", chain.ChainStatus.Select(static status => status.Status).Distinct())}; Gateway:Cluster:Authority)";

        // Called by its name it must have that name. Who calls must have one of those that nodes have: an authority may have signed for others, too.
        if (host is not null) return certificate.MatchesHostname(host.Trim('[', ']'), allowCommonName: false) ? null : $"its certificate is not for {host}";
        var names = NamesOf(certificate);
        return _names.Concat(NamesOf(Own[0])).Any(known => names.Any(name => NodeNames.Fit(known, name)))
            ? null
            : $"its certificate is for {string.Join(", ", names)}, and no node is named so (Gateway:Cluster:Names)";
    }

    private static List<string> NamesOf(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().ToList();
        return [.. names.SelectMany(static name => name.EnumerateDnsNames()), .. names.SelectMany(static name => name.EnumerateIPAddresses()).Select(static ip => ip.ToString())];
    }

    private static X509Certificate2Collection LoadOwn(string path)
    {
        var own = DeviceCertificate.LoadGiven(path, CertificateSetting);
        var rest = new X509Certificate2Collection();
        if (DeviceCertificate.IsPem(path)) rest.ImportFromPemFile(path);
        return [own, .. rest.Where(one => one.Thumbprint != own.Thumbprint)];
    }

    private static X509Certificate2Collection LoadAuthorities(string path)
    {
        const string Allowed = "must be a PEM file with the certificates of who signs those of the nodes";
        try
        {
            var all = new X509Certificate2Collection();
            all.ImportFromPemFile(path);
            return all.Count > 0 ? all : throw new SettingsException(AuthoritySetting, path, Allowed);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SettingsException(AuthoritySetting, path, $"{Allowed}: {unusable.Message.ReplaceLineEndings(" ")}");
        }
    }
}
