using static Gateway.Actors.Nodes.NodeMessages;

namespace Gateway.Host.Membership;

/// <summary>Whether a node belongs to the cluster that it wants to join.</summary>
internal static class ClusterMatch
{
    /// <summary>Version of what nodes say to each other: counts up when an older node could not read it.</summary>
    public const int WireVersion = 3;

    /// <summary>Version of what stands in the journal, likewise.</summary>
    public const int JournalVersion = 3;

    /// <summary>Null when they belong together; else one line for people that says why not.</summary>
    /// <param name="own">Of the node that wants to join.</param>
    /// <param name="other">Of the one that it asked.</param>
    /// <param name="node">Address of that one.</param>
    public static string? Refusal(ClusterIdentity own, ClusterIdentity other, string node)
    {
        string? Differs<T>(string setting, string what, T here, T there)
            where T : IEquatable<T> => here.Equals(there) ? null : $"{setting}: {what} is \"{here}\", that of the cluster at {node} is \"{there}\"; the node does not join";
        return Differs("Gateway:Cluster:Name", "the cluster's name", own.Name, other.Name)
            ?? Differs("Gateway:Storage:ConnectionString", "the data store", own.Store, other.Store)
            ?? Differs("Gateway:Cluster:SeedNodes", "the version of the wire format", own.WireVersion, other.WireVersion)
            ?? Differs("Gateway:Cluster:SeedNodes", "the version of the journal format", own.JournalVersion, other.JournalVersion);
    }
}
