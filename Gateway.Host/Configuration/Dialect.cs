using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;

namespace Gateway.Host.Configuration;

/// <summary>A named set of options for terminals that differ (decisions.md, "Dialect"). <c>standard</c> exists always.</summary>
/// <param name="Cipher">D6: cipher mode, IV, padding, text form over HTTPS, or none.</param>
/// <param name="TimeZone">D10: zone of the terminal's clock.</param>
/// <param name="SetTimeCommand">D12: text of <c>cmd</c> in a clock correction; null = never correct.</param>
internal sealed record Dialect(string Name, CipherOptions Cipher, TimeZoneInfo TimeZone, string? SetTimeCommand)
{
    public const string Standard = "standard";

    /// <summary>D13: how a heartbeat leads to a command frame.</summary>
    public FollowUp FollowUp { get; init; } = FollowUp.Announce;

    /// <summary>D14: a result brings the next command frame at once, without waiting for a heartbeat.</summary>
    public bool Drain { get; init; } = true;

    /// <summary>D17: what becomes of a photo that does not fit into its packet. Over HTTPS every photo fits; only <see cref="PhotoDelivery.None"/> counts there.</summary>
    public PhotoDelivery Photo { get; init; } = PhotoDelivery.Packets;

    /// <summary>D9: <c>count</c> of a person push.</summary>
    public PushCount PushCount { get; init; } = PushCount.Text;

    /// <summary>D23: what one feedback settles.</summary>
    public FeedbackMode Feedback { get; init; } = FeedbackMode.Batch;

    /// <summary>D23: feedback types 0 and 1 are exchanged: 1 = the deletion succeeded.</summary>
    public bool FeedbackSwapped { get; init; }
}
