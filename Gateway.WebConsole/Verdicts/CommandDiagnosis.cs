using Gateway.Actors.Commands;
using Gateway.WebConsole.Text;

namespace Gateway.WebConsole.Verdicts;

/// <summary>Why has this command not run? Pure.</summary>
internal static class CommandDiagnosis
{
    /// <summary>A terminal that takes longer to answer has most likely lost the command.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromMinutes(2);

    /// <summary>Our own code of a command that can never be sent; of one that was sent, the terminal's "unknown error" (§5.4).</summary>
    private const string Unsendable = "9998";

    private static readonly string[] PhotoWords = ["photo", "face", "image", "picture", "template", "照片", "人脸", "图片", "图像", "特征"];

    public static Verdict Of(CommandEvidence e) => e.Status.State switch
    {
        CommandState.Queued => Queued(e),
        CommandState.InFlight => InFlight(e),
        CommandState.Succeeded => new("succeeded", false,
            $"It has run: the terminal reported success {Ago(e, e.Status.EndedAt)} ago.", $"已执行：终端在 {AgoZh(e, e.Status.EndedAt)}前报告成功。"),
        CommandState.Failed => Failed(e),
        CommandState.Expired => Expired(e),
        CommandState.Cancelled => new("cancelled", false,
            "It was cancelled, by the platform or because the device was deleted, before it was sent.", "在下发之前被取消（人工取消，或终端已退役）。"),
        _ => new("superseded", false,
            $"A newer command for the same person took its place: {e.Status.ResultDesc}.", $"已被同一人员的更新命令取代：{e.Status.ResultDesc}。"),
    };

    private static Verdict Queued(CommandEvidence e)
    {
        if (e.DeviceStatus is "disabled")
        {
            return new("device-disabled", true,
                "The device is disabled: the command waits until it is enabled, or expires.", "终端已停用：命令将等待终端启用，直至过期。");
        }

        if (e.DeviceStatus is not "online")
        {
            return new(e.DeviceStatus is "never" ? "device-never-connected" : "device-offline", true,
                "It waits for its terminal, which is away. " + e.Silence.English, "命令在等待终端，而终端不在线。" + e.Silence.Chinese);
        }

        if (e.Status.Attempts > 0)
        {
            return new("to-be-sent-again", true,
                $"It was sent {e.Status.Attempts} times without a result that counts (connection lost, no answer, or a group that failed together); "
                + "it goes again with the next heartbeat.",
                $"已下发 {e.Status.Attempts} 次但没有有效结果（连接中断、无应答或同批失败）；将在下次心跳时重新下发。");
        }

        if (e.Ahead > 0)
        {
            return new("behind-others", false,
                $"{e.Ahead} commands stand before it in this device's queue; they go in order.", $"该终端队列中前面还有 {e.Ahead} 条命令，按顺序下发。");
        }

        return e.IsHttp
            ? new("waiting-for-request", false, "It is next: the terminal gets it when it asks over HTTPS.", "即将下发：等待终端通过 HTTPS 领取。")
            : new("waiting-for-heartbeat", false, "It is next: it goes with the terminal's next heartbeat.", "即将下发：等待终端的下一次心跳。");
    }

    private static Verdict InFlight(CommandEvidence e)
    {
        var sent = e.Status.SentAt ?? e.Status.Command.CreatedAt;
        return e.Now - sent > AnswerWithin
            ? new("no-answer", true,
                $"It was sent {Ago(e, sent)} ago and the terminal has not answered; it is sent again when the connection ends or the time is over.",
                $"已在 {AgoZh(e, sent)}前下发，终端尚未应答；连接断开或超时后会重新下发。")
            : new("in-flight", false, $"It was sent {Ago(e, sent)} ago; the terminal's result is awaited.", $"已在 {AgoZh(e, sent)}前下发，正在等待终端结果。");
    }

    private static Verdict Failed(CommandEvidence e)
    {
        var (said, zh) = (ConsoleText.English.Result(e.Status.ResultCode, e.Status.ResultDesc), ConsoleText.Chinese.Result(e.Status.ResultCode, e.Status.ResultDesc));
        if (e.Status is { ResultCode: Unsendable, Attempts: 0 })
            return new("unsendable", true, $"It can never be sent: {said}.", $"无法下发：{zh}。");

        var photo = e.Status.Command.Type == CommandType.PersonPush
            && PhotoWords.Any(word => e.Status.ResultDesc?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);
        return photo
            ? new("photo-refused", true, $"The terminal refused the photo ({said}). Push the person again with a better one.", $"终端拒绝了照片（{zh}）。请更换照片后重新下发。")
            : new("refused-by-terminal", true, $"The terminal reported a failure: {said}.", $"终端报告失败：{zh}。");
    }

    private static Verdict Expired(CommandEvidence e) => e.Status.Attempts == 0
        ? new("expired-unsent", true,
            "Its life was over before its terminal came for it: it was never sent.", "在终端上线之前命令已过期，从未下发。")
        : new("expired-unanswered", true,
            $"It was sent {e.Status.Attempts} times, but its life was over before the terminal reported success.", $"已下发 {e.Status.Attempts} 次，但在终端报告成功之前过期。");

    private static string Ago(CommandEvidence e, DateTimeOffset? at) => ConsoleText.English.Span(e.Now - (at ?? e.Now));

    private static string AgoZh(CommandEvidence e, DateTimeOffset? at) => ConsoleText.Chinese.Span(e.Now - (at ?? e.Now));
}
