using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Habits;
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
    /// Null (<c>auto</c>), here and below: as this terminal was found to read it.
    /// </summary>
    public bool? Announce { get; init; }

    /// <summary>D14: the next command frame follows a result at once, without waiting for a heartbeat.</summary>
    public bool? Drain { get; init; }

    /// <summary>D17: what becomes of a photo that does not fit into one packet.</summary>
    public PhotoDelivery? Photo { get; init; }

    /// <summary>D9: how <c>count</c> of a push is written.</summary>
    public PushCount? PushCount { get; init; }

    /// <summary>D30: the form of answers of §6; null: what the terminal is found to read.</summary>
    public AnswerForm? Answer { get; init; }

    /// <summary>
    /// D23, D31: <c>person</c>: each feedback settles the next person; <c>batch</c>: the first all of the last hand-out; <c>auto</c>: what the terminal is found to mean.
    /// </summary>
    public FeedbackRule Feedback { get; init; } = FeedbackRule.Auto;

    /// <summary>The settings say <see cref="Feedback"/>; false: it is what it is because nothing else was said.</summary>
    public bool FeedbackIsGiven { get; init; }

    /// <summary>D32: the firmware reports deletions with 1 = success and 0 = failure, or does not; null: its words say so.</summary>
    public bool? FeedbackSwapped { get; init; }

    /// <summary>D33: how what is handed out and never reported ends.</summary>
    public UnreportedRule Unreported { get; init; }

    /// <summary>D35: with which key uploads are read.</summary>
    public UploadKey UploadKey { get; init; }
}
