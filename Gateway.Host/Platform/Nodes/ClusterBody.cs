using System.ComponentModel;

namespace Gateway.Platform.Nodes;

/// <summary>The cluster.</summary>
internal sealed record ClusterBody(
    [property: Description("The node that answers.")] string Node,
    [property: Description("The member that leads, as the node that answers sees it.")] string? Leader,
    [property: Description("Every member that the node that answers knows.")] IReadOnlyList<NodeBody> Nodes,
    [property: Description("The feed; null when the database does not answer.")] FeedBody? Feed);
