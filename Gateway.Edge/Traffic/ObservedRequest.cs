namespace Gateway.Edge.Traffic;

/// <summary>A request over HTTP(S) of a known terminal, and what it is answered.</summary>
/// <param name="Route">Last path segment.</param>
/// <param name="IsIdle">It asked for commands and there were none.</param>
/// <param name="Plain">Its content in clear; empty when it has none.</param>
/// <param name="Note">Why the content is not shown (<see cref="TrafficNote"/>); null: it is.</param>
/// <param name="Result"><c>Result</c> or <c>errcode</c> of the answer; null: there was no answer.</param>
/// <param name="Message"><c>Msg</c> of the answer and what more there is to say, or its <c>errmsg</c>.</param>
internal sealed record ObservedRequest(
    string Sn, DateTimeOffset At, string Remote, string Route, bool IsIdle, ReadOnlyMemory<byte> Plain, string? Note, int? Result, string Message)
{
    /// <summary>Characters of encrypted content (hexadecimal); what is longer would not be kept.</summary>
    public const int ContentLengthMax = 2 * TrafficJson.LengthMax;

    /// <summary>Stands for the result of an answer that was not given.</summary>
    private const int NoAnswer = -1;

    /// <summary><c>type</c> of a FeedBack, for certifications.</summary>
    public string? Feedback { get; init; }

    /// <summary>The beginning of its <c>msg</c>.</summary>
    public string? FeedbackText { get; init; }

    /// <summary>Its first half.</summary>
    /// <param name="name">Under which it is shown.</param>
    public ObservedFrame Asked(string name) => new(At, 0, Remote, true, 0, 0, 0, 0, 0, null, Note) { Route = name };

    /// <summary>The other. Lists of persons are not shown, their number is in the message.</summary>
    /// <inheritdoc cref="Asked"/>
    public ObservedFrame Answered(string name, DateTimeOffset at) =>
        Asked(name) with { At = at, IsInbound = false, Note = Result is null ? "no answer" : null, Result = Result ?? NoAnswer, Message = Message };
}
