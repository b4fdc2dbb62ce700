using Gateway.Host.Configuration;
using Gateway.Host.NodeLinks;
using Xunit;

namespace Gateway.Tests.Host.NodeLinks;

/// <summary>Who a node takes for one of its own by certificates.</summary>
public sealed class AuthorityTrustTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gateway-authority-");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly TestAuthority _ours = new("ours");
    private readonly TestAuthority _other = new("other");

    public void Dispose()
    {
        _directory.Delete(recursive: true);
        _ours.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void Refusal_SignedAndNamedAsANode_IsNone()
    {
        var a = Node("a", _ours.Sign(["node-a.example"]), _ours.Pem);
        var b = Node("b", _ours.Sign(["node-b.example"]), _ours.Pem);

        Assert.Null(Refusal(a, b, "node-b.example"));
        Assert.Null(Refusal(b, a, null));
    }

    [Fact]
    public void Refusal_SignedBySomebodyElse_IsTold()
    {
        var a = Node("a", _ours.Sign(["node-a.example"]), _ours.Pem);
        var b = Node("b", _other.Sign(["node-b.example"]), _other.Pem);

        Assert.Contains("Gateway:Cluster:Authority", Refusal(a, b, null), StringComparison.Ordinal);
        Assert.NotNull(Refusal(b, a, "node-a.example"));
    }

    /// <summary>The authority of a company signs for web servers, too.</summary>
    [Fact]
    public void Refusal_SignedButNoNodesName_IsTold()
    {
        var a = Node("a", _ours.Sign(["node-a.example"]), _ours.Pem);
        var web = Node("web", _ours.Sign(["www.example"]), _ours.Pem);

        Assert.Contains("Gateway:Cluster:Names", Refusal(a, web, null), StringComparison.Ordinal);
        Assert.Contains("node-b.example", Refusal(a, web, "node-b.example"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("node-d.example", "*.example")]
    [InlineData("NODE-D.example", "node-d.example")]
    [InlineData("*.nodes.example", "node-d.nodes.example")]
    [InlineData("10.0.0.7", "10.0.0.7")]
    public void Refusal_NameOfTheSetting_IsNone(string shown, string given)
    {
        var a = Node("a", _ours.Sign(["node-a.example"]), _ours.Pem, given);
        var d = Node("d", _ours.Sign([shown]), _ours.Pem);

        Assert.Null(Refusal(a, d, null));
    }

    [Theory]
    [InlineData("example", "*.example")]
    [InlineData("x.y.example", "*.example")]
    [InlineData("xexample", "*.example")]
    public void Refusal_NameBesideTheSetting_IsTold(string shown, string given) =>
        Assert.NotNull(Refusal(Node("a", _ours.Sign(["node-a"]), _ours.Pem, given), Node("d", _ours.Sign([shown]), _ours.Pem), null));

    [Fact]
    public void Refusal_EndedOrForServersOnly_IsTold()
    {
        var a = Node("a", _ours.Sign(["node-a.example"]), _ours.Pem);
        var ended = Node("ended", _ours.Sign(["node-b.example"], until: _time.GetUtcNow().AddDays(-1)), _ours.Pem);
        var server = Node("server", _ours.Sign(["node-b.example"], null, TestAuthority.Server), _ours.Pem);

        Assert.Contains("NotTimeValid", Refusal(a, ended, null), StringComparison.Ordinal);
        Assert.Null(Refusal(a, server, "node-b.example"));
        Assert.Contains("NotValidForUsage", Refusal(a, server, null), StringComparison.Ordinal);
    }

    /// <summary>The authority is changed node by node, without a restart: first both are believed, then certificates are renewed, then the old one goes.</summary>
    [Fact]
    public void Refusal_WhileTheAuthorityIsChanged_IsNone()
    {
        var a = Node("a", _ours.Sign(["node-a.example"]), _ours.Pem);
        var b = Node("b", _ours.Sign(["node-b.example"]), _ours.Pem);

        Write("a.ca", _ours.Pem + _other.Pem);
        Write("b.ca", _ours.Pem + _other.Pem);
        Later();
        Assert.Null(Refusal(a, b, "node-b.example"));
        Write("b.pem", _other.Sign(["node-b.example"]));
        Later();
        Assert.Null(Refusal(a, b, "node-b.example"));
        Assert.Null(Refusal(b, a, null));
        Write("a.pem", _other.Sign(["node-a.example"]));
        Write("b.ca", _other.Pem);
        Later();
        Assert.Null(Refusal(b, a, "node-a.example"));
        Assert.NotNull(Refusal(b, Node("old", _ours.Sign(["node-a.example"]), _ours.Pem), null));
    }

    /// <summary>A half-written file changes nothing.</summary>
    [Fact]
    public void Own_FileThatCannotBeRead_IsAsBefore()
    {
        var a = Node("a", _ours.Sign(["node-a.example"]), _ours.Pem);
        var before = a.Own[0].RawData;

        Write("a.pem", "-----BEGIN CERT");
        Later();

        Assert.Equal(before, a.Own[0].RawData);
    }

    private static string? Refusal(AuthorityTrust asked, AuthorityTrust shown, string? host) => asked.Refusal(shown.Own[0], [], host);

    private AuthorityTrust Node(string name, string certificate, string authority, params string[] names)
    {
        Write(name + ".pem", certificate);
        Write(name + ".ca", authority);
        return new AuthorityTrust(
            new ClusterOptions("gateway", "node-a.example", 4053, ["node-a.example:4053", "node-b.example:4053"])
            {
                Certificate = Path.Combine(_directory.FullName, name + ".pem"),
                Authority = Path.Combine(_directory.FullName, name + ".ca"),
                Names = names,
            },
            _time);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_directory.FullName, name);
        var before = File.Exists(path) ? File.GetLastWriteTimeUtc(path) : DateTime.MinValue;
        File.WriteAllText(path, text);
        if (File.GetLastWriteTimeUtc(path) == before) File.SetLastWriteTimeUtc(path, before.AddSeconds(1));
    }

    private void Later() => _time.Advance(TimeSpan.FromSeconds(10));
}
