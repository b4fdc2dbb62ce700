using Gateway.Simulator.Ledgers;

namespace Gateway.Simulator.Firmwares;

/// <summary>One thing that a terminal truly did, whatever it said of it: what outcomes are checked against.</summary>
/// <param name="At">When, by the true clock.</param>
/// <param name="UserId">Whose; empty where nobody is concerned.</param>
/// <param name="Detail">More, for people; no personal data.</param>
internal readonly record struct Truth(DateTimeOffset At, string Sn, Deed Deed, string UserId, string Detail)
{
    /// <summary>Appends it as a line of JSON.</summary>
    public void AppendTo(JsonLineFile file) => file.Append(this, static (json, truth) =>
    {
        json.WriteString("at", truth.At);
        json.WriteString("sn", truth.Sn);
        json.WriteString("did", JsonNamingPolicy.SnakeCaseLower.ConvertName(truth.Deed.ToString()));
        if (truth.UserId.Length > 0) json.WriteString("user_id", truth.UserId);
        if (truth.Detail.Length > 0) json.WriteString("detail", truth.Detail);
    });

    /// <summary>The same for people.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{At:HH:mm:ss.fff} {Sn} {JsonNamingPolicy.SnakeCaseLower.ConvertName(Deed.ToString())} {UserId} {Detail}").TrimEnd();
}

/// <summary>What a terminal can do.</summary>
internal enum Deed
{
    /// <summary>It has a connection.</summary>
    Connected,

    /// <summary>The connection ended, or could not be made.</summary>
    Disconnected,

    /// <summary>It was refused, and does not come back or stays away.</summary>
    StayedAway,

    /// <summary>The clock was set.</summary>
    ClockSet,

    /// <summary>The person is there now.</summary>
    PersonKept,

    /// <summary>The person was refused: he is there in no new version.</summary>
    PersonRefused,

    /// <summary>The person was there and is not any more.</summary>
    PersonDeleted,

    /// <summary>The person to be deleted was not there.</summary>
    PersonUnknown,

    /// <summary>What came could not be read, or was passed over.</summary>
    PassedOver,

    /// <summary>A result or a feedback went out.</summary>
    Reported,

    /// <summary>A result or a feedback was to go out, and did not.</summary>
    NotReported,

    /// <summary>A recognition is kept.</summary>
    RecordKept,

    /// <summary>A record went out.</summary>
    RecordSent,

    /// <summary>A record is forgotten; the detail says after what.</summary>
    RecordForgotten,

    /// <summary>A worker's registration was answered 0.</summary>
    Registered,

    /// <summary>A registration was not.</summary>
    NotRegistered,

    /// <summary>It broke down and starts again.</summary>
    Crashed,

    /// <summary>It was reset to how it left the factory: nobody and nothing is on it.</summary>
    WasReset
}
