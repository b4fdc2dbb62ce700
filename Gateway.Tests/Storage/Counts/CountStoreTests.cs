using Gateway.Storage.Counts;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Counts;

public sealed class CountStoreTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Minutes_OfSeveralNodes_AreAddedAndRolledUpIntoHours(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var (store, reader) = (new CountStore(test.Database), new CountReader(test.Database));

        for (var minute = 0; minute < 90; minute++)
        {
            foreach (var node in (long[])[1, 2]) await store.AddAsync(Start.AddMinutes(minute).AddSeconds(20), Counts(CountKind.Uploads, node), default);
            foreach (var online in (long[])[7, minute < 60 ? 100 : 40]) await store.SetAsync(Start.AddMinutes(minute), Counts(CountKind.Online, online), default);
        }

        foreach (var _ in (int[])[1, 2]) await store.RollUpAsync(Start, Start.AddMinutes(95), default);

        Assert.Equal(
            ["08:00 Uploads 30 Online 100", "08:10 Uploads 30 Online 100"],
            Text(await reader.ReadAsync(Start, Start.AddMinutes(29), TimeSpan.FromMinutes(10), default)));
        Assert.Equal(["08:00 Uploads 180 Online 100"], Text(await reader.ReadAsync(Start, Start.AddHours(2), TimeSpan.FromHours(1), default)));
        await store.RollUpAsync(Start, Start.AddHours(2), default);
        Assert.Equal(["08:00 Uploads 270 Online 70"], Text(await reader.ReadAsync(Start, Start.AddHours(2), TimeSpan.FromHours(2), default)));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Counts_OlderThanTheyAreKept_GoInParts(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var store = new CountStore(test.Database);
        for (var minute = 0; minute < 5; minute++) await store.AddAsync(Start.AddMinutes(minute), Counts(CountKind.Records, 1), default);
        await store.RollUpAsync(Start, Start.AddHours(1), default);

        Assert.Equal(2, await store.DeleteMinutesAsync(Start.AddMinutes(3), 2, default));
        Assert.Equal(1, await store.DeleteMinutesAsync(Start.AddMinutes(3), 2, default));
        Assert.Equal(0, await store.DeleteHoursAsync(Start, 2, default));
        Assert.Equal(1, await store.DeleteHoursAsync(Start.AddHours(1), 2, default));
    }

    private static Dictionary<CountKind, long> Counts(CountKind kind, long count) => new() { [kind] = count };

    private static IEnumerable<string> Text(IReadOnlyList<CountBucket> buckets) =>
        buckets.Select(bucket => $"{bucket.At:HH:mm} " + string.Join(' ', bucket.Values.OrderBy(value => value.Key).Select(value => $"{value.Key} {value.Value}")));
}
