using Gateway.Storage.Certification;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Certification;

public sealed class CertificationStoreTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Begin_WhileOneRuns_IsRefusedUntilThatHasEnded(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var store = new CertificationStore(test.Database);

        var first = await store.BeginAsync("smz", "v", "m", "1.0", Start, default);
        Assert.NotNull(first);
        Assert.Null(await store.BeginAsync("smz", null, null, null, Start, default));
        Assert.NotNull(await store.BeginAsync("other", null, null, null, Start, default));
        Assert.True(await store.SaveAsync(first.Value, CertificationRow.Completed, "{}", Start.AddMinutes(1), Start.AddMinutes(1), default));
        Assert.False(await store.SaveAsync(first.Value, CertificationRow.Running, "late", Start.AddMinutes(2), null, default));

        var ended = await store.GetAsync("smz", first, default);
        Assert.Equal((CertificationRow.Completed, "{}", Start, (DateTimeOffset?)Start.AddMinutes(1)), (ended!.State, ended.Report, ended.StartedAt, ended.EndedAt));
        Assert.NotNull(await store.BeginAsync("smz", null, null, null, Start, default));
        Assert.Equal(2, (await store.ListAsync("smz", default)).Count);
        Assert.Equal(CertificationRow.Running, (await store.GetAsync("smz", null, default))!.State);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Claim_OfARunWhoseNodeIsGone_IsOnesOnly(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var store = new CertificationStore(test.Database);
        var number = (await store.BeginAsync("smz", null, null, null, Start, default))!.Value;

        Assert.False(await store.TryClaimAsync(number, Start.AddSeconds(-1), Start.AddMinutes(1), default));
        Assert.True(await store.TryClaimAsync(number, Start, Start.AddMinutes(2), default));
        Assert.False(await store.TryClaimAsync(number, Start, Start.AddMinutes(2), default));
        Assert.Equal([number], (await store.RunningAsync(default)).Select(static row => row.Number));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task FormerFirmware_OfTheSameModel_IsTheLatestCompleted(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var store = new CertificationStore(test.Database);
        foreach (var (sn, model, firmware) in new[] { ("a", "m", "1.0"), ("b", "m", "1.1"), ("c", "other", "1.2"), ("d", "m", "1.2") })
        {
            var number = (await store.BeginAsync(sn, "v", model, firmware, Start, default))!.Value;
            await store.SaveAsync(number, CertificationRow.Completed, sn, Start, Start, default);
        }

        var now = (await store.GetAsync("d", null, default))!;
        Assert.Equal("1.1", (await store.FormerFirmwareAsync(now, default))!.Firmware);
        Assert.Null(await store.FormerFirmwareAsync(now with { Model = null }, default));
    }
}
