using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Host.Certificates;
using Gateway.Host.Configuration;
using Xunit;

namespace Gateway.Tests.Edge.DeviceHttp;

public sealed class DeviceCertificateTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("gateway-certificate-").FullName;

    [Fact]
    public void Load_NothingGiven_MakesOneAndKeepsIt()
    {
        using var first = DeviceCertificate.Load(null, _directory, TimeProvider.System);
        using var second = DeviceCertificate.Load("", _directory, TimeProvider.System);

        Assert.True(first.HasPrivateKey);
        Assert.Equal(first.Thumbprint, second.Thumbprint);
        Assert.Equal(2048, first.GetRSAPrivateKey()!.KeySize);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_directory, DeviceCertificate.FileName)));
    }

    [Theory]
    [InlineData("one file")]
    [InlineData("key beside")]
    [InlineData("pfx")]
    public void Load_Given_TakesIt(string form)
    {
        using var made = Make();
        var path = Path.Combine(_directory, "site.pem");
        var key = made.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem();
        if (form == "pfx") File.WriteAllBytes(path, made.Export(X509ContentType.Pkcs12));
        else File.WriteAllText(path, made.ExportCertificatePem() + (form == "one file" ? "\n" + key : ""));
        if (form == "key beside") File.WriteAllText(Path.ChangeExtension(path, ".key"), key);

        using var loaded = DeviceCertificate.Load(path, _directory, TimeProvider.System);

        Assert.Equal((made.Thumbprint, true), (loaded.Thumbprint, loaded.HasPrivateKey));
        Assert.False(File.Exists(Path.Combine(_directory, DeviceCertificate.FileName)));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("directory")]
    [InlineData("rubbish")]
    [InlineData("no key")]
    [InlineData("password")]
    public void Load_Unusable_NamesTheSetting(string form)
    {
        using var made = Make();
        var path = Path.Combine(_directory, "site");
        switch (form)
        {
            case "directory": Directory.CreateDirectory(path); break;
            case "rubbish": File.WriteAllText(path, "hello"); break;
            case "no key": File.WriteAllText(path, made.ExportCertificatePem()); break;
            case "password": File.WriteAllBytes(path, made.Export(X509ContentType.Pkcs12, "secret")); break;
        }

        var wrong = Assert.Throws<SettingsException>(() => DeviceCertificate.Load(path, _directory, TimeProvider.System));

        Assert.Contains("Gateway:DeviceHttp:Certificate", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', wrong.Message);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static X509Certificate2 Make()
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest("CN=site", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
