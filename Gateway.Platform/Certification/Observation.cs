using Gateway.Actors.Commands;
using Gateway.Actors.Trials;

namespace Gateway.Platform.Certification;

/// <summary>One thing that the gateway saw of the terminal, or of what became of the script's commands.</summary>
internal sealed record Observation(DateTimeOffset At, ObservationKind Kind)
{
    /// <summary>Number of the connection on its node; 0 over HTTP(S).</summary>
    public long Connection { get; init; }

    /// <summary>Command word of a frame.</summary>
    public byte Word { get; init; }

    public int Packet { get; init; }

    public int Packets { get; init; }

    /// <summary>Of a request the device state, of a reply the result or the follow-up command word.</summary>
    public int Status { get; init; }

    /// <summary>Masked JSON; undefined when there is none.</summary>
    public JsonElement Body { get; init; }

    /// <summary>Why there is no body.</summary>
    public string? Note { get; init; }

    /// <summary>Why the bytes are no frame.</summary>
    public string? Fault { get; init; }

    /// <summary>Last path segment of a request.</summary>
    public string? Route { get; init; }

    /// <summary><c>Result</c> of an answer; null: it was not answered.</summary>
    public int? Result { get; init; }

    /// <summary>The answer had nothing to do.</summary>
    public bool IsIdle { get; init; }

    /// <summary>Of an answer: how many it hands out.</summary>
    public int Persons { get; init; }

    /// <summary><c>type</c> of a FeedBack.</summary>
    public string? Feedback { get; init; }

    /// <summary>Its <c>msg</c>.</summary>
    public string? FeedbackText { get; init; }

    /// <summary>Of an outcome: which command.</summary>
    public string? Label { get; init; }

    public CommandState State { get; init; }

    /// <summary>Of an outcome: the terminal's code.</summary>
    public string? Code { get; init; }

    /// <summary>Of an order that was carried out.</summary>
    public TrialKind Order { get; init; }

    /// <summary>What a node saw, as an observation; null: it says nothing.</summary>
    public static Observation? Of(TrialSeen seen, DateTimeOffset now)
    {
        if (seen.Kind == TrialSeen.Used)
            return Enum.TryParse<TrialKind>(seen.Json, out var order) ? new Observation(now, ObservationKind.Used) { Order = order } : null;

        var json = JsonElement.Parse(seen.Json);
        var at = json.GetProperty("at").GetDateTimeOffset();
        if (seen.Kind == TrialSeen.Closed)
            return new Observation(at, ObservationKind.Closed) { Connection = json.GetProperty("connection").GetInt64(), Note = Text(json, "reason") };

        var isIn = Text(json, "direction") == "in";
        var body = json.TryGetProperty("body", out var plain) ? plain : default;
        if (seen.Kind == TrialSeen.Request)
        {
            return new Observation(at, isIn ? ObservationKind.Asked : ObservationKind.Answered)
            {
                Route = Text(json, "route"),
                Body = body,
                Note = Text(json, "body_note"),
                Feedback = Text(json, "feedback"),
                FeedbackText = Text(json, "feedback_text"),
                Result = !isIn && json.GetProperty("answered").GetBoolean() ? json.GetProperty("result").GetInt32() : null,
                IsIdle = !isIn && json.GetProperty("idle").GetBoolean(),
                Persons = isIn ? 0 : NumberIn(Text(json, "message")),
            };
        }

        return new Observation(at, isIn ? ObservationKind.In : ObservationKind.Out)
        {
            Connection = json.GetProperty("connection").GetInt64(),
            Word = Convert.ToByte(Text(json, "command_word")![2..], 16),
            Packet = json.GetProperty("packet").GetInt32(),
            Packets = json.GetProperty("packets").GetInt32(),
            Status = json.GetProperty("status").GetInt32(),
            Fault = Text(json, "fault"),
            Note = Text(json, "body_note"),
            Body = body,
        };
    }

    /// <summary>A field of the body as text; null: it has none.</summary>
    public string? Field(string name) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
            : null;

    /// <summary>The first number in our own <c>Msg</c>.</summary>
    private static int NumberIn(string? message) =>
        int.TryParse(string.Concat((message ?? "").SkipWhile(static c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)), CultureInfo.InvariantCulture, out var number)
            ? number : 0;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
