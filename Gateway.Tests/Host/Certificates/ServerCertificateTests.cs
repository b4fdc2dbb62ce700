using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Host.Certificates;
using Gateway.Tests.Support;
using Xunit;

namespace Gateway.Tests.Host.Certificates;

/// <summary>A certificate that is changed while the gateway runs.</summary>
public sealed class ServerCertificateTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("gateway-certificate-").FullName;
    private readonly ShiftedTime _time = new();

    private string File => Path.Combine(_directory, "tls.pfx");

    [Fact]
    public void File_Changed_IsTakenAfterTenSecondsAndABrokenOneIsNot()
    {
        _time.Hold();
        Write("one", 1);
        var certificate = new ServerCertificate(File, _directory, _time);
        Assert.Equal("CN=one", certificate.Current.Subject);

        Write("two", 2);
        Assert.Equal("CN=one", certificate.Current.Subject);
        _time.Shift(ServerCertificate.LookEvery);
        Assert.Equal("CN=two", certificate.Current.Subject);

        System.IO.File.WriteAllText(File, "half a file");
        System.IO.File.SetLastWriteTimeUtc(File, new DateTime(2026, 1, 3, 0, 0, 0, DateTimeKind.Utc));
        _time.Shift(ServerCertificate.LookEvery);
        Assert.Equal("CN=two", certificate.Current.Subject);

        Write("three", 4);
        _time.Shift(ServerCertificate.LookEvery);
        Assert.Equal("CN=three", certificate.Current.Subject);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private void Write(string name, int day)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        System.IO.File.WriteAllBytes(File, made.Export(X509ContentType.Pkcs12));
        System.IO.File.SetLastWriteTimeUtc(File, new DateTime(2026, 1, day, 0, 0, 0, DateTimeKind.Utc));
    }
}
