using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Host.NodeLinks;

/// <summary>
/// Nodes that know the same secret: their key is made of it, so that whoever has that key knows it. Certificates are made anew at each start, and of them only the key counts.
/// While
/// <c>SecretBefore</c> is given, the certificate has the new key and is signed by the old one: nodes that know only one of the two take it, so a secret is changed node by node.
/// </summary>
internal sealed class SecretTrust : ILinkTrust
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const int SerialBytes = 16;

    /// <summary>Clocks do not matter here: the key is what counts.</summary>
    private static readonly DateTimeOffset ValidFrom = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset ValidUntil = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ECDsa[] _keys;
    private readonly byte[][] _pins;

    /// <param name="secret">Of the cluster.</param>
    /// <param name="before">The one that it had before; null after the change.</param>
    public SecretTrust(string secret, string? before)
    {
        _keys = before is null ? [SecretKey.Of(secret)] : [SecretKey.Of(secret), SecretKey.Of(before)];
        _pins = [.. _keys.Select(static key => key.ExportSubjectPublicKeyInfo())];
        Own = [Certificate(_keys[0], signer: _keys[^1])];
    }

    public X509Certificate2Collection Own { get; }

    /// <summary>For a node that is alone: nobody else can know this secret.</summary>
    public static SecretTrust Alone() => new(Convert.ToHexString(RandomNumberGenerator.GetBytes(32)), null);

    public string? Refusal(X509Certificate2 certificate, X509Certificate2Collection sent, string? host)
    {
        var shown = certificate.PublicKey.ExportSubjectPublicKeyInfo();
        return _pins.Any(pin => pin.AsSpan().SequenceEqual(shown)) || IsSigned(certificate) ? null : "its key is not of this cluster's secret (Gateway:Cluster:Secret)";
    }

    private static X509Certificate2 Certificate(ECDsa key, ECDsa signer)
    {
        var name = new X500DistinguishedName("CN=gateway-node");
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication), new Oid(ClientAuthentication)], critical: false));
        using var made = request.Create(name, X509SignatureGenerator.CreateForECDsa(signer), ValidFrom, ValidUntil, RandomNumberGenerator.GetBytes(SerialBytes));
        using var whole = made.CopyWithPrivateKey(key);

        // Some systems take no key that lives in memory only.
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Whether one who knows an accepted secret has signed it.</summary>
    private bool IsSigned(X509Certificate2 certificate)
    {
        try
        {
            var parts = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.DER).ReadSequence();
            var body = parts.ReadEncodedValue();
            parts.ReadSequence(); // The algorithm: there is one.
            var signature = parts.ReadBitString(out _);
            return _keys.Any(key => key.VerifyData(body.Span, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }
        catch (Exception broken) when (broken is AsnContentException or CryptographicException)
        {
            return false;
        }
    }
}
