using Gateway.Actors.Trials;
using Gateway.Codec.Bodies;
using Gateway.Codec.Framing;

namespace Gateway.Platform.Certification;

/// <summary>Lines of uploads on the socket (§5.3.3). Somebody stands before the terminal for each.</summary>
internal static class UploadLines
{
    private const int SlowSeconds = 8;

    /// <summary>A record that must come again has come by then.</summary>
    private static readonly TimeSpan AgainWithin = TimeSpan.FromMinutes(4);

    private static readonly Words Present = new("Present the face of test person 1 to the terminal.", "请让测试人员 1 在设备前识别。");

    public static IReadOnlyList<CertificationLine> All { get; } =
    [
        Line("upload", "§5.3.3, D18", new("A recognition", "识别记录"), new("0000 once it is stored", "存储后回答 0000"), Upload, [new Act.Push("presented", 1, TestPhoto.Presented)],
            "push-plain"),
        Line(
            "upload-clock", "D36", new("Time of the record", "记录时间"), new("nothing", "不下发"), Time, [], "upload") with { Hand = null, Within = CertificationLine.WithinDefault },
        Line(
            "upload-count", "D18", new("count of the upload", "上传的 count"), new("nothing", "不下发"), Counted, [], "upload") with { Hand = null,
                Within = CertificationLine.WithinDefault },
        Line(
            "upload-lost", "D18", new("A lost answer", "应答丢失"), new("it is stored, and the connection cut in place of the answer", "存储后不应答并断开连接"), Lost,
            [new Act.Order(TrialKind.LoseUploadAnswer)], "upload"),
        Line("upload-refused", "D18", new("A refused record", "记录被拒绝"), new("9998, and nothing is stored", "回答 9998，不存储"), Refused, [new Act.Order(TrialKind.RefuseUpload)],
            "upload"),
        Line("upload-slow", "D18", new("A slow answer", "应答缓慢"), new("0000 after 8 seconds", "8 秒后回答 0000"), Slow, [new Act.Order(TrialKind.SlowUploadAnswer, SlowSeconds)],
            "upload"),
    ];

    private static CertificationLine Line(
        string name, string law, Words title, Words sent, Func<Evidence, Finding?> judge, IReadOnlyList<Act> acts, params IReadOnlyList<string> needs) =>
        new(name, LineDoor.Socket, law, title, sent, judge) { Acts = acts, Needs = needs, Hand = Present, Within = CertificationLine.WithinHand };

    /// <summary>The records of test persons in an upload: who and when.</summary>
    internal static IReadOnlyList<(string UserId, string Time)> Records(Observation upload)
    {
        if (upload.Body.ValueKind != JsonValueKind.Object || !upload.Body.TryGetProperty("logs", out var logs) || logs.ValueKind != JsonValueKind.Array) return [];
        var records = new List<(string, string)>();
        foreach (var log in logs.EnumerateArray())
        {
            if (log.ValueKind == JsonValueKind.Object && log.TryGetProperty("user_id", out var id) && id.ValueKind == JsonValueKind.String && TestPersons.IsOne(id.GetString()))
                records.Add((id.GetString()!, log.TryGetProperty("recog_time", out var time) ? time.ToString() : ""));
        }

        return records;
    }

    private static IEnumerable<Observation> Uploads(IEnumerable<Observation> seen) =>
        seen.Where(static o => o is { Kind: ObservationKind.In, Word: CommandWord.AttendanceUpload, Fault: null } && Records(o).Count > 0);

    /// <summary>The code of the answer to an upload; null: none came.</summary>
    private static string? AnswerTo(Evidence e, Observation upload) => e.Behind(upload).FirstOrDefault(
        o => o is { Kind: ObservationKind.Out, Word: CommandWord.AttendanceUpload } && o.Connection == upload.Connection)?.Field("result_code");

    private static Finding NotPresented() => Finding.NotSeen("no record of a test person came", "没有测试人员的记录");

    private static Finding? Upload(Evidence e)
    {
        var uploads = Uploads(e.Seen).ToList();
        if (uploads.Any(upload => AnswerTo(e, upload) == ResultCode.Success)) return Finding.Conforms("a record that was stored", "记录已存储");
        return e.IsOver ? NotPresented() : null;
    }

    private static Finding? Time(Evidence e)
    {
        var records = Uploads(e.All).SelectMany(Records).ToList();
        if (records.Count == 0) return NotPresented();
        if (records.All(static record => DeviceTime.TryParse(record.Time, out var time) && time.Year >= 2001)) return Finding.Conforms("a time that can be", "时间合理");
        return Finding.Tolerated(
            new("a time of 1970 or 2000, as after a power cut", "时间为 1970 或 2000 年，如断电之后"),
                new("It is kept as it is and marked clock_suspect (D36).", "原样保存并标记 clock_suspect（D36）。"));
    }

    private static Finding? Counted(Evidence e)
    {
        var uploads = Uploads(e.All).ToList();
        if (uploads.Count == 0) return NotPresented();
        return uploads.All(static upload => upload.Field("count") == upload.Body.GetProperty("logs").GetArrayLength().ToString(CultureInfo.InvariantCulture))
            ? Finding.Conforms("the number of its records", "与记录数一致")
            : Finding.Tolerated(new("not the number of its records", "与记录数不一致"), new("It is noted; all records are stored (D18).", "仅记录日志；全部记录都存储（D18）。"));
    }

    /// <summary>Whether the records of the upload that was tried come again.</summary>
    private static Finding? ComesAgain(Evidence e, TrialKind kind, Words never, Words advice)
    {
        if (e.Used(kind) is not { } used) return e.IsOver ? NotPresented() : null;
        var tried = Uploads(e.All.TakeWhile(o => !ReferenceEquals(o, used))).LastOrDefault();
        if (tried is null) return NotPresented();
        var behind = Uploads(e.Behind(tried)).ToList();
        if (Records(tried).All(record => behind.Any(upload => Records(upload).Contains(record)))) return Finding.Conforms("the same record came again", "同一记录再次上传");
        return e.IsOver || e.Now - used.At > AgainWithin ? Finding.Fails(never, advice) : null;
    }

    private static Finding? Lost(Evidence e) => ComesAgain(
        e, TrialKind.LoseUploadAnswer, new("the record did not come again", "记录没有再次上传"),
        new("Here it was stored; on a line that breaks earlier it would be lost. A record must be kept until it is answered 0000.", "本次已存储；若断线更早则会丢失。记录必须保留到收到 0000。"));

    private static Finding? Refused(Evidence e) => ComesAgain(
        e, TrialKind.RefuseUpload, new("the record was thrown away after a refusal", "被拒绝的记录被丢弃"),
        new("It is lost: the gateway says 9998 when it cannot store in time (D18). A record must be kept until it is answered 0000.",
            "记录丢失：网关无法及时存储时回答 9998（D18）。记录必须保留到收到 0000。"));

    private static Finding? Slow(Evidence e)
    {
        if (e.Used(TrialKind.SlowUploadAnswer) is not { } used) return e.IsOver ? NotPresented() : null;
        var tried = Uploads(e.All.TakeWhile(o => !ReferenceEquals(o, used))).LastOrDefault();
        if (tried is null) return NotPresented();
        if (AnswerTo(e, tried) is not null) return Finding.Conforms("waited for the answer", "等待应答");
        var behind = Uploads(e.Behind(tried)).ToList();
        if (Records(tried).All(record => behind.Any(upload => Records(upload).Contains(record))))
        {
            return Finding.Tolerated(
                new("did not wait for 8 seconds, and sent the record again", "未等待 8 秒，但再次上传"),
                    new("The repetition is a duplicate and answered 0000 (D18).", "重复记录视为重复并回答 0000（D18）。"));
        }

        return e.IsOver || e.Now - used.At > AgainWithin
            ? Finding.Fails(
                new("did not wait for the answer, and did not send the record again", "未等待应答，也未再次上传"),
                new("An answer may take ten seconds (D18). A record must be kept until it is answered 0000.", "应答最长十秒（D18）。记录必须保留到收到 0000。"))
            : null;
    }
}
