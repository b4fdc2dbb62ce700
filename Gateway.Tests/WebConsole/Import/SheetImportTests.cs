using Gateway.Actors.Devices;
using Gateway.Platform.Devices;
using Gateway.Platform.Keys;
using Gateway.Platform.Rosters;
using Gateway.Platform.Sheets;
using Gateway.Simulator.Photos;
using Gateway.Storage.Audit;
using Gateway.Storage.Devices;
using Gateway.Storage.Imports;
using Gateway.Storage.Keys;
using Gateway.Storage.Persons;
using Gateway.Storage.Rosters;
using Gateway.Storage.Sites;
using Gateway.Tests.Platform;
using Gateway.Tests.Platform.Sheets;
using Gateway.WebConsole.Import;
using Gateway.WebConsole.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.Tests.WebConsole.Import;

/// <summary>Whole files, as other programs write them, into a real database. Every test has a site of its own.</summary>
public class SheetImportTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    private const string Person = "user_id,name,work_sn,id_card,valid_until\r\n";

    private static readonly ApiCaller Caller = new("admin", ApiRole.Admin);
    private static readonly AuditCaller Auditor = new("admin", "admin", "127.0.0.1");

    private readonly PlatformHost _host = fixture.Host;
    private readonly ImportStore _history = new(fixture.Host.Database.Database, fixture.Host.Database.Clock);

    private SheetImports Imports
    {
        get
        {
            T Of<T>() where T : notnull => _host.Services.GetRequiredService<T>();
            var devices = new DeviceSheets(Of<DeviceRules>(), Of<DeviceProvisioning>(), Of<DeviceStore>(), Of<SiteStore>());
            var rosters = new RosterSheets(Of<RosterStore>(), Of<PersonStore>(), Of<SiteStore>(), Of<AuditStore>(), Of<RosterImports>(), NullLogger<RosterSheets>.Instance);
            return new SheetImports(devices, rosters, _history);
        }
    }

    /// <summary>The file was written in code page 936, as Excel in Chinese Windows saves a CSV (Gateway.Tests/Vectors/sheets/README.md).</summary>
    [Fact]
    public async Task Terminals_OfAVendorsGbkFile_AreTriedThenImportedThenUnchanged()
    {
        var file = await File.ReadAllBytesAsync(Vector("terminals-gbk.csv"));
        Assert.Throws<DecoderFallbackException>(() => new UTF8Encoding(false, true).GetString(file));

        var trial = await RunAsync(null, file);
        Assert.Equal(new ImportCounts(40, 40, 0, 0, 0, 0), trial.Outcome.Counts);
        Assert.Equal(["A-0217"], trial.Outcome.NewSites);
        Assert.Equal(["备注"], trial.Table.Ignored);
        Assert.Null(await _host.Database.Devices.GetAsync("00840001", default));

        var done = await RunAsync(null, file, trial: trial.Outcome);
        Assert.Equal(trial.Outcome.Counts, done.Outcome.Counts);
        var device = (await _host.Database.Devices.GetAsync("00840008", default))!.Device;
        Assert.Equal(("北门 8，\"进\"", "A-0217", DeviceKind.Enrolment, "K0000008"), (device.Name, device.Site, device.Kind, device.Key.Reveal()));

        var audited = await _host.Database.NumberAsync("SELECT count(*) FROM audit WHERE action = 'device.put'");
        var again = await RunAsync(null, file, trial: trial.Outcome);
        Assert.Equal(new ImportCounts(40, 0, 0, 40, 0, 0), again.Outcome.Counts);
        Assert.Equal(audited, await _host.Database.NumberAsync("SELECT count(*) FROM audit WHERE action = 'device.put'")); // What is so already is not written.

        var history = (await _history.ListAsync(ImportKind.Devices, null, 2, null, default)).Items;
        Assert.Equal([again.Outcome.Counts, done.Outcome.Counts], history.Select(static entry => entry.Counts));
        Assert.All(history, static entry => Assert.True(entry is { IsWhole: true, KeyId: "admin", File: "file" }));
    }

    [Fact]
    public async Task Terminals_WithFaults_AreNamedByRowColumnAndCodeAndTheOthersTaken()
    {
        const string Csv = """
            序列号,密钥,类型,启用
            f-1,l8iTgWXT,闸机,是
            f-2,short,考勤,是
            f-3,l8iTgWXT,冰箱,也许
            8.40001E+11,l8iTgWXT,考勤,否
            f-4,,,
            #N/A,l8iTgWXT,考勤,
            """;

        var (outcome, table) = await RunAsync(null, Encoding.UTF8.GetBytes(Csv));

        Assert.Equal(new ImportCounts(6, 1, 0, 0, 0, 5), outcome.Counts);
        Assert.Equal(
            ["3 key device-key-invalid", "4 enabled device-enabled-invalid", "5 sn field-invalid", "6 key device-incomplete", "7 sn field-invalid"],
            outcome.Rejected.Select(static line => $"{line.Line} {line.Errors[0].Field} {line.Errors[0].Kind.Code}"));
        Assert.Contains("8.40001E+11", ConsoleText.Chinese.Fault(outcome.Rejected[2].Errors[0]), StringComparison.Ordinal);
        Assert.All(outcome.Rejected.SelectMany(static line => line.Errors), static error => Assert.DoesNotMatch("[a-z]{4} [a-z]{3}", ConsoleText.Chinese.Fault(error)));
        Assert.Equal(1, table.ColumnOf("key"));
    }

    [Fact]
    public async Task Terminals_WithoutAKindOrASite_GetWhatWasChosenAndOldOnesKeepTheirs()
    {
        await _host.PutDeviceAsync("w-1", """{"key":"l8iTgWXT","kind":"enrolment"}""");
        var wishes = new ImportWishes { Kind = "attendance", Site = "W-9" };

        var run = await RunAsync(null, "sn,key\nw-1,l8iTgWXT\nw-2,l8iTgWXT\n"u8.ToArray(), wishes, new ImportOutcome(default(ImportCounts)));

        Assert.Equal((1, 1), (run.Outcome.Counts.Added, run.Outcome.Counts.Changed));
        var devices = (await _host.Database.Devices.GetManyAsync(["w-1", "w-2"], default)).OrderBy(static device => device.Sn).ToList();
        Assert.Equal([(DeviceKind.Enrolment, "W-9"), (DeviceKind.Attendance, "W-9")], devices.Select(static device => (device.Kind, device.Site)));
    }

    /// <summary>The file was written by another program's library: two sheets, a name above the head, Chinese dates (Gateway.Tests/Vectors/sheets/README.md).</summary>
    [Fact]
    public async Task Persons_OfAWorkbookOf500_AreImportedAndTheThreeFaultsNamedByRow()
    {
        await SiteAsync("X1");
        var file = await File.ReadAllBytesAsync(Vector("people-500.xlsx"));

        var trial = await RunAsync("X1", file);
        var done = await RunAsync("X1", file, trial: trial.Outcome);

        Assert.Equal(new ImportCounts(500, 498, 0, 0, 0, 2), done.Outcome.Counts);
        Assert.Equal(["77 id_card", "120 name"], done.Outcome.Rejected.Select(static line => $"{line.Line} {line.Errors[0].Field}"));
        Assert.Equal(["序号", "班组"], done.Table.Ignored);
        var roster = await _host.Database.Rosters.GetAllAsync("X1", default);
        Assert.Equal(498, roster.Count);
        Assert.Equal(("2026-03-02", "2026-12-31"), (roster["00001"].ValidFrom, roster["00001"].ValidUntil));
        Assert.Equal(("2026-03-11", (string?)null), (roster["00010"].ValidFrom, roster["00010"].ValidUntil));
        Assert.True(roster.ContainsKey("00038")); // A number that shows its zeros.
        var person = (await _host.Database.Persons.LoadAsync([roster["00001"].PersonRef], default))[roster["00001"].PersonRef]!;
        Assert.Equal(18, person.IdCard.Length);
        Assert.Equal(498, (await RunAsync("X1", file)).Outcome.Counts.Unchanged);
    }

    [Fact]
    public async Task RejectedRows_CorrectedInTheirFile_AreImportedFromIt()
    {
        await SiteAsync("X2");
        var (outcome, table) = await RunAsync("X2", Encoding.UTF8.GetBytes("工号,姓名,备注\n001,刘强,a\n002,,b\n001,张三,c\n"));
        Assert.Equal((1, 2), (outcome.Counts.Added, outcome.Counts.Rejected));
        using var file = new MemoryStream();
        await RejectedFile.WriteAsync(file, table, outcome.Rejected, ConsoleText.Chinese, default);

        var sheet = SheetFile.Read(file.ToArray(), default)[0];
        Assert.Equal(["工号", "姓名", "备注", "错误原因"], sheet.Rows[0].Cells);
        Assert.Equal(["002", "", "b", "姓名：须为 1 至 64 个字符"], sheet.Rows[1].Cells);
        Assert.Equal("人员编号：与第 2 行重复", sheet.Rows[2][3]);

        var corrected = sheet with { Rows = [sheet.Rows[0], new SheetRow(2, ["002", "李四", "b", "姓名：须为 1 至 64 个字符"])] };
        var again = await RunAsync("X2", [corrected], null, new ImportWishes(), new ImportOutcome(default(ImportCounts)));
        Assert.Equal(new ImportCounts(1, 1, 0, 0, 0, 0), again.Outcome.Counts);
        Assert.True((await _host.Database.Rosters.GetAllAsync("X2", default)).ContainsKey("002"));
    }

    [Fact]
    public async Task Photos_OfAZip_AreFoundByUserIdAndWorkNumberAndStayWhenNoneIsBrought()
    {
        await SiteAsync("X3");
        var (one, two) = (FaceImage.Make(1), FaceImage.Make(2));
        var zip = XlsxParts.Zip([
            ("名单.csv", Encoding.UTF8.GetBytes("人员编号,姓名,工号,照片\nu1,甲,,\nu2,乙,W2,\nu3,丙,,\nu4,丁,,\nu5,戊,,缺.jpg\nu6,己,,big\n")), ("照片/U1.jpg", one), ("照片/w2.JPG", two),
            ("u4.png", "no image"u8.ToArray()), ("big.jpg", new byte[3_000_000]), ("nobody.jpg", one),
        ]);
        using (var photos = PhotoArchive.Open(new MemoryStream(zip)))
        {
            var sheets = SheetFile.Read(photos.ReadSheet(), default);
            var run = await RunAsync("X3", sheets, photos, new ImportWishes(), new ImportOutcome(default(ImportCounts)));

            Assert.Equal(new ImportCounts(6, 3, 0, 0, 0, 3), run.Outcome.Counts);
            Assert.Equal(
                ["5 face-template-not-an-image", "6 face-template-not-an-image", "7 face-template-too-large"],
                run.Outcome.Rejected.Select(static line => $"{line.Line} {line.Errors[0].Kind.Code}"));
            Assert.Equal(1, run.Outcome.UnusedPhotos);
        }

        Assert.Equal([one, two, null], await PhotosAsync("X3", "u1", "u2", "u3"));

        // A list of dates: faces, numbers and names stay.
        var dates = await RunAsync("X3", "人员编号,退场日期\nu1,2026/12/31\nu2,\n"u8.ToArray(), trial: new ImportOutcome(default(ImportCounts)));
        Assert.Equal(new ImportCounts(2, 0, 1, 1, 0, 0), dates.Outcome.Counts);
        Assert.Equal([one, two, null], await PhotosAsync("X3", "u1", "u2", "u3"));
        var u2 = (await _host.Database.Rosters.GetAllAsync("X3", default))["u2"];
        Assert.Equal("W2", (await _host.Database.Persons.LoadAsync([u2.PersonRef], default))[u2.PersonRef]!.WorkSn);
    }

    [Fact]
    public async Task Persons_WhoAreNotInTheSheet_GoOnlyWhenThatWasChosenAndTheNumberIsTheOneShown()
    {
        await SiteAsync("X4");
        static byte[] List(int from, int to) =>
            Encoding.UTF8.GetBytes(Person + string.Concat(Enumerable.Range(from, to - from).Select(static i => $"u{i:00},工人{i},{i},,\r\n")));
        await RunAsync("X4", List(0, 40), trial: new ImportOutcome(default(ImportCounts)));
        var replace = new ImportWishes { IsReplace = true };

        var trial = await RunAsync("X4", List(20, 40), replace);
        Assert.Equal(new ImportCounts(20, 0, 0, 20, 20, 0), trial.Outcome.Counts);
        await RunAsync("X4", List(50, 51), trial: new ImportOutcome(default(ImportCounts))); // Somebody else adds one meanwhile.
        Assert.Equal(ImportRefusal.RemovalsChanged, (await RunAsync("X4", List(20, 40), replace, trial.Outcome)).Outcome.Refusal);
        Assert.Equal(41, (await _host.Database.Rosters.GetAllAsync("X4", default)).Count);
        Assert.False((await _history.ListAsync(ImportKind.Roster, "X4", 1, null, default)).Items[0].IsWhole);

        // Whose number has lost its digits may be anybody: nobody goes.
        var lost = await RunAsync("X4", Encoding.UTF8.GetBytes(Person + "5.10104E+17,刘强,,,\r\n"), replace);
        Assert.Equal((0, 41), (lost.Outcome.Counts.Removed, lost.Outcome.Withheld));

        var second = await RunAsync("X4", List(20, 40), replace);
        Assert.Equal(21, (await RunAsync("X4", List(20, 40), replace, second.Outcome)).Outcome.Counts.Removed);
        Assert.Equal(20, (await _host.Database.Rosters.GetAllAsync("X4", default)).Count);
    }

    [Fact]
    public async Task Site_ThatIsNotThere_IsRefused() =>
        Assert.Equal(ImportRefusal.SiteUnknown, (await RunAsync("X9", Encoding.UTF8.GetBytes(Person + "u1,甲,,,"))).Outcome.Refusal);

    private static string Vector(string name) => Path.Combine(AppContext.BaseDirectory, "Vectors", "sheets", name);

    private async Task SiteAsync(string code) => await _host.SendAsync("PUT", "/api/v1/sites/" + code, "{}");

    private Task<(ImportOutcome Outcome, SheetTable Table)> RunAsync(string? site, byte[] file, ImportWishes? wishes = null, ImportOutcome? trial = null) =>
        RunAsync(site, SheetFile.Read(file, default), null, wishes ?? new ImportWishes(), trial);

    private async Task<(ImportOutcome Outcome, SheetTable Table)> RunAsync(
        string? site, IReadOnlyList<Sheet> sheets, PhotoArchive? photos, ImportWishes wishes, ImportOutcome? trial)
    {
        var mapping = SheetMapping.Guess(sheets, site is null ? ImportFields.Devices : ImportFields.Roster);
        Assert.True(mapping.IsSure);
        _host.Database.Clock.Now += TimeSpan.FromSeconds(1); // The history has them in their order.
        var table = new SheetTable(sheets, mapping);
        return (await Imports.RunAsync(site, "file", new ImportRun(table, photos, wishes, Caller, Auditor, trial), default), table);
    }

    private async Task<IReadOnlyList<byte[]?>> PhotosAsync(string site, params string[] users)
    {
        var roster = await _host.Database.Rosters.GetAllAsync(site, default);
        var persons = await _host.Database.Persons.LoadAsync([.. users.Select(user => roster[user].PersonRef)], default);
        return [.. users.Select(user => persons[roster[user].PersonRef]!.Photo)];
    }
}
