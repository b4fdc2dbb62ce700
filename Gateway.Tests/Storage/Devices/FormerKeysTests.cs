using Gateway.Storage.Devices;
using Gateway.Storage.Retention;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Devices;

/// <summary>D35: the last five keys of a device, for 90 days.</summary>
public sealed class FormerKeysTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Put_OtherKeys_KeepsTheLastFiveFor90Days(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Devices.PutAsync([Device("A"), Device("B"), Device("C"), Device("D"), Change("D", "newKey01"), Change("D", "newKey02")], default);
        for (var i = 1; i <= 7; i++) await PutAsync(test, "A", $"newKey0{i}");
        await test.Devices.PutAsync([Device("B", "East")], default); // The same key.
        await test.Devices.PutAsync([new DeviceChange("B", null, null, "West", null, null, null, null)], default);
        await PutAsync(test, "C", "newKey01");

        Assert.Equal(["newKey06", "newKey05", "newKey04", "newKey03", "newKey02"], await FormerAsync(test, "A"));
        Assert.Empty(await FormerAsync(test, "B"));
        Assert.Equal(["newKey01", "l8iTgWXT"], await FormerAsync(test, "D"));
        Assert.Equal(8, await test.NumberAsync("SELECT count(*) FROM device_former_keys"));

        test.Clock.Now = Start.AddDays(90);
        await PutAsync(test, "C", "newKey02");
        Assert.Equal(["newKey01"], await FormerAsync(test, "C")); // The other one is too old, swept or not.
        Assert.Equal(8, await new RetentionStore(test.Database).DeleteFormerKeysAsync(Start.AddDays(1), 10, default));
        await test.Devices.DeleteAsync("C", default);
        Assert.Equal(0, await test.NumberAsync("SELECT count(*) FROM device_former_keys"));
    }

    private static DeviceChange Change(string sn, string key) => new(sn, key, null, null, null, null, null, null);

    private static async Task PutAsync(TestDatabase test, string sn, string key) => await test.Devices.PutAsync([Change(sn, key)], default);

    private static async Task<IEnumerable<string>> FormerAsync(TestDatabase test, string sn) =>
        Assert.Single(await test.Devices.GetManyAsync([sn], default)).FormerKeys.Value.Select(static key => key.Reveal());
}
