using Gateway.Storage.Rosters;

namespace Gateway.Platform.Rosters;

/// <summary>Limits of lists of persons. What is held of one in memory is a line, <see cref="ChunkBytes"/> of photos and some hundred bytes for each of its persons.</summary>
internal sealed record RosterLimits
{
    /// <summary>Bytes of a list: 2 GiB, 20 000 persons (<see cref="RosterStore.PersonsMax"/>) with photos of 75 kB in Base64.</summary>
    public const long LengthMax = 2L * 1024 * 1024 * 1024;

    /// <summary>Bytes of a line: 4 MiB, room for one photo of 2 MiB in percent-encoded Base64.</summary>
    public const int LineLengthMax = 4 * 1024 * 1024;

    /// <summary>How long a list may take: 20 minutes, less than a stored person is kept whom nothing names yet.</summary>
    public static readonly TimeSpan TimeMax = TimeSpan.FromMinutes(20);

    /// <summary>Most rejected lines that are listed.</summary>
    public const int RejectedMax = 10_000;

    /// <summary>Persons whose content is stored in one transaction: 64.</summary>
    public const int ChunkPersons = 64;

    /// <summary>Bytes of photos after which no more is waited for: 4 MiB.</summary>
    public const long ChunkBytes = 4 * 1024 * 1024;

    /// <summary>Rows that are written in one transaction: 500.</summary>
    public const int ChunkRows = 500;

    /// <summary>Lists that are read at the same time on one node: 4, of one key 2. One more is answered 503.</summary>
    public int AtOnce { get; init; } = 4;
}
