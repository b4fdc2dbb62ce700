using System.ComponentModel;

namespace Gateway.Platform.Nodes;

/// <summary>One member of the cluster.</summary>
public sealed record NodeResponse(
    [property: Description("Its address between nodes.")] string Node,
    [property: Description("joining, weaklyup, up, leaving, exiting, down.")] string Status,
    [property: Description("False: a member cannot reach it.")] bool Reachable,
    [property: Description("Whether it answered; the fields below are null or empty when it did not.")] bool Answers,
    [property: Description("Its roles.")] IReadOnlyList<string> Roles,
    [property: Description("Version of its program.")] string Version,
    [property: Description("It takes no connections any more and is about to leave.")] bool? Draining,
    [property: Description("Open connections of its device socket.")] int? Connections,
    [property: Description("Shards that it holds.")] int? Shards,
    [property: Description("DeviceActors in them.")] int? DeviceActors,
    [property: Description("What runs once in the cluster, and runs here.")] IReadOnlyList<string> Singletons);

/// <summary>The cluster.</summary>
internal sealed record ClusterResponse(
    [property: Description("The node that answers.")] string Node,
    [property: Description("The member that leads, as the node that answers sees it.")] string? Leader,
    [property: Description("Every member that the node that answers knows.")] IReadOnlyList<NodeResponse> Nodes,
    [property: Description("The feed; null when the database does not answer.")] FeedResponse? Feed);

/// <summary>How far the feed is.</summary>
internal sealed record FeedResponse(
    [property: Description("The last number given.")] long LastSeq,
    [property: Description("Items that are not numbered yet, at most 100 000 are counted.")] long Waiting,
    [property: Description("Age of the oldest of them, seconds.")] double LagSeconds,
    [property: Description("The current generation.")] string Generation,
    [property: Description("A fail-over may lose what was acknowledged: there are several hosts, and PostgreSQL waits for no synchronous standby.")] bool MayLose);

/// <summary>A drain that has begun.</summary>
internal sealed record DrainResponse(
    [property: Description("The node that leaves.")] string Node,
    [property: Description("Connections of its device socket that were open.")] int Connections);
