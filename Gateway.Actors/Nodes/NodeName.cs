using Akka.Actor;

namespace Gateway.Actors.Nodes;

/// <summary>A node as people, the feed and the API name it: <c>host:port</c>, as in <c>Gateway:Cluster:SeedNodes</c>.</summary>
public static class NodeName
{
    /// <summary>The name of the node at <paramref name="address"/>.</summary>
    public static string Of(Address address) => Of(address.ToString());

    /// <summary>The name in <c>akka.ssl.tcp://gateway@host:port</c>, which versions before 1.0 stored and sent; a name stays as it is.</summary>
    public static string Of(string text) => text[(text.IndexOf('@', StringComparison.Ordinal) + 1)..];
}
