using Gateway.Actors.Commands;
using Gateway.Actors.Jobs;
using Gateway.Platform.Problems;
using Gateway.Storage.Jobs;
using Gateway.WebConsole.Parts;
using Gateway.WebConsole.Text;

namespace Gateway.WebConsole.Jobs;

/// <summary>Jobs in words.</summary>
internal static class JobWords
{
    /// <summary>What it does, to whom.</summary>
    /// <param name="userId">As the reader may see it; null: it is about nobody.</param>
    public static string Title(this ConsoleText text, Job job, string? userId) => $"{text.CommandType(CommandText.Of(job.Order.Type))} {userId}".TrimEnd();

    public static string JobStateName(this ConsoleText text, JobState state) => state switch
    {
        JobState.Scheduled => text.T("scheduled", "等待开始"),
        JobState.Canary => text.T("canary", "先导中"),
        JobState.Running => text.T("running", "进行中"),
        JobState.Paused => text.T("paused", "已暂停"),
        JobState.Aborted => text.T("aborted", "已中止"),
        JobState.Completed => text.T("completed", "已结束"),
        _ => text.T("cancelled", "已取消"),
    };

    /// <summary>Why it waits or has ended; empty: there is nothing to say.</summary>
    public static string JobReasonSentence(this ConsoleText text, string? reason) => reason switch
    {
        JobText.ByHand => text.T("by hand", "人工操作"),
        JobText.CanaryWaits => text.T("The first terminals had their turn: look at them, then let the others follow.", "先导终端已全部下发，请确认结果后再继续其余终端。"),
        JobText.FailedPercent => text.T("Too many have failed.", "失败比例过高，已自动中止。"),
        JobText.TimeOver => text.T("Its time is over.", "已到截止时间。"),
        _ => "",
    };

    /// <summary>How a target fares.</summary>
    public static string TargetState(this ConsoleText text, JobTargetState state) =>
        state == JobTargetState.Waiting ? text.T("waits for its turn", "等待下发") : text.State(JobText.Told(state));

    /// <summary>Why targets did not succeed, and what to do about it.</summary>
    public static (string Said, string Todo) Reason(this ConsoleText text, JobReason reason) => reason.State switch
    {
        JobTargetState.Expired => (
            text.T("no answer before the time was over", "截止前没有回应"),
            text.T("See why they are silent, then try again.", "先查看终端为何不在线，再重试。")),
        JobTargetState.Rejected when reason.Code == ProblemKinds.DeviceUnknown.Code => (
            text.T("there is no such terminal", "没有这台终端"), text.T("Correct the SN.", "请核对序列号。")),
        JobTargetState.Rejected when reason.Code == ProblemKinds.DeviceTakesNoCommands.Code => (
            text.T("an enrolment terminal takes no commands", "采集终端不接受命令"), text.T("Nothing to do.", "无需处理。")),
        JobTargetState.Rejected => (text.T($"not accepted ({reason.Code})", $"未受理（{reason.Code}）"), text.T("Try again.", "可以重试。")),
        _ when reason.Code is null => (text.T("failed without a code", "失败，终端未给出代码"), text.T("Look at the terminals' own words.", "请查看终端的说明。")),
        _ => (text.T($"the terminal said {reason.Code}", $"终端返回 {reason.Code}"), text.T("Look at the terminals' own words, then try again.", "请查看终端的说明，处理后重试。")),
    };

    /// <summary>How bad its state is, seen with what became of its targets: one with failures is never all right.</summary>
    public static Level LevelOf(Job job, int failed) => job.Progress.State switch
    {
        JobState.Aborted => Level.Bad,
        JobState.Completed => failed > 0 ? Level.Bad : Level.Ok,
        JobState.Paused => Level.Warn,
        _ => failed > 0 ? Level.Warn : Level.Plain,
    };
}
