using Gateway.WebConsole.Lists;

namespace Gateway.WebConsole.Devices;

/// <summary>Columns of the list of terminals.</summary>
internal static class DeviceColumns
{
    public static readonly IReadOnlyList<ListColumn> All =
    [
        new("sn", "SN", "序列号"),
        new("name", "Name", "名称"),
        new("site", "Site", "工地"),
        new("kind", "Kind", "类型", Shown: false),
        new("status", "Status", "状态"),
        new("last_seen", "Last seen", "最近通信"),
        new("why", "Why offline", "离线原因"),
        new("clock", "Clock, s", "时钟偏差（秒）", Shown: false),
        new("model", "Model", "型号", Shown: false),
        new("tags", "Tags", "标签"),
        new("created_at", "Added", "录入时间", Shown: false),
    ];
}
