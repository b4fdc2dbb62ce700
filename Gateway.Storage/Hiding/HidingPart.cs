namespace Gateway.Storage.Hiding;

/// <summary>Where rows of earlier versions are. The names are frozen: they are in every database.</summary>
internal static class HidingPart
{
    public const string Attendance = "attendance";
    public const string Commands = "commands";
    public const string Journal = "journal";
    public const string Snapshots = "snapshot";
    public const string Feed = "feed";

    /// <summary>The highest id of the outbox when the columns were made.</summary>
    public const string Outbox = "outbox";

    public static readonly string[] All = [Attendance, Commands, Journal, Snapshots, Feed];
}
