using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Host.NodeLinks;
using Xunit;

namespace Gateway.Tests.Host.NodeLinks;

/// <summary>Who a node takes for one of its own by the secret.</summary>
public sealed class SecretTrustTests
{
    private const string Secret = "a-secret-of-test-nodes-on-one-machine";
    private const string Before = "the-secret-that-it-had-before-that-one";

    /// <summary>HKDF-SHA256 and the multiplication on P-256 by hand, with python3: nodes of any two versions must have the same key.</summary>
    [Fact]
    public void Key_OfASecret_IsFrozen()
    {
        using var key = SecretKey.Of(Secret);
        var point = key.ExportParameters(false).Q;

        Assert.Equal("233c556a1419f0f9e7391981479c448688340b9405b583366377b9b720ddb459", Convert.ToHexStringLower(point.X!));
        Assert.Equal("47d799a541ea494a286ea86a3c7e044cc54031593c6b8c7a8569944e7b98af69", Convert.ToHexStringLower(point.Y!));
    }

    [Fact]
    public void Refusal_TheSameSecret_IsNone()
    {
        var (one, other) = (new SecretTrust(Secret, null), new SecretTrust(Secret, null));

        Assert.NotEqual(one.Own[0].RawData, other.Own[0].RawData);
        Assert.Null(Refusal(one, other));
        Assert.Null(Refusal(other, one));
    }

    [Fact]
    public void Refusal_AnotherSecretOrNone_IsTold()
    {
        var own = new SecretTrust(Secret, null);

        Assert.Contains("Gateway:Cluster:Secret", Refusal(own, new SecretTrust(Before, null)), StringComparison.Ordinal);
        Assert.NotNull(Refusal(own, SecretTrust.Alone()));
        Assert.NotNull(Refusal(SecretTrust.Alone(), SecretTrust.Alone()));
    }

    /// <summary>The names are right, the key is not: only the key counts.</summary>
    [Fact]
    public void Refusal_ForgedCertificate_IsTold()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var forged = new CertificateRequest("CN=gateway-node", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));

        Assert.NotNull(new SecretTrust(Secret, Before).Refusal(forged, [], null));
    }

    /// <summary>Node by node: those with the old one alone, those with both, those with the new one alone; at any time only two of them are there.</summary>
    [Fact]
    public void Refusal_WhileTheSecretIsChanged_IsNoneForOldAndNew()
    {
        var (old, both, changed) = (new SecretTrust(Before, null), new SecretTrust(Secret, Before), new SecretTrust(Secret, null));

        (SecretTrust, SecretTrust)[] together = [(old, both), (both, old), (both, both), (both, changed), (changed, both)];
        Assert.All(together, static pair => Assert.Null(Refusal(pair.Item1, pair.Item2)));
        Assert.NotNull(Refusal(old, changed));
        Assert.NotNull(Refusal(changed, old));
    }

    private static string? Refusal(SecretTrust asked, SecretTrust shown) => asked.Refusal(shown.Own[0], [], null);
}
