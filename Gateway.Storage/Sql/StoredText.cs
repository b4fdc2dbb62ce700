using Gateway.Actors.Devices;
using Gateway.Actors.Feed;
using Gateway.Actors.Sessions;

namespace Gateway.Storage.Sql;

/// <summary>The short texts that stand for enumerations in tables and in the feed. Frozen: they are in every database.</summary>
internal static class StoredText
{
    public static string Of(Transport value) => value switch
    {
        Transport.Socket => "socket",
        Transport.Http => "http",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    public static string Of(DeviceKind value) => value switch
    {
        DeviceKind.Attendance => "attendance",
        DeviceKind.Enrolment => "enrolment",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary>Null: both.</summary>
    public static string? Of(DeviceTransports value) => value switch
    {
        DeviceTransports.Both => null,
        DeviceTransports.Socket => "socket",
        DeviceTransports.Https => "https",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    public static string Of(FeedKind value) => value switch
    {
        FeedKind.Attendance => "attendance",
        FeedKind.Registration => "registration",
        FeedKind.Command => "command",
        FeedKind.Device => "device",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    public static Transport ToTransport(string text) => text switch
    {
        "socket" => Transport.Socket,
        "http" => Transport.Http,
        _ => throw Unknown("transport"),
    };

    public static DeviceKind ToDeviceKind(string text) => text switch
    {
        "attendance" => DeviceKind.Attendance,
        "enrolment" => DeviceKind.Enrolment,
        _ => throw Unknown("device kind"),
    };

    public static DeviceTransports ToDeviceTransports(string? text) => text switch
    {
        null => DeviceTransports.Both,
        "socket" => DeviceTransports.Socket,
        "https" => DeviceTransports.Https,
        _ => throw Unknown("transport of devices"),
    };

    public static FeedKind ToFeedKind(string text) => text switch
    {
        "attendance" => FeedKind.Attendance,
        "registration" => FeedKind.Registration,
        "command" => FeedKind.Command,
        "device" => FeedKind.Device,
        _ => throw Unknown("feed kind"),
    };

    public static InvalidDataException Unknown(string what) => new($"The database holds a {what} that this program does not know.");
}
