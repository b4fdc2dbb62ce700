using Gateway.WebConsole.Lists;

namespace Gateway.WebConsole.Commands;

/// <summary>Columns of the list of commands.</summary>
internal static class CommandColumns
{
    public const string Time = "time";
    public const string Type = "type";
    public const string State = "state";
    public const string Result = "result";
    public const string Gate = "gate";
    public const string Sn = "sn";
    public const string Name = "name";
    public const string UserId = "user_id";
    public const string Attempts = "attempts";
    public const string SentAt = "sent_at";
    public const string EndedAt = "ended_at";
    public const string Batch = "batch";
    public const string Id = "id";

    public static readonly IReadOnlyList<ListColumn> All =
    [
        new(Time, "Accepted", "创建时间"),
        new(Type, "Command", "命令"),
        new(State, "State", "状态"),
        new(Result, "Result", "结果"),
        new(Gate, "Gate", "闸机"),
        new(Sn, "SN", "序列号"),
        new(Name, "Name", "姓名"),
        new(UserId, "Person (user_id)", "人员编号"),
        new(Attempts, "Sent", "下发次数", Shown: false),
        new(SentAt, "Last sent", "最近下发", Shown: false),
        new(EndedAt, "Ended", "结束时间", Shown: false),
        new(Batch, "Batch", "批次", Shown: false),
        new(Id, "Id", "命令编号", Shown: false),
    ];
}
