using Gateway.Actors.Sessions;
using Gateway.Actors.Sightings;
using Gateway.Platform.Alarms;
using Gateway.Storage.Alarms;
using Gateway.Storage.Attendance;
using Gateway.Storage.Audit;
using Gateway.WebConsole.Text;
using Xunit;

namespace Gateway.Tests.WebConsole.Text;

/// <summary>Alarms and the audit in the viewer's words: codes and values, rendered where they are shown.</summary>
public sealed class AlarmTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    /// <summary>Every alarm with the values that it is raised with.</summary>
    public static TheoryData<string, string> Findings => new()
    {
        { AlarmCodes.WrongKey, "remote=10.1.2.3:40" },
        { AlarmCodes.Flapping, "reason=peer_closed" },
        { AlarmCodes.SnConflict, "remote=10.1.2.3:40" },
        { AlarmCodes.ClockWrong, "seconds=-754" },
        { AlarmCodes.ClockWrong, "" },
        { AlarmCodes.SiteSilent, "terminals=8;heard=2026-03-02T05:40:00Z" },
        { AlarmCodes.FeedLag, "seconds=75" },
        { AlarmCodes.QuarantineGrowing, "uploads=61;minutes=60" },
        { AlarmCodes.QuarantineEntry, "what=unread;entries=3;kib=12;entries_most=1000;mib_most=64" },
        { AlarmCodes.QuarantineHalf, "what=other_key;entries=501;kib=12;entries_most=1000;mib_most=64" },
        { AlarmCodes.RegistrationQuota, "registrations=900;mib=31;registrations_most=1000;mib_most=200" },
        { AlarmCodes.UploadSurge, "today=9001;usual=200" },
        { AlarmCodes.UploadSurge, "today=9001" },
        { AlarmCodes.Unreported, "type=person.delete" },
        { AlarmCodes.RosterSuspect, "sign=refuses" },
        { AlarmCodes.RosterSuspect, "sign=quiet" },
        { AlarmCodes.UnknownPerson, "records=4;site=S-01;user=51**34;last=2026-03-02T05:40:00Z" },
        { AlarmCodes.DiskLow, "gib=0.8" },
        { AlarmCodes.DiskForecast, "mib_a_day=120.5;gib=3.1;days=26" },
        { AlarmCodes.CertificateExpiring, "on=2026-03-20" },
        { AlarmCodes.NodeRefused, "" },
        { AlarmCodes.KeyRingClear, "" },
        { AlarmCodes.RetentionClock, "days=3.5" },
        { AlarmCodes.RetentionClock, "from=2026-01-01;to=2027-01-01;again=2027-01-08" },
    };

    [Fact]
    public void Findings_AreOfEveryCode() => Assert.Equal(AlarmCodes.All.Order(), Findings.Select(static row => (string)row[0]).Distinct().Order());

    [Theory]
    [MemberData(nameof(Findings))]
    public void Sentence_OfEveryAlarm_IsChineseAndHasItsValues(string code, string values)
    {
        var pairs = values.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('='));
        var alarm = Alarm(code, pairs.ToDictionary(static pair => pair[0], static pair => pair[1]));

        var (zh, en) = (ConsoleText.Chinese.AlarmSentence(alarm, At), ConsoleText.English.AlarmSentence(alarm, At));

        Assert.DoesNotContain("English detail", zh + en, StringComparison.Ordinal);
        Assert.True(zh.Count(static letter => letter >= '\u4e00') > 5, zh);
        foreach (var word in new[] { "akka", "node-1", "peer_closed", "person.", "2026-03-02T" }) Assert.DoesNotContain(word, zh + en, StringComparison.Ordinal);
        string[] said = ["reason", "type", "sign", "what", "seconds", "heard", "last"]; // In other words than they are stored in.
        foreach (var value in alarm.Values!.Where(one => !said.Contains(one.Key)).Select(static one => one.Value))
            Assert.True(zh.Contains(value, StringComparison.Ordinal) && en.Contains(value, StringComparison.Ordinal), $"{value} in {zh} / {en}");
    }

    [Fact]
    public void Sentence_OfWhatTheRulesRaise_HasAllOfItsValues()
    {
        var time = new FakeTimeProvider(Now);
        var sightings = new TerminalSightings(time);
        (SightingKind Kind, string Detail)[] seen =
            [(SightingKind.WrongKey, ""), (SightingKind.Closed, "silent"), (SightingKind.Unreported, "person.push"), (SightingKind.UnknownPerson, "")];
        foreach (var (kind, detail) in seen)
            for (var i = 0; i < 5; i++) sightings.Note("smz-a03", kind, "10.0.0.7:4711", detail);
        var quarantine = QuarantineAlarms.Of(new QuarantineUse("smz-a03", "smz-a03", true, false, new QuarantineBound(600, 70 << 20), new QuarantineBound(1000, 64 << 20)));

        var raised = SightingAlarms.Of(sightings, Now).Concat(quarantine).Select(static one => Alarm(one.Code, one.Values!)).ToList();

        Assert.Equal(["flapping", "quarantine-entry", "quarantine-half", "roster-suspect", "unreported", "wrong-key"], raised.Select(static one => one.Code).Order());
        var said = raised.ToDictionary(static one => one.Code, static one => ConsoleText.Chinese.AlarmSentence(one, At));
        Assert.Contains("10.0.0.7:4711", said["wrong-key"], StringComparison.Ordinal);
        Assert.Contains("心跳中断", said["flapping"], StringComparison.Ordinal);
        Assert.Contains("下发人员", said["unreported"], StringComparison.Ordinal);
        Assert.Contains("不认识", said["roster-suspect"], StringComparison.Ordinal);
        Assert.Contains(" 600 个用其密钥无法解密的上传（71680 KiB；上限 1000 个、64 MiB）", said["quarantine-entry"], StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_OfAnOlderVersion_IsWhatItSaidButOfANodeNothing()
    {
        var old = Alarm(AlarmCodes.WrongKey, null);
        var node = Alarm(AlarmCodes.NodeRefused, null) with { Subject = "akka.tcp://gateway@10.0.0.1:4053" };

        Assert.Equal("English detail", ConsoleText.Chinese.AlarmSentence(old, At));
        Assert.Equal(("", "网关节点"), (ConsoleText.Chinese.AlarmSentence(node, At), ConsoleText.Chinese.AlarmSubject(node)));
    }

    [Fact]
    public void CloseReason_OfEveryCode_IsSaid() =>
        Assert.All(CloseReasonText.All, static code => Assert.DoesNotContain(ConsoleText.Chinese.CloseReason(code), new[] { code, "其他" }));

    [Fact]
    public void AuditAction_OfEveryKind_IsSaid() => Assert.All(AuditActions.All, static action => Assert.NotEqual(action, ConsoleText.Chinese.AuditAction(action)));

    [Fact]
    public void Alarm_OfEveryCode_IsSaid() => Assert.All(AlarmCodes.All, static code => Assert.NotEqual(code, ConsoleText.Chinese.Alarm(code)));

    [Theory]
    [InlineData("9013", "no face found", "照片不合格（9013）：no face found")]
    [InlineData("9013", null, "照片不合格（9013）")]
    [InlineData("1234", "磁盘满", "终端拒绝（1234）：磁盘满")]
    [InlineData("unreported", null, "多次下发均无回执")]
    [InlineData("9998", "person: cannot be decrypted", "人员资料无法解密，请重新下发")]
    [InlineData(null, null, "无应答")]
    public void Result_OfACommand_IsMeaningAndTheTerminalsWords(string? code, string? said, string expected) => Assert.Equal(expected, ConsoleText.Chinese.Result(code, said));

    private static Alarm Alarm(string code, IReadOnlyDictionary<string, string>? values) =>
        new(1, code, "smz-a03", "English detail", "node-1", null, Now, Now, null) { Values = values };

    private static string At(DateTimeOffset? at) => at!.Value.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
