using Gateway.Actors.Devices;
using Gateway.Storage.Devices;
using Gateway.Storage.Protection;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Xunit;

namespace Gateway.Tests.Storage.Protection;

public sealed class KeyRingCanaryTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Prove_OfTheRingThatTheDatabaseWasWrittenWith_IsQuiet(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var canary = Canary(test);

        await canary.ProveAsync(test.Protection, default); // a new database
        await canary.KeepAsync(default);
        await canary.ProveAsync(test.Protection, default);

        var failure = await Assert.ThrowsAsync<StorageUnusableException>(() => canary.ProveAsync(new EphemeralDataProtectionProvider(), default));
        Assert.Contains("Gateway:KeyRing", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Prove_OfADatabaseWithoutACanary_JudgesByItsDevices(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await test.Devices.PutAsync([Device("A"), Device("B")], default);

        await Assert.ThrowsAsync<StorageUnusableException>(() => Canary(test).ProveAsync(new EphemeralDataProtectionProvider(), default));
        await test.ExecuteAsync($"UPDATE devices SET key_protected = {(provider == StorageProvider.Sqlite ? "x'0011'" : @"'\x0011'")} WHERE sn = 'A'");

        await Canary(test).ProveAsync(test.Protection, default); // one damaged row proves nothing
    }

    private static KeyRingCanary Canary(TestDatabase test) => new(test.Database, new HashKeys(test.Database, test.Protection));

    private static DeviceChange Device(string sn) => new(sn, "l8iTgWXT", DeviceKind.Attendance, null, null, null, [], null);
}
