using Gateway.Actors.Commands;
using Gateway.Actors.Privacy;
using Gateway.Actors.Registrations;
using Gateway.Actors.Time;
using Gateway.Platform.Registrations;
using Gateway.Platform.Rosters;
using Gateway.Platform.Workers;
using Gateway.Storage.Audit;
using Gateway.Storage.Persons;
using Gateway.Storage.Rosters;
using Gateway.Storage.Sql;
using Gateway.Tests.Storage.Rosters;
using Gateway.Tests.Support;
using Xunit;

namespace Gateway.Tests.Platform.Workers;

/// <summary>One person over all sites, and what the audit knows of him.</summary>
public sealed class WorkerReadingTests
{
    /// <summary>Of nobody: made for this test.</summary>
    private const string IdCard = "510104199003070003";

    private static readonly AuditCaller Officer = new("k-1", "platform", "192.0.2.1", "wage claim 17");

    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Get_OfSomebodyOnTwoSites_HasEachWithItsGates_AndHisRegistrationsMasked(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var site = await SitesAsync(test, "1001");
        await RegisterAsync(test);
        await site.RoundAsync();
        await site.EndAsync("g1", "1001", CommandState.Failed, "9013");

        var worker = await Reading(test).GetAsync("1001", default);

        Assert.Equal(("张**", true), (worker.Name, worker.IsKnown));
        Assert.Equal(
            ["s g1 failed 9013", "t g2 pending "],
            worker.Sites.SelectMany(static one => one.Places.Select(place => $"{one.Code} {place.Sn} {place.State} {place.ResultCode}")));
        Assert.Equal("510*************03", Assert.Single(worker.Registrations).Registration.IdNumber.Masked);
        Assert.Equal("***", worker.ToString());
        Assert.Empty(await test.ColumnAsync<long>("SELECT id FROM audit")); // Nothing was shown in clear.
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Get_OfSomebodyWhomNoRosterHas_IsThereAndEmpty(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);

        var worker = await Reading(test).GetAsync("nobody", default);

        Assert.Equal((null, false, 0), (worker.Name, worker.IsKnown, worker.Registrations.Count));
        Assert.Null(await Reading(test).ShowAsync(worker, Officer, default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Audit_OfAWorker_HasChangesToHimAndWhoLookedAtHimAndHisPhoto_NewestFirst(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await SitesAsync(test, "1001");
        await RegisterAsync(test);
        await test.Audit.AddAsync(new AuditNote(Officer, AuditActions.RosterPut, "sites/s/roster/1001", ["s", "1001"]), default);
        await test.Audit.AddAsync(new AuditNote(Officer, AuditActions.RosterPut, "sites/s/roster/1002", ["s", "1002"]), default);
        var reading = Reading(test);
        var worker = await reading.GetAsync("1001", default);

        var shown = await reading.ShowAsync(worker, Officer, default);
        var registrations = new RegistrationReading(test.Registrations, test.Audit, new RegistrationSearchPace(test.Clock));
        await registrations.GetPhotoAsync(worker.Registrations[0].Registration.Id, PhotoKind.Photo, Officer, default);

        Assert.Equal(("张三丰", IdCard), (shown!.Name, shown.IdCard));
        var first = await reading.AuditAsync(worker, 2, null, default);
        var rest = await reading.AuditAsync(worker, 2, first.NextCursor, default);
        Assert.Equal(
            [AuditActions.RegistrationPhotoRead, AuditActions.RosterRead, AuditActions.RosterPut], first.Items.Concat(rest.Items).Select(static row => row.Action));
        Assert.All(first.Items, static row => Assert.Equal("wage claim 17", row.Reason));
        Assert.Null(rest.NextCursor);
    }

    [Fact]
    public async Task NoteSearch_OfAnIdNumber_KeepsItsMask()
    {
        await using var test = await TestDatabase.CreateAsync();

        await Reading(test).NoteSearchAsync("11010519491231002X", Officer, default);

        Assert.Equal("workers/110*************2X", Assert.Single(await test.ColumnAsync<string>("SELECT subject FROM audit")));
    }

    private static WorkerReading Reading(TestDatabase test) => new(
        new WorkerStore(test.Database, test.Hidden),
        new RosterReading(test.RosterLists, test.Persons, test.Sites, test.Audit, GatewayZone.Standard, test.Clock),
        test.Sites, test.Persons, test.RosterLists, test.Registrations, test.Audit, GatewayZone.Standard, test.Clock);

    /// <summary>Sites s with gate g1, and t with gate g2; the person is on both rosters.</summary>
    private static async Task<RosterCase> SitesAsync(TestDatabase test, string userId)
    {
        var person = await test.Persons.SaveAsync(new StoredPerson { UserId = userId, Name = "张三丰", WorkSn = "w", IdCard = IdCard }, default);
        var site = new RosterCase(test);
        foreach (var (code, gate) in new[] { ("s", "g1"), ("t", "g2") })
        {
            await site.SiteAsync(code);
            await site.DeviceAsync(gate, code);
            await site.WantAsync(code, userId, person);
        }

        return site;
    }

    private static Task<bool> RegisterAsync(TestDatabase test) => test.Registrations.StoreAsync(
        new Registration(
            new Guid(1, 0, 0, new byte[8]), "e1", "s", TestDatabase.Start, IdNumber.TryParse(IdCard, out var number, out _) ? number : throw new FormatException(IdCard),
            new Secret("张三丰"), 1, "汉", new DateOnly(1990, 3, 7), new Secret("路"), new Secret("局"), "长期", 1, 3, new Secret(""), new Dictionary<string, string>(),
            [new RegistrationPhoto(PhotoKind.Photo, "image/jpeg", new byte[] { 1, 2, 3 })]),
        default);
}
