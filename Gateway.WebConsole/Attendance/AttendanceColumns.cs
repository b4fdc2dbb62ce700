using Gateway.WebConsole.Lists;

namespace Gateway.WebConsole.Attendance;

/// <summary>Columns of the records.</summary>
internal static class AttendanceColumns
{
    public const string Time = "time";
    public const string Name = "name";
    public const string UserId = "user_id";
    public const string Gate = "gate";
    public const string Sn = "sn";
    public const string SiteName = "site_name";
    public const string Site = "site";
    public const string Clock = "clock";
    public const string ReceivedAt = "received_at";
    public const string Transport = "transport";

    public static readonly IReadOnlyList<ListColumn> All =
    [
        new(Time, "Recognised", "识别时间"),
        new(Name, "Name", "姓名"),
        new(UserId, "Person (user_id)", "人员编号"),
        new(Gate, "Gate", "闸机"),
        new(Sn, "SN", "序列号"),
        new(SiteName, "Site", "工地"),
        new(Site, "Site code", "工地编号", Shown: false),
        new(Clock, "Clock", "时钟"),
        new(ReceivedAt, "Received", "接收时间", Shown: false),
        new(Transport, "Way", "通道", Shown: false),
    ];
}
