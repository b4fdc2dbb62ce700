using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>One node for all tests that leave it as it was.</summary>
public class NodeFixture : IAsyncLifetime
{
    /// <summary>Name of the collection.</summary>
    public const string Collection = "node";

    internal TestNode Node { get; private set; } = null!;

    /// <summary>Settings beside those of every such node, without the prefix <c>Gateway:</c>.</summary>
    private protected virtual Task<Dictionary<string, string>> SettingsAsync() => Task.FromResult(new Dictionary<string, string>());

    public virtual async Task InitializeAsync() => Node = await TestNode.StartAsync(new Dictionary<string, string>(await SettingsAsync())
    {
        ["Dialects:hainan:cipherMode"] = "ecb",
        ["Dialects:hainan:setTime"] = "never",
        ["Dialects:fixed:followUp"] = "announce",
        ["Dialects:fixed:drain"] = "on",
        ["Dialects:fixed:pushCount"] = "text",
        ["Dialects:fixed:photo"] = "packets",
        ["Dialects:lab:encryption"] = "off",
        ["Dialects:lab:setTime"] = "SetTime",
    });

    public virtual async Task DisposeAsync() => await Node.DisposeAsync();
}

/// <summary>Its tests run one after another.</summary>
[CollectionDefinition(NodeFixture.Collection)]
public sealed class NodeTests : ICollectionFixture<NodeFixture>;
