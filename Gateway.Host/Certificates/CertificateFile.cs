using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Host.Configuration;

namespace Gateway.Host.Certificates;

/// <summary>The certificate of the device listeners with https:// addresses.</summary>
internal static class DeviceCertificate
{
    /// <summary>The self-signed certificate, in the data directory.</summary>
    public const string FileName = "device-https.pfx";

    private const string Setting = "Gateway:DeviceHttp:Certificate";
    private const string Allowed =
        "must be a PFX file without a password, or a PEM file with certificate and private key (the key may stand beside it, as .key)";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>RSA: many terminals know no elliptic curves.</summary>
    private const int KeyBits = 2048;

    /// <summary>Terminals do not check it, and nobody is there to renew it.</summary>
    private const int LifeYears = 20;

    /// <summary>Long ago: clocks of terminals may start in 1970 after a power cut (field notes).</summary>
    private static readonly DateTimeOffset ValidFrom = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The certificate of the setting, or the self-signed one, which is made when there is none.</summary>
    /// <param name="path">The setting; null or empty = self-signed.</param>
    /// <param name="dataDirectory">Where the self-signed one is kept, mode 0600.</param>
    /// <exception cref="SettingsException">The file is missing, cannot be read, or has no private key.</exception>
    public static X509Certificate2 Load(string? path, string dataDirectory, TimeProvider time)
    {
        if (!string.IsNullOrEmpty(path)) return LoadGiven(path, Setting);
        var own = Path.Combine(dataDirectory, FileName);
        if (!File.Exists(own)) Make(own, time.GetUtcNow());
        return LoadGiven(own, Setting);
    }

    /// <summary>The certificate with its private key in a file.</summary>
    /// <exception cref="SettingsException">The file is missing, cannot be read, or has no private key; names <paramref name="setting"/>.</exception>
    public static X509Certificate2 LoadGiven(string path, string setting)
    {
        try
        {
            var certificate = IsPem(path) ? LoadPem(path) : X509CertificateLoader.LoadPkcs12FromFile(path, null);
            if (certificate.HasPrivateKey) return certificate;
            certificate.Dispose();
            throw new SettingsException(setting, path, Allowed + ": it has no private key");
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SettingsException(setting, path, $"{Allowed}: {unusable.Message.ReplaceLineEndings(" ")}");
        }
    }

    public static bool IsPem(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[4096];
        return head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)].IndexOf("-----BEGIN "u8) >= 0;
    }

    private static X509Certificate2 LoadPem(string path)
    {
        var key = Path.ChangeExtension(path, ".key");
        using var pem = File.Exists(key) && !File.ReadAllText(path).Contains("PRIVATE KEY-----", StringComparison.Ordinal)
            ? X509Certificate2.CreateFromPemFile(path, key)
            : X509Certificate2.CreateFromPemFile(path);

        // Some systems take no key that lives in memory only.
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
    }

    private static void Make(string path, DateTimeOffset now)
    {
        using var key = RSA.Create(KeyBits);
        var request = new CertificateRequest("CN=gateway", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName(Dns.GetHostName());
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());

        using var certificate = request.CreateSelfSigned(ValidFrom, now.AddYears(LifeYears));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var temporary = path + ".new";
        File.Delete(temporary);
        using (var file = new FileStream(temporary, options)) file.Write(certificate.Export(X509ContentType.Pkcs12));
        File.Move(temporary, path);
    }
}
