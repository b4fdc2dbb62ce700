namespace Gateway.Edge.DeviceHttp;

/// <summary>Limits of the device listeners (§4, §6). The defaults hold in production; tests make them small.</summary>
internal sealed record DeviceHttpLimits
{
    /// <summary>Bytes of a request line: some clients put a whole upload into the query (field notes). 1 MiB; a longer line closes the connection.</summary>
    public const int RequestLineLengthMax = 1024 * 1024;

    /// <summary>Persons of one hand-out (D22).</summary>
    public const int HandOutPersonsMax = 20;

    /// <summary>Bytes of one hand-out, about (D22): 4 MiB.</summary>
    public const int HandOutBytesMax = 4 * 1024 * 1024;

    /// <summary>Bytes of a request's body: 16 MiB.</summary>
    public int BodyLengthMax { get; init; } = 16 * 1024 * 1024;

    /// <summary>Bytes of all bodies that are held at once: 256 MiB, at least <see cref="BodyLengthMax"/>. Requests beyond it wait.</summary>
    public long BodiesLengthMax { get; init; } = 256L * 1024 * 1024;

    /// <summary>How long a body may take from its first byte to its last: 2 minutes, for three photos over a bad line.</summary>
    public TimeSpan BodyTimeMax { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a terminal may take to read its answer: 2 minutes, as for a body. Then the connection is cut.</summary>
    public TimeSpan AnswerTimeMax { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Requests that are worked on at once, their bodies read: 256. More wait.</summary>
    public int RequestsMax { get; init; } = 256;

    /// <summary>How long a request waits for room: 15 s. Then it is refused, an upload without any answer (D27).</summary>
    public TimeSpan RoomWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the device's actor may take: 5 s. Then the terminal gets Result -1 and asks again at its next poll.</summary>
    public TimeSpan ActorWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a registration may take to become durable: 10 s, as an upload (D18).</summary>
    public TimeSpan DurableWithin { get; init; } = TimeSpan.FromSeconds(10);
}
