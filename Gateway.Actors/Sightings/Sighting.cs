namespace Gateway.Actors.Sightings;

/// <summary>One kind of thing seen of one SN on this node, counted.</summary>
/// <param name="Sn">As the frame claims it: only a session proves it.</param>
/// <param name="Remote">Address and port it came from last.</param>
/// <param name="Detail">Of the last one; never content.</param>
public sealed record Sighting(string Sn, SightingKind Kind, DateTimeOffset First, DateTimeOffset Last, long Count, string Remote, string Detail)
{
    /// <summary>What was seen longer ago says nothing about now.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromMinutes(15);

    /// <summary>Connections that ended, from which on a terminal flaps.</summary>
    private const int EndsOfFlapping = 5;

    /// <summary>A flapping terminal's connections end at least this often, on average.</summary>
    private static readonly TimeSpan FlappingEvery = TimeSpan.FromMinutes(3);

    /// <summary>Whether ended connections are so many, and so close, that the terminal flaps.</summary>
    public bool IsFlapping(DateTimeOffset now) => Count >= EndsOfFlapping && now - Last < Recent && (Last - First) / (Count - 1) <= FlappingEvery;
}
