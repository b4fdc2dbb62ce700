using Gateway.Actors.Privacy;
using Gateway.Actors.Registrations;
using Gateway.Platform.Alarms;
using Gateway.Storage.Audit;
using Gateway.Storage.Registrations;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Registrations;

/// <summary>The tables of registrations and audit, on every database that there is.</summary>
public sealed class RegistrationStoreTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    private static readonly RegistrationFilter Any = new(null, null, null, null, null);

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task List_FiltersAndPages_GiveEachOnceInOrder(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var store = test.Registrations;
        for (var i = 0; i < 7; i++) Assert.True(await store.StoreAsync(Worker(i), default));

        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await store.ListAsync(Any, 3, cursor, default);
            seen.AddRange(page.Items.Select(row => row.Registration.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 7).Select(i => Worker(i).Id), seen);
        await AssertSecondsAsync(store, Any with { Sn = "zzj-1" }, 1, 4);
        await AssertSecondsAsync(store, Any with { Site = "工地0" }, 0, 2, 4, 6);
        await AssertSecondsAsync(store, Any with { From = Start.AddSeconds(2), To = Start.AddSeconds(4) }, 2, 3);
        await AssertSecondsAsync(store, Any with { IdNumber = Worker(5).IdNumber }, 5);
        await AssertSecondsAsync(store, Any with { IdNumber = Parse("110105491231002") });
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Newest_Paged_IsTheSameListBackwards_AndIsCountedUpToABound(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var store = test.Registrations;
        for (var i = 0; i < 7; i++) Assert.True(await store.StoreAsync(Worker(i), default));

        var (seen, cursor) = (new List<Guid>(), (string?)null);
        do
        {
            var page = await store.NewestAsync(Any, 3, cursor, default);
            seen.AddRange(page.Items.Select(row => row.Registration.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 7).Reverse().Select(i => Worker(i).Id), seen);
        Assert.Equal((7, 4), (await store.CountAsync(Any, 10, default), await store.CountAsync(Any, 3, default)));
        Assert.Equal(4, await store.CountAsync(Any with { Site = "工地0" }, 10, default));
        Assert.Equal(1, await store.CountAsync(Any with { IdNumber = Worker(5).IdNumber }, 10, default));
        await Assert.ThrowsAsync<CursorInvalidException>(async () => await store.NewestAsync(Any, 3, (await store.ListAsync(Any, 3, null, default)).NextCursor, default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_AboveTheQuota_IsRefusedBySnAndByAddress_AndStoresNothing(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var store = Small(test, new RegistrationQuota(new(3, 1 << 20), new(4, 1 << 20)));
        Registration Of(int i, string sn, string from) => Worker(i) with { Sn = sn, From = from };
        for (var i = 0; i < 3; i++) Assert.True(await store.StoreAsync(Of(i, "a", "192.0.2.1"), default));

        var bySn = await Assert.ThrowsAsync<RegistrationQuotaException>(() => store.StoreAsync(Of(3, "a", "192.0.2.2"), default));
        Assert.True(await store.StoreAsync(Of(4, "b", "192.0.2.1"), default));
        var byAddress = await Assert.ThrowsAsync<RegistrationQuotaException>(() => store.StoreAsync(Of(5, "b", "192.0.2.1"), default));

        Assert.Equal(("a", "192.0.2.1"), (bySn.Subject, byAddress.Subject));
        Assert.False(await store.StoreAsync(Of(1, "a", "192.0.2.1"), default)); // It was there already.
        Assert.True(await store.StoreAsync(Of(6, "a", "192.0.2.1") with { ReceivedAt = Worker(6).ReceivedAt.AddDays(1) }, default));
        Assert.Equal(5, await test.NumberAsync("SELECT count(*) FROM registrations"));
        Assert.Equal(5, await test.NumberAsync("SELECT count(*) FROM outbox WHERE kind = 'registration'"));
        Assert.Equal(10, await test.NumberAsync("SELECT sum(registrations) FROM registration_use"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_ManyAtOnce_NeverPassTheQuota(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var store = Small(test, new RegistrationQuota(new(5, 1 << 20), new(100, 1 << 20)));

        var stored = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            try
            {
                return await store.StoreAsync(Worker(i) with { Sn = "a", From = "192.0.2.1" }, default);
            }
            catch (RegistrationQuotaException)
            {
                return false;
            }
        })));

        Assert.Equal(5, stored.Count(static isNew => isNew));
        Assert.Equal(5, await test.NumberAsync("SELECT count(*) FROM registrations"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Uses_ThreeQuarters_AreAnAlarm(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var store = Small(test, new RegistrationQuota(new(4, 1 << 20), new(100, 1 << 20)));
        for (var i = 0; i < 3; i++) await store.StoreAsync(Worker(i) with { Sn = "a", From = "192.0.2.1" }, default);
        await store.StoreAsync(Worker(9) with { Sn = "b", From = "192.0.2.1" }, default);

        var uses = await store.LargestUsesAsync(Worker(0).ReceivedAt, 10, default);

        var alarm = Assert.Single(uses.SelectMany(QuotaAlarms.Of));
        Assert.Equal(("registration-quota", "a"), (alarm.Code, alarm.Subject));
    }

    private static RegistrationStore Small(TestDatabase test, RegistrationQuota quota) =>
        new(test.Database, test.Protection, new Gateway.Storage.Protection.HashKeys(test.Database, test.Protection), quota);

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Get_RegistrationAndPhoto_AreAsStored(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Registrations.StoreAsync(Worker(1), default);

        var row = (await test.Registrations.GetAsync(Worker(1).Id, default))!;

        Assert.Equal(Worker(1).IdNumber, row.Registration.IdNumber);
        Assert.Equal("甲", row.Registration.Extra["班组"]);
        Assert.Equal([new PhotoHead(PhotoKind.IdPhoto, "image/png", 2), new PhotoHead(PhotoKind.Photo, "image/jpeg", 3)], row.Photos);
        Assert.Equal([1, 2, 3], (await test.Registrations.GetPhotoAsync(row.Registration.Id, PhotoKind.Photo, default))!.Content.ToArray());
        Assert.Null(await test.Registrations.GetPhotoAsync(row.Registration.Id, PhotoKind.InfPhoto, default));
        Assert.Null(await test.Registrations.GetAsync(Guid.NewGuid(), default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Store_AgainAfterARestart_IsOne(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Registrations.StoreAsync(Worker(1), default);
        await test.ReopenAsync();

        Assert.False(await test.Registrations.StoreAsync(Worker(1) with { Id = Guid.NewGuid() }, default));
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM outbox"));
    }

    [Fact]
    public async Task Store_OutboxRefuses_StoresNothing()
    {
        await using var test = await CreateAsync();
        await test.ExecuteAsync("CREATE TRIGGER no_outbox BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'no'); END");

        await Assert.ThrowsAnyAsync<Exception>(() => test.Registrations.StoreAsync(Worker(1), default));

        Assert.Equal((0L, 0L),
            (await test.NumberAsync("SELECT count(*) FROM registrations"), await test.NumberAsync("SELECT count(*) FROM registration_photos")));
    }

    [Fact]
    public async Task List_OneThatCannotBeDecrypted_IsThereWithoutItsWorker()
    {
        await using var test = await CreateAsync();
        await test.Registrations.StoreAsync(Worker(1), default);
        await test.Registrations.StoreAsync(Worker(2), default);
        await test.ExecuteAsync("UPDATE registrations SET content_protected = x'0011' WHERE id = (SELECT MIN(id) FROM registrations)");

        var items = (await test.Registrations.ListAsync(Any, 10, null, default)).Items;

        Assert.Equal(2, items.Count);
        Assert.Single(items, static row => row.Registration.IdNumber.Masked == "*****");
        Assert.Single(items, static row => row.Registration.IdNumber.Masked.Length > 5);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("YTox")]
    public async Task List_CursorOfAnother_IsRefused(string cursor)
    {
        await using var test = await CreateAsync();

        await Assert.ThrowsAsync<CursorInvalidException>(() => test.Registrations.ListAsync(Any, 10, cursor, default));
        await Assert.ThrowsAsync<CursorInvalidException>(() => test.Audit.ListAsync(new AuditFilter(null, null, null, null, null), 10, cursor, default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Audit_Rows_AreListedInOrder(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        for (var i = 0; i < 5; i++)
        {
            test.Clock.Now = Start.AddSeconds(i);
            await test.Audit.AddAsync(new AuditNote(new AuditCaller("k" + (i % 2), "platform", "10.0.0.7"), AuditActions.RegistrationRead, "registrations/" + i, []), default);
        }

        var first = await test.Audit.ListAsync(new AuditFilter(null, null, null, null, null), 3, null, default);
        var second = await test.Audit.ListAsync(new AuditFilter(null, null, null, null, null), 3, first.NextCursor, default);

        Assert.Equal(["registrations/0", "registrations/1", "registrations/2", "registrations/3", "registrations/4"],
            first.Items.Concat(second.Items).Select(entry => entry.Subject));
        Assert.Null(second.NextCursor);
        Assert.Equal((Start, "k0", "platform", "registration.read", "10.0.0.7"),
            (first.Items[0].At, first.Items[0].KeyId, first.Items[0].Role, first.Items[0].Action, first.Items[0].Remote));
        var some = await test.Audit.ListAsync(new AuditFilter("k1", null, null, Start.AddSeconds(2), Start.AddSeconds(4)), 10, null, default);
        Assert.Equal("registrations/3", Assert.Single(some.Items).Subject);
        Assert.Single((await test.Audit.ListAsync(new AuditFilter(null, null, "registrations/4", null, null), 10, null, default)).Items);

        var newest = await test.Audit.ListAsync(new AuditFilter(null, null, null, null, null), 3, null, default, newestFirst: true);
        var older = await test.Audit.ListAsync(new AuditFilter(null, null, null, null, null), 3, newest.NextCursor, default, newestFirst: true);
        Assert.Equal(["registrations/4", "registrations/3", "registrations/2", "registrations/1", "registrations/0"],
            newest.Items.Concat(older.Items).Select(entry => entry.Subject));
        Assert.Null(older.NextCursor);
    }

    private static IdNumber Parse(string text) => IdNumber.TryParse(text, out var number, out var error) ? number : throw new FormatException(error);

    internal static Registration Worker(int i) => new(
        new Guid(i + 1, 0, 0, new byte[8]),
        "zzj-" + (i % 3),
        "工地" + (i % 2),
        Start.AddSeconds(i),
        Parse("51010419900307" + i.ToString("0000", CultureInfo.InvariantCulture)),
        new Gateway.Actors.Privacy.Secret("张三"),
        1,
        "汉",
        new DateOnly(1990, 3, 7),
        new Gateway.Actors.Privacy.Secret("路"),
        new Gateway.Actors.Privacy.Secret("局"),
        "长期",
        1,
        3,
        new Gateway.Actors.Privacy.Secret(""),
        new Dictionary<string, string> { ["班组"] = "甲" },
        [new RegistrationPhoto(PhotoKind.Photo, "image/jpeg", new byte[] { 1, 2, 3 }),
            new RegistrationPhoto(PhotoKind.IdPhoto, "image/png", new byte[] { (byte)i, 9 })]);

    private static async Task AssertSecondsAsync(RegistrationStore store, RegistrationFilter filter, params int[] seconds) =>
        Assert.Equal(seconds, (await store.ListAsync(filter, 100, null, default)).Items.Select(row => (int)(row.Registration.ReceivedAt - Start).TotalSeconds));
}
