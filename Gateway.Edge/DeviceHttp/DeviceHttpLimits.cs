namespace Gateway.Edge.DeviceHttp;

/// <summary>Limits of the device listeners (§4, §6). The defaults hold in production; tests make them small.</summary>
internal sealed record DeviceHttpLimits
{
    /// <summary>Bytes of a request line: some clients put a whole upload into the query (field notes). 1 MiB; a longer line closes the connection.</summary>
    public const int RequestLineLengthMax = 1024 * 1024;

    /// <summary>Connections of the device listeners, open at once: <c>Gateway:DeviceHttp:MaxConnections</c>. More are closed unread.</summary>
    public int ConnectionsMax { get; init; } = 20_000;

    /// <summary>The same of one address: <c>Gateway:DeviceHttp:MaxConnectionsPerAddress</c>; 0 = no limit.</summary>
    public int ConnectionsPerAddressMax { get; init; } = 5000;

    /// <summary>
    /// Bytes that request lines longer than 4 KiB take in all, as they come and while they are answered: 128 MiB. One address has at most a quarter. What is beyond it is cut.
    /// </summary>
    public long LinesLengthMax { get; init; } = 128L * 1024 * 1024;

    /// <summary>Persons of one hand-out (D22).</summary>
    public const int HandOutPersonsMax = 20;

    /// <summary>Bytes of one hand-out, about (D22): 4 MiB.</summary>
    public const int HandOutBytesMax = 4 * 1024 * 1024;

    /// <summary>Bytes of a request's body: 16 MiB, for three photos. An upload of attendance is not held to it: it is read in parts.</summary>
    public int BodyLengthMax { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// Bytes of one upload of attendance: 1 GiB, some five million records, fifty times what the largest known terminal holds. One that is longer gets no answer, and what came
    /// before stays stored.
    /// </summary>
    public long UploadLengthMax { get; init; } = 1024L * 1024 * 1024;

    /// <summary>Characters of an upload from which on its parts are read in turn with those of other long ones: 256 KiB, some 1 600 records.</summary>
    public long LongUploadLength { get; init; } = 256 * 1024;

    /// <summary>Long uploads that are read at the same time: as many as half of the cores, so that reading them never takes all.</summary>
    public int LongUploadsAtOnce { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>
    /// Bytes that the bodies of uploads and registrations have in memory at once, charged by what has come: 256 MiB, at least one body. One address has at most a quarter.
    /// What is beyond it waits.
    /// </summary>
    public long BodiesLengthMax { get; init; } = 256L * 1024 * 1024;

    /// <summary>The same of polls and feedback, in a room of their own: 32 MiB.</summary>
    public long PollBodiesLengthMax { get; init; } = 32L * 1024 * 1024;

    /// <summary>Bytes of the body of a poll or a feedback: 64 KiB.</summary>
    public int PollLengthMax { get; init; } = 64 * 1024;

    /// <summary>
    /// The slowest that a body or a request line may come: 16 KiB in each 30 s in which we wait for bytes, a twentieth of what a bad mobile line carries. A pause of 29 s
    /// is no fault.
    /// </summary>
    public int BodyPieceMin { get; init; } = 16 * 1024;

    /// <inheritdoc cref="BodyPieceMin"/>
    public TimeSpan BodyPieceWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a body may take in all: 2 minutes, for three photos over a bad line. An upload of attendance has no such end: what came is stored as it comes.</summary>
    public TimeSpan BodyTimeMax { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a terminal may take to read its answer: 2 minutes, as for a body. Then the connection is cut.</summary>
    public TimeSpan AnswerTimeMax { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Polls and feedbacks that are worked on at once: 256; as many uploads and registrations beside them. More wait. One address has at most half of each.</summary>
    public int RequestsMax { get; init; } = 256;

    /// <summary>How long a request waits for room: 15 s. Then it is refused, an upload without any answer (D27).</summary>
    public TimeSpan RoomWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the device's actor may take: 5 s. Then the terminal gets Result -1 and asks again at its next poll.</summary>
    public TimeSpan ActorWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a registration may take to become durable: 10 s, as an upload (D18).</summary>
    public TimeSpan DurableWithin { get; init; } = TimeSpan.FromSeconds(10);
}
