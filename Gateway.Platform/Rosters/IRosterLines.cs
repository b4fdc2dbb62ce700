using Gateway.Platform.Problems;

namespace Gateway.Platform.Rosters;

/// <summary>Reads persons out of the lines of a list, in one of its formats.</summary>
internal interface IRosterLines
{
    /// <summary>The first line that is not empty is a header.</summary>
    bool HasHeader { get; }

    /// <summary>Takes the header; what is wrong with it goes to <paramref name="errors"/>, and then nothing can be read.</summary>
    void ReadHeader(ReadOnlySpan<byte> line, FieldErrors errors);

    /// <summary>The person of one line; null, and why, when it cannot be read.</summary>
    RosterLineRequest? Read(ReadOnlySpan<byte> line, FieldErrors errors);

    /// <summary>Whom a line names that <see cref="Read"/> could not read; null: that cannot be told.</summary>
    string? UserIdOf(ReadOnlySpan<byte> line);
}
