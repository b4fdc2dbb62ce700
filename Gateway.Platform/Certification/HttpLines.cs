using Gateway.Actors.Commands;
using Gateway.Actors.Trials;

namespace Gateway.Platform.Certification;

/// <summary>Lines of terminals that speak HTTP(S) (§6).</summary>
internal static class HttpLines
{
    private const string Pull = "GetAddPerson";
    private const string DeletionPull = "GetDelPerson";
    private const string FeedBack = "FeedBack";
    private const string UploadRoute = "UploadAttendance";

    /// <summary>Two polls of a slow terminal, and what D31 waits.</summary>
    private static readonly TimeSpan WithinPolls = TimeSpan.FromMinutes(12);

    private static readonly TimeSpan AgainWithin = TimeSpan.FromMinutes(12);

    private static readonly Words Present = new("Present the face of test person 1 to the terminal.", "请让测试人员 1 在设备前识别。");
    private static readonly Words Unreported = new(
        "What is never reported is handed out again, three times in half an hour, and ends as failed with the code unreported (D33).", "从不反馈的命令会重复下发，半小时内三次后以 unreported 结束（D33）。");

    public static IReadOnlyList<CertificationLine> All { get; } =
    [
        Line("pull", "§6.2", new("Asks for persons", "请求人员"), new("idle answers", "空闲应答"), e => Asks(e, Pull)),
        Line("pull-deletions", "§6.4", new("Asks for deletions", "请求删除"), new("idle answers", "空闲应答"), e => Asks(e, DeletionPull)),
        Line("pull-one", "§6.2, §6.5", new("One person", "一个人员"), new("a hand-out of one person", "下发一人"), One,
            "pull") with { Acts = [new Act.Push("push", 1, TestPhoto.Presented)] },
        Line("feedback-late", "D23", new("Feedback in time", "反馈时机"), new("nothing", "不下发"), Late, "pull-one"),
        Line("answer-json", "§6.1, D30", new("Answer in bare JSON", "裸 JSON 应答"), new("a hand-out in bare JSON", "以裸 JSON 下发"), e => Reads(e, isString: false), "pull-one") with
        {
            Acts = [new Act.Order(TrialKind.AnswerForm), new Act.Push("push", 10, TestPhoto.None)],
        },
        Line("answer-string", "D30", new("Answer in a string element", "string 元素应答"), new("a hand-out as <string>…</string>", "以 <string>…</string> 下发"), e =>
            Reads(e, isString: true),
            "pull-one") with
        {
            Acts = [new Act.Order(TrialKind.AnswerForm, 1), new Act.Push("push", 11, TestPhoto.None)],
        },
        Line("feedback", "§6.5, D31", new("Feedback for several persons", "多人反馈"), new("a hand-out of three persons", "下发三人"), Several, "pull-one") with
        {
            Acts = [new Act.Push("one", 5, TestPhoto.None), new Act.Push("two", 7, TestPhoto.None), new Act.Push("three", 8, TestPhoto.None)],
        },
        Line("feedback-empty", "D23", new("Feedback for nothing", "空列表反馈"), new("idle answers", "空闲应答"), ForEmpty, "pull"),
        Line("pull-lost", "D22, D33", new("A lost pull", "应答丢失的请求"), new("a hand-out whose answer is not sent", "下发但不应答"), Lost, "pull-one") with
        {
            Acts = [new Act.Order(TrialKind.LosePull), new Act.Push("push", 9, TestPhoto.None)],
        },
        Line("http-delete", "§6.4, D32", new("Deletion of a person whom it has", "删除已有人员"), new("a hand-out of one deletion", "下发一个删除"), e => Deleted(e, isKnown: true),
            "pull-one", "pull-deletions") with
        {
            Acts = [new Act.Delete("delete", 5)],
        },
        Line("http-delete-unknown", "§6.4, D33", new("Deletion of a person whom it does not have", "删除没有的人员"), new("a hand-out of one deletion", "下发一个删除"), e =>
            Deleted(e, isKnown: false), "http-delete") with
        {
            Acts = [new Act.Delete("delete", 99)],
        },
        Hand("http-upload", "§6.3, D27", new("A recognition", "识别记录"), new("0 once it is stored", "存储后回答 0"), Upload, [], "pull-one"),
        Line("upload-key", "§6.3, D35", new("Key of the uploads", "上传所用密钥"), new("nothing", "不下发"), Key, "pull"),
        Line("http-upload-count", "D18", new("count of the upload", "上传的 count"), new("nothing", "不下发"), Counted, "http-upload"),
        Hand("http-upload-lost", "D27", new("A lost answer", "应答丢失"), new("it is stored, and not answered", "存储但不应答"), e => ComesAgain(e, TrialKind.LoseUploadAnswer),
            [new Act.Order(TrialKind.LoseUploadAnswer)], "http-upload"),
        Hand("http-upload-refused", "D27", new("A refused upload", "上传被拒绝"), new("it is stored, and answered -1", "存储但回答 -1"), e => ComesAgain(e, TrialKind.RefuseUpload),
            [new Act.Order(TrialKind.RefuseUpload)], "http-upload"),
    ];

    private static CertificationLine Line(string name, string law, Words title, Words sent, Func<Evidence, Finding?> judge, params IReadOnlyList<string> needs) =>
        new(name, LineDoor.Https, law, title, sent, judge) { Needs = needs, Within = WithinPolls };

    private static CertificationLine Hand(
        string name, string law, Words title, Words sent, Func<Evidence, Finding?> judge, IReadOnlyList<Act> acts, params IReadOnlyList<string> needs) =>
        new(name, LineDoor.Https, law, title, sent, judge) { Acts = acts, Needs = needs, Hand = Present, Within = TimeSpan.FromMinutes(20) }; // Some upload every ten minutes.

    private static IEnumerable<Observation> Asked(IEnumerable<Observation> seen, string route) =>
        seen.Where(o => o.Kind == ObservationKind.Asked && string.Equals(o.Route, route, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Observation> HandOuts(IEnumerable<Observation> seen, string route) =>
        seen.Where(o => o is { Kind: ObservationKind.Answered, Result: 0, IsIdle: false } && o.Route == route);

    /// <summary>The feedback after a hand-out and before the next pull of its kind.</summary>
    private static List<Observation> Feedback(IEnumerable<Observation> behind, string pull) =>
        [.. Asked(behind.TakeWhile(o => !(o.Kind == ObservationKind.Asked && o.Route == pull)), FeedBack).Where(o => IsOf(o, pull))];

    private static bool IsOf(Observation feedback, string pull) => feedback.Feedback is "2" or "3" == (pull == Pull);

    private static Finding? Asks(Evidence e, string route)
    {
        if (Asked(e.All, route).Any()) return Finding.Conforms("it asks", "有请求");
        return e.IsOver
            ? Finding.Fails(new($"no {route} in {e.Elapsed.TotalMinutes:0} minutes", $"{e.Elapsed.TotalMinutes:0} 分钟内没有 {route}"), new("Nothing reaches it.", "无法下发。"))
            : null;
    }

    private static Finding? One(Evidence e)
    {
        if (e.Outcome("push") is { } outcome)
        {
            return outcome.State switch
            {
                CommandState.Succeeded => Finding.Conforms("taken and reported", "已接收并反馈"),
                CommandState.Failed => Finding.Tolerated(new($"reported a failure ({outcome.Code})", $"反馈失败（{outcome.Code}）"), new("The command is shown as failed.", "命令显示为失败。")),
                _ => Finding.NotSeen("the command came to no end", "命令没有结束"),
            };
        }

        if (!e.IsOver) return null;
        if (!HandOuts(e.Seen, Pull).Any()) return Finding.NotSeen("it did not ask for it", "没有请求");
        return Asked(e.All, FeedBack).Any()
            ? Finding.Fails(new("its feedback does not say what became of the person", "反馈不能说明结果"), Unreported)
            : Finding.Tolerated(new("no feedback", "没有反馈"), Unreported);
    }

    /// <summary>Whether a hand-out in that form is reported before the next pull; if not, it goes again in the form that was found.</summary>
    private static Finding? Reads(Evidence e, bool isString)
    {
        if (IsLate(e)) return Finding.NotSeen("cannot be told, since its feedback comes late", "反馈迟到，无法判断");
        if (e.Used(TrialKind.AnswerForm) is not { } used || HandOuts(e.Behind(used), Pull).FirstOrDefault() is not { } handOut)
            return e.IsOver ? Finding.NotSeen("it did not ask for it", "没有请求") : null;

        var behind = e.Behind(handOut).ToList();
        if (Feedback(behind, Pull).Count > 0) return Finding.Conforms("reads it", "能读取");
        if (!e.IsOver && !behind.Exists(static o => o is { Kind: ObservationKind.Asked, Route: Pull })) return null;
        return isString
            ? Finding.Conforms("does not read it, and need not", "不能读取，也无需读取")
            : Finding.Tolerated(new("does not read it", "不能读取"), new("It is answered as <string>…</string> (D30).", "网关以 <string>…</string> 应答（D30）。"));
    }

    private static Finding? Several(Evidence e)
    {
        if (IsLate(e)) return Finding.NotSeen("cannot be counted, since it comes late", "反馈迟到，无法计数");
        var handOut = HandOuts(e.Seen, Pull).FirstOrDefault(static o => o.Persons > 1);
        var isSettled = e.Outcome("one") is not null && e.Outcome("two") is not null && e.Outcome("three") is not null;
        if (handOut is null) return e.IsOver || isSettled ? Finding.NotSeen("the three were never handed out together", "三人没有一起下发") : null;
        var behind = e.Behind(handOut).ToList();
        if (!behind.Any(static o => o is { Kind: ObservationKind.Asked, Route: Pull }) && !e.IsOver) return null;
        var count = Feedback(behind, Pull).Count;
        if (count >= handOut.Persons) return Finding.Conforms($"{count} for {handOut.Persons} persons", $"{handOut.Persons} 人 {count} 次反馈");
        return count == 0
            ? Finding.Tolerated(new("none before the next pull", "下次请求之前没有反馈"), Unreported)
            : Finding.Tolerated(
                new($"{count} for {handOut.Persons} persons", $"{handOut.Persons} 人 {count} 次反馈"),
                new("Three such hand-outs make it its habit: one success then settles all of a hand-out (D31).", "三次之后成为习惯：一次成功结算整批（D31）。"));
    }

    private static bool IsLate(Evidence e) => e.Of("feedback-late")?.Verdict == Verdict.Tolerated;

    private static Finding? ForEmpty(Evidence e)
    {
        if (IsLate(e)) return Finding.NotSeen("cannot be told, since it comes late", "反馈迟到，无法判断");
        var idle = e.All.Where(static o => o is { Kind: ObservationKind.Answered, IsIdle: true, Route: Pull }).ToList();
        var spoken = idle.Any(answer => Asked(e.Behind(answer).TakeWhile(static o => o.Route is not (Pull or DeletionPull) || o.Kind != ObservationKind.Asked), FeedBack).Any());
        if (spoken)
        {
            return Finding.Tolerated(
                new("reports on an empty list, too", "空列表也反馈"), new("A feedback with nothing handed out settles nothing (D23).", "没有下发时的反馈不结算（D23）。"));
        }

        return idle.Count >= 3 ? Finding.Conforms("none", "没有") : e.IsOver ? Finding.NotSeen("too few idle pulls", "空闲请求太少") : null;
    }

    /// <summary>Feedback behind an idle pull that follows a hand-out is late, unless such comes behind every idle pull.</summary>
    private static Finding? Late(Evidence e)
    {
        var pulls = Pulls(e.All).SkipWhile(static pull => pull.IsIdle).ToList();
        var idle = pulls.Where((pull, i) => pull.IsIdle && i > 0 && pulls[i - 1].IsIdle).ToList();
        var hasFeedback = pulls.Exists(static pull => pull is { IsIdle: false, Feedback: > 0 });
        var isLate = pulls.Where((pull, i) => pull is { IsIdle: true, Feedback: > 0 } && i > 0 && !pulls[i - 1].IsIdle).Any();
        if (idle.Count > 0 && (hasFeedback || isLate))
        {
            return isLate && idle.TrueForAll(static pull => pull.Feedback == 0)
                ? Finding.Tolerated(
                    new("comes after the next pull", "在下一次请求之后才到"),
                    new("Such a terminal is asked to wait: its next pull is answered empty (D23, late).", "网关对其下一次请求回空（D23，late）。"))
                : Finding.Conforms("before the next pull", "在下一次请求之前");
        }

        return e.IsOver || (!hasFeedback && pulls.Count(static pull => !pull.IsIdle) > 3) ? Finding.NotSeen("no feedback", "没有反馈") : null;
    }

    /// <summary>The pulls of persons that are over, and how many feedbacks of pushes came behind each.</summary>
    private static List<(bool IsIdle, int Feedback)> Pulls(IReadOnlyList<Observation> seen)
    {
        var pulls = new List<(bool, int)>();
        Observation? answer = null;
        var feedback = 0;
        foreach (var o in seen)
        {
            if (o is { Kind: ObservationKind.Asked, Route: FeedBack } && IsOf(o, Pull)) feedback++;
            if (o.Route != Pull) continue;
            if (o.Kind == ObservationKind.Answered) (answer, feedback) = (o, 0);
            else if (answer is { Result: 0 }) pulls.Add((answer.IsIdle, feedback));
        }

        return pulls;
    }

    private static Finding? Lost(Evidence e)
    {
        if (e.Used(TrialKind.LosePull) is null) return e.IsOver ? Finding.NotSeen("it did not ask for it", "没有请求") : null;
        if (e.Outcome("push") is { State: CommandState.Succeeded }) return Finding.Conforms("asked again and took the person", "再次请求并接收");
        if (!e.IsOver && e.Outcome("push") is null) return null;
        if (!Asked(e.All, FeedBack).Any()) return Finding.NotSeen("it reports nothing at all; see pull-one", "从不反馈，见 pull-one");
        return HandOuts(e.Seen, Pull).Any()
            ? Finding.Tolerated(new("had the person again and did not report him", "再次下发但没有反馈"), Unreported)
            : Finding.Fails(new("did not ask again", "没有再次请求"), new("Nothing reaches it until it is restarted.", "重启之前无法下发。"));
    }

    private static Finding? Deleted(Evidence e, bool isKnown)
    {
        var handOut = HandOuts(e.Seen, DeletionPull).FirstOrDefault();
        if (handOut is null) return e.IsOver ? Finding.NotSeen("it did not ask for it", "没有请求") : null;
        var behind = e.Behind(handOut).ToList();
        var said = Asked(behind, FeedBack).FirstOrDefault(static o => o.Feedback is "0" or "1");
        if (said is null)
        {
            if (!Asked(e.All, FeedBack).Any()) return Finding.NotSeen("it reports nothing at all; see pull-one", "从不反馈，见 pull-one");
            if (!e.IsOver && behind.Count(static o => o is { Kind: ObservationKind.Asked, Route: DeletionPull }) < 2) return null;
            return Finding.Tolerated(isKnown ? new("no feedback", "没有反馈") : new("no feedback, as for one that breaks it", "没有反馈，如同处理中断"), Unreported);
        }

        if (said.Feedback == "0") return Finding.Conforms("0, done", "0，已删除");
        var text = said.FeedbackText ?? "";
        if (text.Contains("成功", StringComparison.Ordinal) && !text.Contains('不', StringComparison.Ordinal) && !text.Contains('未', StringComparison.Ordinal))
        {
            return isKnown
                ? Finding.Tolerated(new($"1 with “{text}”", $"1，文字为“{text}”"), new("The words decide (D32).", "以文字为准（D32）。"))
                : Finding.Conforms($"1 with “{text}”: done, by its words", $"1，文字为“{text}”：按文字已删除");
        }

        return isKnown
            ? Finding.Fails(
                new($"1 with “{text}” for a person whom it had", $"对已有人员回答 1，文字为“{text}”"),
                new("It means failure. If it was done, set feedbackSwapped: true in the dialect (D32).", "表示失败。若实际已删除，请在方言中设 feedbackSwapped: true（D32）。"))
            : Finding.Tolerated(new("1, not done", "1，未删除"), new("The deletion is shown as failed; nobody is there who should not be.", "删除显示为失败；不存在多余人员。"));
    }

    private static IEnumerable<Observation> Uploads(IEnumerable<Observation> seen) => Asked(seen, UploadRoute).Where(static o => UploadLines.Records(o).Count > 0);

    private static Finding NotPresented() => Finding.NotSeen("no record of a test person came", "没有测试人员的记录");

    private static Finding? Upload(Evidence e)
    {
        if (Uploads(e.All).Any(upload => e.Behind(upload).FirstOrDefault(static o => o is { Kind: ObservationKind.Answered, Route: UploadRoute })?.Result == 0))
            return Finding.Conforms("a record that was stored", "记录已存储");
        return e.IsOver ? NotPresented() : null;
    }

    private static Finding? Key(Evidence e)
    {
        var unread = Asked(e.All, UploadRoute).Count(static o => o.Note is not null && o.Body.ValueKind == JsonValueKind.Undefined);
        if (unread > 0)
        {
            return Finding.Fails(
                new($"{unread} uploads that do not decrypt with its key", $"{unread} 次上传无法用其密钥解密"),
                new("They are in the quarantine, whose diagnosis names the key. One that uses its SN: uploadKey: sn in the dialect (D35).",
                    "已隔离，诊断会指出密钥。若使用 SN：在方言中设 uploadKey: sn（D35）。"));
        }

        return Uploads(e.All).Any() ? Finding.Conforms("its own", "设备密钥") : Finding.NotSeen("no upload", "没有上传");
    }

    private static Finding? Counted(Evidence e)
    {
        var uploads = Uploads(e.All).ToList();
        if (uploads.Count == 0) return NotPresented();
        return uploads.All(static upload =>
            (upload.Field("count") ?? upload.Field("Count")) == upload.Body.GetProperty("logs").GetArrayLength().ToString(CultureInfo.InvariantCulture))
            ? Finding.Conforms("the number of its records", "与记录数一致")
            : Finding.Tolerated(new("not the number of its records", "与记录数不一致"), new("It is noted; all records are stored (D18).", "仅记录日志；全部记录都存储（D18）。"));
    }

    private static Finding? ComesAgain(Evidence e, TrialKind kind)
    {
        if (e.Used(kind) is not { } used) return e.IsOver ? NotPresented() : null;

        // Seen only once it is answered, so behind the order that was carried out at its answer.
        var tried = Uploads(e.Behind(used)).FirstOrDefault();
        if (tried is null) return e.IsOver ? NotPresented() : null;
        var behind = Uploads(e.Behind(tried)).ToList();
        if (UploadLines.Records(tried).All(record => behind.Exists(upload => UploadLines.Records(upload).Contains(record))))
            return Finding.Conforms("the same record came again", "同一记录再次上传");

        if (!e.IsOver && e.Now - used.At <= AgainWithin && behind.Count == 0) return null;
        return kind == TrialKind.RefuseUpload
            ? Finding.Tolerated(
                new("deletes its records on any answer", "收到任何应答都删除记录"), new("It is answered only when all is durable, or not at all (D27).", "网关仅在全部持久化后应答，否则不应答（D27）。"))
            : Finding.Fails(
                new("the record did not come again", "记录没有再次上传"),
                new("Here it was stored; on a line that breaks earlier it would be lost. A record must be kept until it is answered.", "本次已存储；若断线更早则会丢失。记录必须保留到收到应答。"));
    }
}
