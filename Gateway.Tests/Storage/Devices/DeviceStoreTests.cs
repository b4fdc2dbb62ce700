using Gateway.Actors.Devices;
using Gateway.Actors.Presence;
using Gateway.Storage.Devices;
using Gateway.Storage.Sql;
using Gateway.Tests.Storage.Attendance;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Devices;

public sealed class DeviceStoreTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    private static readonly DeviceFilter Any = new(null, null, null, null);

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Delete_Device_IsGoneAndItsSnDisabledForThirtyDays(StorageProvider provider) // D39
    {
        await using var test = await CreateAsync(provider);
        var directory = test.Devices;
        await test.Devices.PutAsync([Device("a"), Device("b"), Device("c")], default);

        Assert.True(await test.Devices.DeleteAsync("a", default));
        Assert.False(await test.Devices.DeleteAsync("none", default));

        Assert.Null(await test.Devices.GetAsync("a", default));
        Assert.Equal(["b"], (await test.Devices.GetManyAsync(["a", "b", "none"], default)).Select(static device => device.Sn));
        var found = (await directory.FindManyAsync(["a", "b", "none"], default)).ToDictionary(static device => device.Sn);
        Assert.Equal((2, false, true), (found.Count, found["a"].Enabled, found["b"].Enabled));
        test.Clock.Now = Start.AddDays(30).AddSeconds(-1);
        Assert.Single(await directory.FindManyAsync(["a"], default));
        test.Clock.Now = Start.AddDays(30);
        Assert.Empty(await directory.FindManyAsync(["a"], default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Put_InThePlaceOfAnother_InheritsAndRetiresIt_WhoseUploadsAreTakenForThirtyDays(StorageProvider provider) // D39
    {
        await using var test = await CreateAsync(provider);
        await test.Devices.PutAsync([Device("old", "东门", "s1", "gate", "east"), Device("other")], default);
        DeviceChange Replace(string sn, string former) => new(sn, "l8iTgWXT", null, null, null, null, null, null) { Replaces = former };

        Assert.Equal([PutResult.ReplacesUnknown], await test.Devices.PutAsync([Replace("new", "none")], default));
        Assert.Equal([PutResult.ReplacesOtherKind], await test.Devices.PutAsync([Replace("new", "old") with { Kind = DeviceKind.Enrolment }], default));
        Assert.Null(await test.Devices.GetAsync("new", default));
        Assert.Equal([PutResult.Created], await test.Devices.PutAsync([Replace("new", "old") with { Name = "东门 2" }], default));

        var device = (await test.Devices.GetAsync("new", default))!.Device;
        Assert.Equal((DeviceKind.Attendance, "东门 2", "s1", "gate east", true), (device.Kind, device.Name, device.Site, string.Join(' ', device.Tags), device.Enabled));
        var former = await test.Devices.GetAsync("old", default);
        Assert.Equal(("disabled", "s1", "new", Start), (former!.Status, former.Device.Site, former.Device.ReplacedBy, former.Device.ReplacedAt));
        Assert.Equal([PutResult.ReplacedAlready], await test.Devices.PutAsync([Replace("other", "old")], default));

        // The same once more changes nothing that has been changed since.
        await test.Devices.PutAsync([new DeviceChange("new", null, null, null, "s2", null, null, null)], default);
        Assert.Equal([PutResult.Updated], await test.Devices.PutAsync([Replace("new", "old")], default));
        Assert.Equal("s2", (await test.Devices.GetAsync("new", default))!.Device.Site);

        async Task<(bool Served, bool Enabled)> DoorsAsync() => Assert.Single(await test.Devices.FindManyAsync(["old"], default)) is var d ? (d.IsServed, d.Enabled) : default;
        test.Clock.Now = Start.AddDays(30).AddSeconds(-1);
        Assert.Equal((true, false), await DoorsAsync());
        test.Clock.Now = Start.AddDays(30);
        Assert.Equal((false, false), await DoorsAsync());
        Assert.Equal([PutResult.Updated], await test.Devices.PutAsync([Replace("old", "new")], default)); // It comes back from repair.
        Assert.Equal((true, true), await DoorsAsync());
        Assert.Equal(("s2", null, "old"), ((await test.Devices.GetAsync("old", default))!.Device.Site, (await test.Devices.GetAsync("old", default))!.Device.ReplacedBy,
            (await test.Devices.GetAsync("new", default))!.Device.ReplacedBy));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Put_MoveThatRemovesManyOfARoster_NeedsTheirNumber_AndMarksTheTerminal(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Devices.PutAsync([Device("a", "门", "s1")], default);
        await test.Devices.PutAsync([Device("b", "门", "s2"), Device("c", "门", "s3")], default);
        await test.ExecuteAsync("UPDATE sites SET managed_since = 1 WHERE code IN ('s1', 's2')");
        for (var i = 0; i < 14; i++)
        {
            var (site, state) = i == 13 ? ("NULL", "foreign") : ("'s1'", i == 12 ? "removing" : "present");
            await test.ExecuteAsync($"INSERT INTO roster_devices (sn, user_id, site, state, reported_ref, since) VALUES ('a', 'u{i}', {site}, '{state}', 'r', 1)");
        }

        DeviceChange Move(string site, int? confirmed = null) => new("a", null, null, null, site, null, null, null) { ConfirmRemovals = confirmed };
        // u0 is wanted there, and u1 was until yesterday.
        await test.ExecuteAsync("INSERT INTO roster (site, user_id, version, person_ref, person_bytes, search_text, updated_at) VALUES ('s2', 'u0', 1, 'r', 1, '', 1)");
        await test.ExecuteAsync(
            "INSERT INTO roster (site, user_id, version, person_ref, person_bytes, valid_until, search_text, updated_at) VALUES ('s2', 'u1', 1, 'r', 1, '2025-02-28', '', 1)");

        Assert.Equal([PutResult.RemovalsUnconfirmed], await test.Devices.PutAsync([Move("s2")], default));
        Assert.Equal([PutResult.RemovalsUnconfirmed], await test.Devices.PutAsync([Move("s2", 12)], default));
        Assert.Equal((11, 0), (await test.Devices.CountRemovalsAsync("a", "s2", null, default), await test.Devices.CountRemovalsAsync("a", "s3", null, default)));
        Assert.Equal("s1", (await test.Devices.GetAsync("a", default))!.Device.Site);

        // It counts by the tags that it will have.
        await test.ExecuteAsync("UPDATE roster SET device_tag = 'gate' WHERE user_id = 'u0'");
        Assert.Equal((12, 11), (await test.Devices.CountRemovalsAsync("a", "s2", null, default), await test.Devices.CountRemovalsAsync("a", "s2", ["gate"], default)));
        await test.ExecuteAsync("UPDATE roster SET device_tag = NULL WHERE user_id = 'u0'");
        await test.ExecuteAsync("DELETE FROM roster_work");
        Assert.Equal([PutResult.Updated], await test.Devices.PutAsync([Move("s3")], default)); // Nobody is removed where nothing is managed.
        Assert.Equal([PutResult.Updated], await test.Devices.PutAsync([Move("s2", 11)], default));
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM roster_work WHERE sn = 'a'"));

        await test.Devices.DeleteAsync("a", default);
        Assert.Equal(0, await test.NumberAsync("SELECT (SELECT count(*) FROM roster_work WHERE sn = 'a') + (SELECT count(*) FROM roster_devices WHERE sn = 'a')"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Put_OneThatWasDeleted_IsANewDevice(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Devices.PutAsync([Device("a", name: "old")], default);
        await test.Devices.DeleteAsync("a", default);

        Assert.Equal([PutResult.Created], await test.Devices.PutAsync([Device("a")], default));

        var device = Assert.Single(await ((IDeviceStore)test.Devices).FindManyAsync(["a"], default));
        Assert.Equal((true, null), (device.Enabled, device.Name));
        Assert.Equal(0, await test.NumberAsync("SELECT count(*) FROM decommissioned"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Put_NewDevice_IsReadBackWhole(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);

        var results = await test.Devices.PutAsync([Device("smz-a03", "东门", "工地1", "gate", "east", "gate")], default);

        Assert.Equal([PutResult.Created], results);
        var row = await test.Devices.GetAsync("smz-a03", default);
        Assert.NotNull(row);
        Assert.Null(row.Presence);
        Assert.Equal("never", row.Status);
        Assert.Equal(
            ("smz-a03", DeviceKind.Attendance, "东门", "工地1", "standard", true),
            (row.Device.Sn, row.Device.Kind, row.Device.Name, row.Device.Site, row.Device.Dialect, row.Device.Enabled));
        Assert.Equal(["gate", "east"], row.Device.Tags);
        Assert.Equal("l8iTgWXT", row.Device.Key.Reveal());
        Assert.Equal((Start, Start), (row.Device.CreatedAt, row.Device.UpdatedAt));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Put_NullFields_KeepWhatIsThere(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Devices.PutAsync([Device("smz-a03", "East", "Site", "gate") with { Dialect = "vendor", Enabled = false }], default);
        var before = (await test.Devices.GetAsync("smz-a03", default))!.Device;
        test.Clock.Now = Start.AddDays(1);

        var results = await test.Devices.PutAsync([new DeviceChange("smz-a03", null, null, null, null, null, null, null)], default);

        Assert.Equal([PutResult.Updated], results);
        var after = (await test.Devices.GetAsync("smz-a03", default))!.Device;
        Assert.Equal(Start.AddDays(1), after.UpdatedAt);
        Assert.Equal(before.Tags, after.Tags);
        Assert.Equal(before with { UpdatedAt = after.UpdatedAt, Tags = after.Tags }, after);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Put_AllowedAddresses_AreKeptAndCleared(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var list = AllowedAddresses.Of(["10.0.0.7", "2001:db8::/32"]);
        await test.Devices.PutAsync([Device("smz-a03") with { AllowedAddresses = list }, Device("smz-a04")], default);
        async Task<AllowedAddresses> ReadAsync(string sn) => Assert.Single(await test.Devices.GetManyAsync([sn], default)).AllowedAddresses;

        await test.Devices.PutAsync([new DeviceChange("smz-a03", null, null, "East", null, null, null, null)], default);

        Assert.Equal(list, await ReadAsync("smz-a03"));
        Assert.Equal(list, (await test.Devices.GetAsync("smz-a03", default))!.Device.AllowedAddresses);
        Assert.True((await ReadAsync("smz-a04")).IsAny);
        await test.Devices.PutAsync([Device("smz-a03") with { AllowedAddresses = AllowedAddresses.Any }], default);
        Assert.True((await ReadAsync("smz-a03")).IsAny);
        Assert.Equal(2, await test.NumberAsync("SELECT count(*) FROM devices WHERE allowed_addresses IS NULL"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Put_EmptyFields_ClearButNeverTheKey(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Devices.PutAsync([Device("smz-a03", "East", "Site", "gate") with { Dialect = "vendor" }], default);

        await test.Devices.PutAsync([new DeviceChange("smz-a03", "", DeviceKind.Enrolment, "", "", "", [], null)], default);

        var device = (await test.Devices.GetAsync("smz-a03", default))!.Device;
        Assert.Equal((null, null, "standard", DeviceKind.Enrolment, "l8iTgWXT"), (device.Name, device.Site, device.Dialect, device.Kind, device.Key.Reveal()));
        Assert.Empty(device.Tags);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Put_NewDeviceWithoutKeyOrKind_IsIncompleteAndNothingElseSuffers(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);

        var results = await test.Devices.PutAsync(
            [Device("a") with { Key = null }, Device("b") with { Kind = null }, Device("c"), Device("c", "second"), Device("a", tags: "late")], default);

        Assert.Equal([PutResult.Incomplete, PutResult.Incomplete, PutResult.Created, PutResult.Updated, PutResult.Created], results);
        var page = await test.Devices.ListAsync(Any, 10, null, default);
        Assert.Equal(["a", "c"], page.Items.Select(r => r.Device.Sn));
        Assert.Equal("second", page.Items[1].Device.Name);
        Assert.Equal(["late"], page.Items[0].Device.Tags);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Put_ThousandAtOnce_AllStored(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var changes = Enumerable.Range(0, 1000).Select(i => Device($"sn-{i:D4}", null, null, $"t{i % 3}")).ToList();

        Assert.All(await test.Devices.PutAsync(changes, default), result => Assert.Equal(PutResult.Created, result));
        Assert.All(await test.Devices.PutAsync(changes, default), result => Assert.Equal(PutResult.Updated, result));

        var many = await test.Devices.GetManyAsync([.. changes.Select(c => c.Sn), "none"], default);
        Assert.Equal(changes.Select(c => c.Sn), many.Select(d => d.Sn).Order(StringComparer.Ordinal));
        Assert.All(many, device => Assert.Single(device.Tags));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Delete_RemovesTagsAndPresenceButNotRecords(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Devices.PutAsync([Device("smz-a03", tags: "gate"), Device("smz-a04", tags: "gate")], default);
        await test.Presence.WriteAsync([Seen("smz-a03", true), Seen("smz-a04", true)], [], default);
        await test.Attendance.StoreAsync([Upload("smz-a03", Record("smz-a03", "U1", 1))], default);

        Assert.True(await test.Devices.DeleteAsync("smz-a03", default));

        Assert.False(await test.Devices.DeleteAsync("smz-a03", default));
        Assert.Null(await test.Devices.GetAsync("smz-a03", default));
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM presence"));
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM device_tags"));
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM attendance"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task List_Filters_SelectExactly(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Devices.PutAsync(
            [
                Device("A1", "East Gate", "S1", "gate", "new"), Device("B2", "西门", "S1", "gate"), Device("a3", "100%_wide", "S2"),
                Device("D4") with { Enabled = false },
            ],
            default);
        await test.Presence.WriteAsync([Seen("A1", true), Seen("B2", false), Seen("D4", true)], [], default);

        async Task<string> ListAsync(DeviceFilter filter) =>
            string.Join(' ', (await test.Devices.ListAsync(filter, 10, null, default)).Items.Select(r => r.Device.Sn));

        Assert.Equal("A1 B2 D4 a3", await ListAsync(Any)); // ordinal: capitals first, on both databases
        Assert.Equal("A1", await ListAsync(Any with { Status = "online" }));
        Assert.Equal("B2", await ListAsync(Any with { Status = "offline" }));
        Assert.Equal("a3", await ListAsync(Any with { Status = "never" }));
        Assert.Equal("D4", await ListAsync(Any with { Status = "disabled" }));
        Assert.Equal("A1 B2", await ListAsync(Any with { Site = "S1" }));
        Assert.Equal("A1 B2", await ListAsync(Any with { Tag = "gate" }));
        Assert.Equal("A1", await ListAsync(new DeviceFilter("online", "S1", "new", "GATE")));
        Assert.Equal("A1 B2 D4 a3", await ListAsync(Any with { Kind = DeviceKind.Attendance }));
        Assert.Equal("", await ListAsync(Any with { Kind = DeviceKind.Enrolment }));
        Assert.Equal(
            (4, 3, 1, 2),
            (await test.Devices.CountAsync(Any, 10, default), await test.Devices.CountAsync(Any, 2, default),
                await test.Devices.CountAsync(Any with { Status = "offline" }, 10, default), await test.Devices.CountAsync(Any with { Tag = "gate" }, 10, default)));
        Assert.Equal("A1 a3", await ListAsync(Any with { Query = "a" }));
        Assert.Equal("B2", await ListAsync(Any with { Query = "西" }));
        Assert.Equal("a3", await ListAsync(Any with { Query = "0%_W" }));
        Assert.Equal("", await ListAsync(Any with { Query = "0__w" }));
        Assert.Equal("", await ListAsync(Any with { Tag = "none" }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ListAsync(Any with { Status = "lost" }));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task List_PagesWhileDevicesComeAndGo_GiveEachStayingDeviceOnce(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Devices.PutAsync([.. Enumerable.Range(0, 30).Select(i => Device($"sn-{i:D2}"))], default);

        List<string> read = [];
        string? cursor = null;
        do
        {
            var page = await test.Devices.ListAsync(Any, 4, cursor, default);
            read.AddRange(page.Items.Select(r => r.Device.Sn));
            cursor = page.NextCursor;
            await test.Devices.PutAsync([Device($"aa-{read.Count}")], default);
            await test.Devices.DeleteAsync(page.Items[^1].Device.Sn, default);
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"sn-{i:D2}"), read);
        await Assert.ThrowsAsync<CursorInvalidException>(() => test.Devices.ListAsync(Any, 4, "no cursor", default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Resolve_AnyOfTheTargets_GivesEachDeviceOnceInOrder(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Devices.PutAsync([Device("D", "d", "S2"), Device("A", "a", "S1", "gate"), Device("B", "b", "S1"), Device("C", "c", null, "gate")], default);

        Assert.Equal("A B C D", await ResolvedAsync(all: true));
        Assert.Equal("A B", await ResolvedAsync(sites: ["S1"]));
        Assert.Equal("A B D", await ResolvedAsync(sites: ["S1", "S2", "none"]));
        Assert.Equal("A C", await ResolvedAsync(tags: ["gate"]));
        Assert.Equal("A B C", await ResolvedAsync(["A", "none"], ["S1"], ["gate"]));
        Assert.Equal("D", await ResolvedAsync(["D"]));
        Assert.Equal("", await ResolvedAsync());

        async Task<string> ResolvedAsync(string[]? sns = null, string[]? sites = null, string[]? tags = null, bool all = false) =>
            string.Join(' ', (await test.Devices.ResolveAsync(sns ?? [], sites ?? [], tags ?? [], all, default)).Select(device => device.Sn));
    }

    [Fact]
    public async Task Keys_InTheFiles_AreNotInClear()
    {
        await using var test = await CreateAsync();
        await test.Devices.PutAsync([Device("smz-a03") with { Key = "CaNaRy77" }], default);
        await test.Attendance.StoreAsync([AttendanceStoreTests.Faulty("smz-a03", "510104199001011234", 3)], default);

        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(test.File)!))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("CaNaRy77")));
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("510104199001011234")));
        }

        Assert.Equal("CaNaRy77", (await test.Devices.GetAsync("smz-a03", default))!.Device.Key.Reveal());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task GetMany_OneKeyThatCannotBeDecrypted_FailsAlone(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Devices.PutAsync([Device("smz-a03"), Device("smz-a04")], default);
        await test.ExecuteAsync($"UPDATE devices SET key_protected = {(provider == StorageProvider.Sqlite ? "x'0011'" : @"'\x0011'")} WHERE sn = 'smz-a03'");

        var keys = (await test.Devices.GetManyAsync(["smz-a03", "smz-a04"], default)).ToDictionary(static device => device.Sn, static device => device.Key.Reveal());

        Assert.Equal(("", "l8iTgWXT"), (keys["smz-a03"], keys["smz-a04"]));
        Assert.Equal(2, (await test.Devices.ListAsync(new DeviceFilter(null, null, null, null), 10, null, default)).Items.Count);
        await test.Devices.PutAsync([Device("smz-a03")], default);
        Assert.Equal("l8iTgWXT", (await test.Devices.GetAsync("smz-a03", default))!.Device.Key.Reveal());
    }

    [Fact]
    public void DeviceChange_AsText_ShowsNoKey() => Assert.DoesNotContain("l8iTgWXT", Device("smz-a03").ToString(), StringComparison.Ordinal);

    private static PresenceUpdate Seen(string sn, bool online) =>
        new(sn, online, Start, Gateway.Actors.Sessions.Transport.Socket, "10.0.0.9:4000", "node:4053", Start, 1, 0, online ? null : "closed");
}
