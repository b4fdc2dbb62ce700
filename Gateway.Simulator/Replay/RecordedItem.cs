using System.Text.Json.Nodes;

namespace Gateway.Simulator.Replay;

/// <summary>An item of a recording that the gateway made (<c>GET /api/v1/devices/{sn}/frames</c>).</summary>
/// <param name="Connection">What tells the connections of the recording apart.</param>
/// <param name="IsInbound">From the terminal to the gateway.</param>
/// <param name="Times">For how many frames it stands; only the first is described.</param>
/// <param name="HasGapBefore">Frames are missing between the item before and this one.</param>
/// <param name="Body">Masked; null when the recording does not have it.</param>
/// <param name="Note">Why it does not; null when it does.</param>
/// <param name="Fault">Why its bytes were no frame; null when they were one.</param>
internal sealed record RecordedItem(
    long Number,
    string Sn,
    DateTimeOffset At,
    long Times,
    string Connection,
    bool IsInbound,
    byte Command,
    ushort Packet,
    ushort Packets,
    byte Status,
    int BodyLength,
    bool HasGapBefore,
    JsonNode? Body,
    string? Note,
    string? Fault);
