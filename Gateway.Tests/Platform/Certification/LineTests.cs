using Gateway.Actors.Commands;
using Gateway.Actors.Trials;
using Gateway.Platform.Certification;
using Xunit;

namespace Gateway.Tests.Platform.Certification;

/// <summary>Single lines against what a terminal may say; the judge alone.</summary>
public sealed class LineTests
{
    private const string Sn = "smz-a03";

    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<Observation> _seen = [];
    private TimeSpan _now;

    [Fact]
    public void Script_Names_AreDifferentAndNeedsAreBefore()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Assert.All(CertificationScript.Lines, line =>
        {
            Assert.Subset(names, line.Needs.ToHashSet());
            Assert.True(names.Add(line.Name), line.Name);
        });
        Assert.InRange(names.Count, 40, 60);
    }

    [Fact]
    public void EveryLine_WithNothingSeen_FindsSomethingOnceItsTimeIsOver()
    {
        var empty = new Evidence(Sn, [], [], new Dictionary<string, Finding>(), T0, T0.AddHours(1), isOver: true);

        Assert.All(CertificationScript.Lines, line => Assert.NotNull(line.Judge(empty)));
    }

    [Theory]
    [InlineData("2026-03-01 08:05:30", "conforms")]
    [InlineData("2026-03-01 08:00:30", "fails")]
    public void ClockSet_ByTheHeartbeatsAfterIt(string shown, string verdict)
    {
        Frame("out", 0x10, 1, """{"cmd":"set_time","params":[{"date_time":"2026-03-01 08:05:00"}]}""");
        foreach (var _ in Enumerable.Range(0, 3)) Frame("in", 0x10, 1, $$"""{"sn":"{{Sn}}","date_time":"{{shown}}"}""", after: 10);

        Assert.Equal(verdict, Find("clock-set", isOver: false));
    }

    [Theory]
    [InlineData(CommandState.Failed, CommandState.Succeeded, "conforms")]
    [InlineData(CommandState.Succeeded, CommandState.Succeeded, "fails")]
    [InlineData(CommandState.Failed, CommandState.Failed, "fails")]
    public void PushBatch_ByItsThreeOutcomes(CommandState bad, CommandState good, string verdict)
    {
        Frame("out", 0x25, 1, """{"count":"3","users":[{"user_id":"cert-1-5"},{"user_id":"cert-1-6"},{"user_id":"cert-1-7"}]}""");
        Outcome("first", good);
        Outcome("bad", bad);
        Assert.Null(TryFind("push-batch", isOver: false));
        Outcome("last", CommandState.Succeeded);

        Assert.Equal(verdict, Find("push-batch", isOver: false, ("push-bad", Finding.Conforms("", ""))));
    }

    [Theory]
    [InlineData("cert-1-1", "2026-03-01 08:00:00", "conforms")]
    [InlineData("cert-1-1", "2026-03-01 08:00:01", "fails")]
    [InlineData(null, null, "fails")]
    public void UploadLost_ByWhetherTheSameRecordComesAgain(string? userId, string? time, string verdict)
    {
        Upload("cert-1-1", "2026-03-01 08:00:00");
        _seen.Add(new Observation(T0 + _now, ObservationKind.Used) { Order = TrialKind.LoseUploadAnswer });
        Assert.Null(TryFind("upload-lost", isOver: false));
        if (userId is not null) Upload(userId, time!);

        Assert.Equal(verdict, Find("upload-lost", isOver: true));
    }

    [Theory]
    [InlineData(1, 30, "conforms")]
    [InlineData(2, 30, "tolerated")]
    [InlineData(2, 200, "fails")]
    public void UnknownWord_ByWhenAndWhereTheNextHeartbeatComes(long connection, int after, string verdict)
    {
        _seen.Add(new Observation(T0, ObservationKind.Used) { Order = TrialKind.UnknownWord });
        Frame("out", 0x77, 1, null);
        Frame("in", 0x10, connection, $$"""{"sn":"{{Sn}}","date_time":"2026-03-01 08:00:00"}""", after);

        Assert.Equal(verdict, Find("unknown-word", isOver: true));
    }

    [Theory]
    [InlineData("0", "", "conforms")]
    [InlineData("1", "人员删除成功", "tolerated")]
    [InlineData("1", "ok", "fails")]
    public void HttpDelete_ByNumberAndWords(string type, string text, string verdict)
    {
        Request("out", "GetDelPerson", ",\"result\":0,\"message\":\"deletions_1\",\"answered\":true,\"idle\":false");
        Request("in", "FeedBack", $",\"feedback\":\"{type}\",\"feedback_text\":\"{text}\"");

        Assert.Equal(verdict, Find("http-delete", isOver: false));
    }

    [Theory]
    [InlineData(3, "conforms")]
    [InlineData(1, "tolerated")]
    [InlineData(0, "tolerated")]
    public void Feedback_ByItsNumberBeforeTheNextPull(int count, string verdict)
    {
        Request("out", "GetAddPerson", ",\"result\":0,\"message\":\"persons_3\",\"answered\":true,\"idle\":false");
        for (var i = 0; i < count; i++) Request("in", "FeedBack", ",\"feedback\":\"2\",\"feedback_text\":\"ok\"");
        Request("in", "GetAddPerson", "");

        Assert.Equal(verdict, Find("feedback", isOver: false));
    }

    [Fact]
    public void BodySn_OfAnotherTerminal_Fails()
    {
        Frame("in", 0x19, 1, """{"count":1,"logs":[{"sn":"another","user_id":"cert-1-1","recog_time":"2026-03-01 08:00:00"}]}""");

        Assert.Equal("fails", Find("body-sn", isOver: false));
    }

    [Fact]
    public void Report_OfAnotherFirmware_ShowsWhatHasChanged()
    {
        static ReportLine Line(string name, string verdict) => new(name, "", default, default, verdict, default, null);
        var before = CertificationReport.Empty with { Lines = [Line("a", "fails"), Line("b", "conforms")] };
        var now = CertificationReport.Empty with { Lines = [Line("a", "conforms"), Line("b", "conforms"), Line("c", "tolerated")] };

        Assert.Equal([("a", "fails", "conforms"), ("c", null, "tolerated")], CertificationReading.Changes(before, now));
    }

    private void Upload(string userId, string time) =>
        Frame("in", 0x19, 1, $$"""{"count":1,"logs":[{"sn":"{{Sn}}","user_id":"{{userId}}","recog_time":"{{time}}"}]}""");

    private void Frame(string direction, byte word, long connection, string? body, int after = 0)
    {
        _now += TimeSpan.FromSeconds(after);
        var rest = body is null ? "" : ",\"body\":" + body;
        var json = $$"""
            {"at":"{{T0 + _now:O}}","connection":{{connection}},"direction":"{{direction}}","command_word":"0x{{word:X2}}","packet":0,"packets":0,"status":1{{rest}}}
            """;
        _seen.Add(Observation.Of(new TrialSeen(Sn, TrialSeen.Frame, json), T0)!);
    }

    private void Request(string direction, string route, string rest) =>
        _seen.Add(Observation.Of(new TrialSeen(Sn, TrialSeen.Request, $$"""{"at":"{{T0:O}}","direction":"{{direction}}","route":"{{route}}"{{rest}}}"""), T0)!);

    private void Outcome(string label, CommandState state) => _seen.Add(new Observation(T0 + _now, ObservationKind.Outcome) { Label = label, State = state, Code = "9999" });

    private string Find(string name, bool isOver, params (string Line, Finding Finding)[] before) => VerdictText.Of(TryFind(name, isOver, before)!.Verdict);

    private Finding? TryFind(string name, bool isOver, params (string Line, Finding Finding)[] before) => CertificationScript.Lines.Single(line => line.Name == name)
        .Judge(new Evidence(Sn, _seen, _seen, before.ToDictionary(static one => one.Line, static one => one.Finding), T0, T0 + _now, isOver));
}
