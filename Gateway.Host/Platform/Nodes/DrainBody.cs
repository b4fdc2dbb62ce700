using System.ComponentModel;

namespace Gateway.Platform.Nodes;

/// <summary>A drain that has begun.</summary>
internal sealed record DrainBody(
    [property: Description("The node that leaves.")] string Node,
    [property: Description("Connections of its device socket that were open.")] int Connections);
