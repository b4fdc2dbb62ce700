namespace Gateway.Edge.Traffic;

/// <summary>What is seen of a frame, or of one half of a request over HTTP(S), beside its body.</summary>
/// <param name="Connection">Number of the connection on its node.</param>
/// <param name="Status">Of a request the device state, of a reply the result or the follow-up command word.</param>
/// <param name="BodyLength">Bytes, as they came or went.</param>
/// <param name="Fault">Why the bytes are no frame; null: they are one.</param>
/// <param name="Note">Why the body is not shown (<see cref="TrafficNote"/>); null: it is.</param>
internal readonly record struct ObservedFrame(
    DateTimeOffset At, long Connection, string Remote, bool IsInbound, byte Command, ushort Packet, ushort Packets, byte Status, int BodyLength, string? Fault, string? Note)
{
    /// <summary>The request was one of HTTP(S), and this its last path segment; null: it was a frame.</summary>
    public string? Route { get; init; }

    /// <summary>Of an answer over HTTP(S): <c>Result</c> or <c>errcode</c>.</summary>
    public int Result { get; init; }

    /// <summary>Of an answer over HTTP(S): <c>Msg</c> or <c>errmsg</c>.</summary>
    public string? Message { get; init; }

    /// <summary>
    /// Whether another frame of this terminal says the same, its body apart. Two that nobody could read are alike on whatever connection: a terminal with a wrong key opens one
    /// after another.
    /// </summary>
    public bool IsLike(in ObservedFrame other) => (Connection == other.Connection || Note is not null) && SaysAsMuchAs(other);

    /// <summary>The same, whatever the connection.</summary>
    public bool SaysAsMuchAs(in ObservedFrame other) =>
        (IsInbound, Command, Packet, Packets, Status, Fault, Note) == (other.IsInbound, other.Command, other.Packet, other.Packets, other.Status, other.Fault, other.Note)
        && (Route, Result, Message) == (other.Route, other.Result, other.Message);
}
