using System.Text.Json.Serialization;

namespace Gateway.Simulator.Reports;

/// <summary>What a run did, at its end.</summary>
internal sealed record RunReport
{
    public required int Terminals { get; init; }

    /// <summary>HTTPS terminals, beside those.</summary>
    public int HttpTerminals { get; init; }

    /// <summary>From the first connection to the last answer that was waited for, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Most connections that were open at once.</summary>
    public required long ConnectedMax { get; init; }

    public required long Connects { get; init; }

    public required long ConnectFailures { get; init; }

    public required long Reconnects { get; init; }

    /// <summary>Connections that ended with a reset instead of a FIN.</summary>
    public required long Resets { get; init; }

    public required LatencySummary Heartbeat { get; init; }

    public required LatencySummary Upload { get; init; }

    /// <summary>GetAddPerson and GetDelPerson of HTTPS terminals.</summary>
    public required LatencySummary Poll { get; init; }

    /// <summary>All latencies of those requests, encoded (<see cref="EncodedHistogram"/>), to be merged with other reports.</summary>
    public string HeartbeatHistogram { get; init; } = "";

    public string UploadHistogram { get; init; } = "";

    public string PollHistogram { get; init; } = "";

    /// <summary>Second by second, oldest first.</summary>
    public IReadOnlyList<TimelinePoint> Timeline { get; init; } = [];

    /// <summary>The reconnect storm; null when none was asked for.</summary>
    public StormReport? Storm { get; init; }

    public required long RecordsAcknowledged { get; init; }

    /// <summary>Records still waiting for their answer when the run ended.</summary>
    public required long RecordsUnacknowledged { get; init; }

    /// <summary>Records sent again because an answer was lost or refused.</summary>
    public required long RecordsRepeated { get; init; }

    /// <summary>Records never made because a terminal's backlog was full.</summary>
    public required long RecordsHeldBack { get; init; }

    /// <summary>Requests whose connection ended before the answer.</summary>
    public required long AnswersLost { get; init; }

    /// <summary>Requests not answered in time on an open connection.</summary>
    public required long Timeouts { get; init; }

    public required long PersonsPushed { get; init; }

    /// <summary>Persons in pushes that the terminals refused, as they were told to.</summary>
    public required long PersonsRefused { get; init; }

    public required long PersonsDeleted { get; init; }

    public required long ClocksSet { get; init; }

    public required long Wrong { get; init; }

    /// <summary>The first wrong answers, oldest first.</summary>
    public required IReadOnlyList<WrongAnswer> WrongAnswers { get; init; }

    /// <summary>Why the run failed; null when it did not.</summary>
    public string? Failure => Wrong > 0
        ? "wrong answers"
        : Heartbeat.Count + Upload.Count + Poll.Count == 0 ? "nothing was served" : null;
}

/// <summary>What happened within about one second of a run.</summary>
/// <param name="UnixSeconds">Its end.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="Connected">Connections that were open at its end.</param>
/// <param name="Heartbeat">Encoded latencies of the heartbeats answered in it (<see cref="EncodedHistogram"/>).</param>
/// <param name="Upload">Those of the uploads.</param>
internal sealed record TimelinePoint(double UnixSeconds, double Seconds, long Connected, string Heartbeat, string Upload);

/// <summary>How a reconnect storm went: every terminal hung up at one instant and came back at once.</summary>
/// <param name="Terminals">How many were connected when it began.</param>
/// <param name="Served">How many of them have had a right answer on a new connection since.</param>
/// <param name="SecondsToLast">From the beginning to the last of those first answers.</param>
internal sealed record StormReport(long Terminals, long Served, double SecondsToLast);

/// <summary>The report as a file: snake_case, latencies in milliseconds.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(RunReport))]
internal sealed partial class RunReportJson : JsonSerializerContext;
