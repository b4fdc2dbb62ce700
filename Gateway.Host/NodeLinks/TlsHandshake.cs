using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Host.NodeLinks;

/// <summary>Mutual TLS: both sides show a certificate, and both decide by <see cref="ILinkTrust"/>.</summary>
internal sealed class TlsHandshake(ILinkTrust trust) : ILinkHandshake
{
    private const SslProtocols Protocols = SslProtocols.Tls12 | SslProtocols.Tls13;

    public async Task<Stream> AcceptAsync(Stream connection, IPEndPoint remote, CancellationToken stop)
    {
        var peer = new Peer(trust, null);
        var tls = new SslStream(connection);
        await RunAsync(tls, peer, () => tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificateContext = Own(),
                ClientCertificateRequired = true,
                EnabledSslProtocols = Protocols,
                AllowRenegotiation = false,
                AllowTlsResume = false, // A session that goes on is not asked for its certificate.
                CertificateChainPolicy = NoDownloads(),
                RemoteCertificateValidationCallback = peer.Decide,
            },
            stop));
        return tls;
    }

    public async Task<Stream> ConnectAsync(Stream connection, string host, CancellationToken stop)
    {
        var peer = new Peer(trust, host);
        var tls = new SslStream(connection);
        await RunAsync(tls, peer, () => tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = host,
                ClientCertificateContext = Own(),
                EnabledSslProtocols = Protocols,
                AllowRenegotiation = false,
                AllowTlsResume = false,
                CertificateChainPolicy = NoDownloads(),
                RemoteCertificateValidationCallback = peer.Decide,
            },
            stop));
        return tls;
    }

    private static async Task RunAsync(SslStream tls, Peer peer, Func<Task> handshake)
    {
        try
        {
            await handshake();
        }
        catch (Exception failure) when (failure is AuthenticationException or IOException or CryptographicException)
        {
            await tls.DisposeAsync();
            throw new LinkRefusedException(peer.Refusal ?? $"no TLS, or a broken one ({(failure.InnerException ?? failure).Message.ReplaceLineEndings(" ")})", failure);
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    private SslStreamCertificateContext Own() => SslStreamCertificateContext.Create(trust.Own[0], trust.Own, offline: true);

    /// <summary>Whom to believe is decided by <see cref="ILinkTrust"/>; this only keeps a stranger's certificate from making this node fetch what it names.</summary>
    private static X509ChainPolicy NoDownloads() => new()
    {
        DisableCertificateDownloads = true,
        RevocationMode = X509RevocationMode.NoCheck,
        TrustMode = X509ChainTrustMode.CustomRootTrust,
    };

    /// <summary>The other side of one handshake.</summary>
    private sealed class Peer(ILinkTrust trust, string? host)
    {
        public string? Refusal { get; private set; }

        public bool Decide(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
        {
            Refusal = certificate is X509Certificate2 shown ? trust.Refusal(shown, chain?.ChainPolicy.ExtraStore ?? [], host) : "it showed no certificate";
            return Refusal is null;
        }
    }
}
