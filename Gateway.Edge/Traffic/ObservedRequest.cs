namespace Gateway.Edge.Traffic;

/// <summary>A request over HTTP(S) of a known terminal, and what it is answered.</summary>
/// <param name="Route">Last path segment.</param>
/// <param name="IsIdle">It asked for commands and there were none.</param>
/// <param name="Plain">Its content in clear; empty when it has none.</param>
/// <param name="Note">Why the content is not shown (<see cref="TrafficNote"/>); null: it is.</param>
/// <param name="Result"><c>Result</c> or <c>errcode</c> of the answer; null: there was no answer.</param>
/// <param name="Message"><c>Msg</c> or <c>errmsg</c> of the answer.</param>
internal sealed record ObservedRequest(
    string Sn, DateTimeOffset At, string Remote, string Route, bool IsIdle, ReadOnlyMemory<byte> Plain, string? Note, int? Result, string Message)
{
    /// <summary>Characters of encrypted content (hexadecimal); what is longer would not be kept.</summary>
    public const int ContentLengthMax = 2 * TrafficJson.LengthMax;
}
