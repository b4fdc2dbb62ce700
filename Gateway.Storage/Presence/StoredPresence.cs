using Gateway.Actors.Nodes;
using Gateway.Actors.Presence;
using Gateway.Actors.Sessions;
using Gateway.Storage.Sql;
using LinqToDB.Mapping;

namespace Gateway.Storage.Presence;

/// <summary>A row of <c>presence</c>. Times are Unix milliseconds, UTC.</summary>
[Table("presence")]
internal sealed class StoredPresence
{
    [Column("sn"), PrimaryKey, NotNull]
    public string Sn { get; set; } = "";

    [Column("online")]
    public bool Online { get; set; }

    [Column("last_seen")]
    public long LastSeen { get; set; }

    [Column("transport"), NotNull]
    public string Transport { get; set; } = "";

    [Column("remote"), NotNull]
    public string Remote { get; set; } = "";

    [Column("node"), NotNull]
    public string Node { get; set; } = "";

    [Column("since")]
    public long Since { get; set; }

    [Column("device_state")]
    public int? DeviceState { get; set; }

    [Column("clock_skew_seconds")]
    public int? ClockSkewSeconds { get; set; }

    [Column("offline_reason")]
    public string? OfflineReason { get; set; }

    /// <summary>Null: nothing is known of its clock.</summary>
    [Column("clock_habit")]
    public ClockHabit? ClockHabit { get; set; }

    /// <summary>How often it came or went: the number of its last entry in <c>connections</c>.</summary>
    [Column("changes")]
    public long Changes { get; set; }

    /// <summary>When it came, or was last seen before it went.</summary>
    public DateTimeOffset ChangedAt => DateTimeOffset.FromUnixTimeMilliseconds(Online ? Since : LastSeen);

    public static StoredPresence Of(PresenceUpdate update) => new()
    {
        Sn = update.Sn,
        Online = update.Online,
        LastSeen = update.LastSeen.ToUnixTimeMilliseconds(),
        Transport = StoredText.Of(update.Transport),
        Remote = update.Remote,
        Node = NodeName.Of(update.Node),
        Since = update.Since.ToUnixTimeMilliseconds(),
        DeviceState = update.DeviceState,
        ClockSkewSeconds = update.ClockSkewSeconds,
        OfflineReason = Reason(update.OfflineReason),
        ClockHabit = update.Clock,
    };

    public PresenceUpdate ToUpdate() => new(
        Sn,
        Online,
        DateTimeOffset.FromUnixTimeMilliseconds(LastSeen),
        StoredText.ToTransport(Transport),
        Remote,
        NodeName.Of(Node),
        DateTimeOffset.FromUnixTimeMilliseconds(Since),
        (byte?)DeviceState,
        ClockSkewSeconds,
        Reason(OfflineReason))
    { Clock = ClockHabit };

    /// <summary>Rows and messages from before 1.0 have the names of the reasons.</summary>
    private static string? Reason(string? text) => text is null ? null : CloseReasonText.Normal(text);
}
