using Gateway.Actors.Commands;
using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;

namespace Gateway.Edge.Dialects;

/// <summary>A named set of options for terminals that differ (docs/spec/decisions.md, "Dialect"). <c>standard</c> exists always.</summary>
/// <param name="Cipher">D6: cipher mode, IV, padding, text form over HTTPS, or none.</param>
/// <param name="TimeZone">D10: zone of the terminal's clock.</param>
/// <param name="SetTimeCommand">D12: text of <c>cmd</c> in a clock correction; null = never correct.</param>
internal sealed record Dialect(string Name, CipherOptions Cipher, TimeZoneInfo TimeZone, string? SetTimeCommand)
{
    public const string Standard = "standard";

    /// <summary>
    /// D13: true (<c>announce</c>): the heartbeat's answer names the command word and the command frame follows; false (<c>direct</c>): the command frame is the answer.
    /// </summary>
    public bool Announce { get; init; } = true;

    /// <summary>D14: the next command frame follows a result at once, without waiting for a heartbeat.</summary>
    public bool Drain { get; init; } = true;

    /// <summary>D17: what becomes of a photo that does not fit into one packet.</summary>
    public PhotoDelivery Photo { get; init; } = PhotoDelivery.Packets;

    /// <summary>D9: how <c>count</c> of a push is written.</summary>
    public PushCount PushCount { get; init; } = PushCount.Text;

    /// <summary>D23: <c>person</c>: each feedback settles the next person; <c>batch</c>: the first all of the last hand-out.</summary>
    public FeedbackRule Feedback { get; init; } = FeedbackRule.Batch;

    /// <summary>D23: the firmware reports deletions with 1 = success and 0 = failure.</summary>
    public bool FeedbackSwapped { get; init; }
}
