using Gateway.Platform.Commands;
using Gateway.Platform.Devices;
using Gateway.Platform.Import;
using Gateway.Platform.Jobs;
using Gateway.Platform.Problems;
using Gateway.Platform.Rosters;
using Gateway.Platform.Sites;
using Gateway.WebConsole.Text;
using Xunit;

namespace Gateway.Tests.WebConsole.Text;

/// <summary>What the rules say is wrong, in the language of who filled the form in.</summary>
public sealed class FaultTextTests
{
    private static readonly string[] EnglishWords = ["must", " is ", " has ", "needed", "allowed"];

    private static readonly string Long = new('x', 300);
    private static readonly DeviceRules Devices = new(new DialectNames(new HashSet<string> { "standard" }));

    [Fact]
    public void Message_InterpolatedString_KeepsWordsAndValuesApart()
    {
        var errors = new FieldErrors();
        var most = 128;

        errors.Add("name", ProblemKinds.DeviceNameInvalid, $"has {300} characters, at most {most} are allowed");

        var error = errors.All.Single();
        Assert.Equal("has {0} characters, at most {1} are allowed", error.Message.Words);
        Assert.Equal(["300", "128"], error.Message.Values);
        Assert.Equal("name: has 300 characters, at most 128 are allowed", errors.ToLine());
        Assert.Equal("名称：共 300 个字符，最多 128 个", ConsoleText.Chinese.Fault(error));
        Assert.Equal("name: has 300 characters, at most 128 are allowed", ConsoleText.English.Fault(error));
    }

    [Fact]
    public void Fault_AValueThatLooksLikeAPlace_IsShownAsItIs()
    {
        var errors = new FieldErrors();
        errors.Add("site", ProblemKinds.ImportHeaderInvalid, $"is not a known column; known: {"{0}, {9}"}");

        Assert.Equal("工地：不是可识别的列；可用的列：{0}, {9}", ConsoleText.Chinese.Fault(errors.All.Single()));
    }

    [Fact]
    public void Rules_OfDevices_AreSaidInChinese() => AllInChinese(errors =>
    {
        DeviceRules.Sn("", errors);
        DeviceRules.Sn(Long, errors);
        DeviceRules.Sn("机", errors);
        string[] many = [.. Enumerable.Repeat("t", 40)];
        Devices.Check("smz-1", new PutDeviceRequest("short", "other", Long, Long, "none", many, null, ["10.0.0.1/99"], ["air"]) { UploadKey = "x" }, errors);
        var other = new PutDeviceRequest("01010101", Name: "a\u202Eb", Site: "..", Tags: [Long], AllowedAddresses: ["what?"]) { Replaces = "smz-1", Certifying = true };
        Devices.Check("smz-1", other, errors);
        Devices.Check("smz-1", new PutDeviceRequest(Site: "S", Certifying: true, AllowedAddresses: [.. Enumerable.Repeat("10.0.0.1", 1000)]), errors);
        DeviceRules.AddMissing(new Gateway.Storage.Devices.DeviceChange("a", null, null, null, null, null, null, null, null, null, null, null), errors);
    });

    [Fact]
    public void Rules_OfSites_AreSaidInChinese() => AllInChinese(errors =>
    {
        var today = new DateOnly(2026, 3, 2);
        SiteRules.CheckCode("", errors);
        SiteRules.CheckCode("..", errors);
        SiteRules.CheckCode(Long, errors);
        SiteRules.CheckCode("a\u200Bb", errors);
        SiteHours[] wrong = [new(["mon", "mon"], "5", "25:00"), new(["mon"], "05:00", "05:00")];
        SiteRules.Apply(null, "S", new PutSiteRequest(Long, Status: "gone", Drift: "off", RetentionDays: 1, Tags: [Long], Hours: wrong), today, errors);
        SiteRules.Apply(null, "S", new PutSiteRequest(Status: "completed", CompletedOn: "soon", Tags: [.. Enumerable.Repeat("t", 40)]), today, errors);
        SiteHours[] many = [.. Enumerable.Repeat(new SiteHours(["mon"], "05:00", "06:00"), 40)];
        SiteRules.Apply(null, "S", new PutSiteRequest(Status: "active", CompletedOn: "2026-01-01", Hours: many), today, errors);
        SiteRules.Apply(null, "S", new PutSiteRequest(Status: "settled", CompletedOn: "2026-02-01", SettledOn: "2026-01-01"), today, errors);
        SiteRules.Apply(null, "S", new PutSiteRequest(Status: "completed", CompletedOn: "2027-01-01"), today, errors);
        SiteRules.Apply(null, "S", new PutSiteRequest(Status: "completed"), today, errors);
    });

    [Fact]
    public void Rules_OfCommandsAndJobs_AreSaidInChinese() => AllInChinese(errors =>
    {
        CommandRules.Check(new CommandRequest("dance", "two words", TtlSeconds: -1), "", errors);
        CommandRules.Check(new CommandRequest("person.push"), "", errors);
        CommandRules.Check(new CommandRequest("person.delete", Person: new PersonRequest()), "", errors);
        CommandRules.Check(new CommandRequest("clock.set", UserId: "1"), "", errors);
        CommandRules.Check(new CommandRequest("person.push", Person: new PersonRequest("", " x ", Long, "机")), "", errors);
        CommandRules.CheckTargets(new TargetsRequest(), errors);
        CommandRules.CheckTargets(new TargetsRequest(Site: ""), errors);
        JobRules.Check(new JobRequest(), errors);
        JobRules.Check(
            new JobRequest(
                Targets: new JobTargetsRequest(Sns: [""], Sites: [""]), Command: new CommandRequest("clock.set"),
                Rollout: new JobRolloutRequest(CanaryMinutes: 0, PerMinute: 0, Factor: 0),
                Window: new JobWindowRequest("5", "5"), Abort: new JobAbortRequest(0, 0)),
            errors);
    });

    [Fact]
    public void Rules_OfRosters_AreSaidInChinese() => AllInChinese(errors =>
    {
        RosterRules.Check(null, new RosterPersonRequest(), errors);
        RosterRules.Check("1", new RosterPersonRequest("张三", ValidFrom: "tomorrow", DeviceTag: Long), errors);
        RosterRules.Check("1", new RosterPersonRequest("张三", ValidFrom: "2026-03-02", ValidUntil: "2026-03-01"), errors);
    });

    [Fact]
    public void Rules_OfImports_AreSaidInChinese() => AllInChinese(errors =>
    {
        var columns = new CsvColumns(["sn", "key"], "sn");
        columns.ReadHeader("key,key,name"u8, errors);
        columns.ReadHeader("sn,\"key"u8, errors);
        columns.ReadHeader([0xFF], errors);
        columns.ReadHeader("sn,key"u8, errors);
        columns.Read("a"u8, errors);
        columns.Read("a,\"b\"c"u8, errors);
    });

    [Fact]
    public void Problem_OfEveryKind_HasChinese() => Assert.All(ProblemKinds.All, static kind =>
    {
        Assert.NotNull(ConsoleText.ProblemZh(kind.Code));
        Assert.Equal(kind.Title, ConsoleText.English.Problem(kind.Code));
    });

    private static void AllInChinese(Action<FieldErrors> check)
    {
        var errors = new FieldErrors();

        check(errors);

        Assert.NotEmpty(errors.All);
        Assert.All(errors.All, static error =>
        {
            var said = ConsoleText.Chinese.Fault(error);
            foreach (var word in EnglishWords) Assert.DoesNotContain(word, said, StringComparison.Ordinal);
            Assert.NotEqual(error.Field, ConsoleText.Chinese.FieldName(error.Field));
        });
    }
}
