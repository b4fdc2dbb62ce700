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

        Assert.Equal(["A", "B", "C", "D"], await test.Devices.ResolveAsync(null, null, null, true, default));
        Assert.Equal(["A", "B"], await test.Devices.ResolveAsync(null, "S1", null, false, default));
        Assert.Equal(["A", "C"], await test.Devices.ResolveAsync(null, null, "gate", false, default));
        Assert.Equal(["A", "B", "C"], await test.Devices.ResolveAsync(["A", "none"], "S1", "gate", false, default));
        Assert.Equal(["D"], await test.Devices.ResolveAsync(["D"], null, null, false, default));
        Assert.Empty(await test.Devices.ResolveAsync(null, null, null, false, default));
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
