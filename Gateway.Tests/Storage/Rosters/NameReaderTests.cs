using Gateway.Storage.Persons;
using Gateway.Storage.Rosters;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;

namespace Gateway.Tests.Storage.Rosters;

public sealed class NameReaderTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Names_OfPersonsTerminalsAndSites_WhatHasNoneIsLeftOut(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await test.Devices.PutAsync([TestDatabase.Device("sn1", "North gate", "A"), TestDatabase.Device("sn2", null, "B")], default);
        await test.ExecuteAsync("UPDATE sites SET name = '天府' WHERE code = 'A'");
        var person = await test.Persons.SaveAsync(new StoredPerson { UserId = "u1", Name = "张三", WorkSn = "u1" }, default);
        await new RosterCase(test).WantAsync("A", "u1", person);
        var names = new NameReader(test.Database, test.Persons);

        Assert.Equal(new Dictionary<(string, string), string> { [("A", "u1")] = "张三" }, await names.PersonsAsync([("A", "u1"), ("B", "u1"), ("A", "u2")], default));
        Assert.Equal(new Dictionary<string, string> { ["sn1"] = "North gate" }, await names.DevicesAsync(["sn1", "sn2", "sn3"], default));
        Assert.Equal(new Dictionary<string, string> { ["A"] = "天府" }, await names.SitesAsync(["A", "B", "C"], default));
        Assert.Empty(await names.PersonsAsync([], default));
        Assert.Empty(await names.SitesAsync([], default));
    }
}
