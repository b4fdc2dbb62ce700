using System.ComponentModel;

namespace Gateway.Platform.Nodes;

/// <summary>One member of the cluster.</summary>
public sealed record NodeBody(
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
