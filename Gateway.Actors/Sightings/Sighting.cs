namespace Gateway.Actors.Sightings;

/// <summary>One kind of thing seen of one SN on this node, counted.</summary>
/// <param name="Sn">As the frame claims it: only a session proves it.</param>
/// <param name="Remote">Address and port it came from last.</param>
/// <param name="Detail">Of the last one; never content.</param>
public sealed record Sighting(string Sn, SightingKind Kind, DateTimeOffset First, DateTimeOffset Last, long Count, string Remote, string Detail);
