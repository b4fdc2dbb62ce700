using Gateway.Storage.Recording;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Recording;

public sealed class FrameStoreTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Write_MoreThanAreKept_KeepsTheLast(StorageProvider provider)
    {
        await using var test = await WithDevicesAsync(provider, "A", "B");

        Assert.Equal([1, 2, 1], await test.Frames.WriteAsync([New("A", 1), New("A", 2), New("B", 3)], 3, [], default));
        Assert.Equal([3, 4, 5], await test.Frames.WriteAsync([New("A", 4), New("A", 5), New("A", 6)], 3, [], default));

        Assert.Equal(["4", "5", "6"], await TextsAsync(test, "A", 3));
        Assert.Equal(["3"], await TextsAsync(test, "B", 3));
        Assert.Equal(4, await test.NumberAsync("SELECT count(*) FROM frames"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Write_AnEntryThatWasRepeated_ReplacesItselfUntilANewerOneHasItsSlot(StorageProvider provider)
    {
        await using var test = await WithDevicesAsync(provider, "A");
        await test.Frames.WriteAsync([New("A", 1), New("A", 2)], 2, [], default);

        var again = New("A", 2) with { Number = 2, Times = 9, LastAt = Start.AddSeconds(90) };
        Assert.Equal([2], await test.Frames.WriteAsync([again], 2, [], default));
        var read = await test.Frames.ReadAsync("A", 2, default);
        Assert.Equal((9, Start.AddSeconds(2), Start.AddSeconds(90)), (read[1].Times, read[1].At, read[1].LastAt));

        await test.Frames.WriteAsync([New("A", 3), New("A", 4)], 2, [], default);
        await test.Frames.WriteAsync([again], 2, [], default);
        Assert.Equal(["3", "4"], await TextsAsync(test, "A", 2));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Write_ACountWithoutItsEntry_KeepsTheEntryThatStandsThere(StorageProvider provider)
    {
        await using var test = await WithDevicesAsync(provider, "A");
        await test.Frames.WriteAsync([New("A", 1), New("A", 2)], 2, [], default);
        var counted = New("A", 2) with { Number = 2, Times = 9, LastAt = Start.AddSeconds(90), Json = default };

        Assert.Equal([2], await test.Frames.WriteAsync([counted], 2, [], default));
        Assert.Equal(["1", "2"], await TextsAsync(test, "A", 2));
        Assert.Equal(9, (await test.Frames.ReadAsync("A", 2, default))[1].Times);

        await test.Frames.WriteAsync([New("A", 3), New("A", 4)], 2, [], default);
        await test.Frames.WriteAsync([counted], 2, [], default);
        Assert.Equal(["3", "4"], await TextsAsync(test, "A", 2));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Write_SlotsThatMeetInOneWrite_KeepTheNewest(StorageProvider provider)
    {
        await using var test = await WithDevicesAsync(provider, "A");
        await test.Frames.WriteAsync([New("A", 1), New("A", 2)], 2, [], default);

        await test.Frames.WriteAsync([New("A", 2) with { Number = 2, Times = 5 }, New("A", 3), New("A", 4)], 2, [], default);

        Assert.Equal(["3", "4"], await TextsAsync(test, "A", 2));
    }

    /// <summary>They showed terminals' own words.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Read_WhatAnEarlierVersionRecorded_IsLeftOut(StorageProvider provider)
    {
        await using var test = await WithDevicesAsync(provider, "A");
        await test.Frames.WriteAsync([New("A", 1), New("A", 2)], 2, [], default);
        var before = test.Protection.CreateProtector("Gateway.Frames").Protect("1"u8.ToArray());
        await test.Database.WriteAsync(
            async (db, token) => await (await db.CommandAsync("UPDATE frames SET entry_protected = @entry WHERE number = 1", token))
                .With("entry", before).ExecuteAsync(token),
            default);

        Assert.Equal(["2"], await TextsAsync(test, "A", 2));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Write_OfADeletedDevice_IsLeftOutAndItsRowsAreGone(StorageProvider provider)
    {
        await using var test = await WithDevicesAsync(provider, "A", "B");
        await test.Frames.WriteAsync([New("A", 1), New("A", 2)], 5, [], default);
        await test.Devices.DeleteAsync("A", default);
        Assert.Equal(0, await test.NumberAsync("SELECT count(*) FROM frames"));

        Assert.Equal([0, 1], await test.Frames.WriteAsync([New("A", 3), New("B", 4)], 5, [], default));

        await test.Devices.PutAsync([Device("A")], default);
        Assert.Equal([0, 1], await test.Frames.WriteAsync([New("A", 2) with { Number = 2 }, New("A", 5)], 5, [], default)); // Of the device before.
        Assert.Equal(["5"], await TextsAsync(test, "A", 5));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Write_WhenFewerAreKept_TrimsWhatIsMore(StorageProvider provider)
    {
        await using var test = await WithDevicesAsync(provider, "A");
        await test.Frames.WriteAsync([.. Enumerable.Range(1, 10).Select(i => New("A", i))], 10, [], default);

        await test.Frames.WriteAsync([New("A", 11)], 4, ["A"], default);

        Assert.True(await test.NumberAsync("SELECT count(*) FROM frames") <= 4);
        Assert.Equal("11", (await TextsAsync(test, "A", 4))[^1]);
        Assert.Equal(3, await test.Frames.DeleteAsync(3, default));
        Assert.True(await test.Frames.DeleteAsync(3, default) < 3);
        Assert.Equal(0, await test.NumberAsync("SELECT count(*) FROM frames"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Write_Entries_AreEncryptedAtRest(StorageProvider provider)
    {
        await using var test = await WithDevicesAsync(provider, "A");

        await test.Frames.WriteAsync([New("A", 4711)], 2, [], default);

        var stored = Assert.Single(await test.ColumnAsync<byte[]>("SELECT entry_protected FROM frames"));
        Assert.DoesNotContain("4711", Encoding.Latin1.GetString(stored), StringComparison.Ordinal);
    }

    private static RecordedFrame New(string sn, int what) => new(sn, 0, Start.AddSeconds(what), Start.AddSeconds(what), 1, Encoding.UTF8.GetBytes($"{what}"));

    private static async Task<string[]> TextsAsync(TestDatabase test, string sn, int kept) =>
        [.. (await test.Frames.ReadAsync(sn, kept, default)).Select(frame => Encoding.UTF8.GetString(frame.Json.Span))];

    private static async Task<TestDatabase> WithDevicesAsync(StorageProvider provider, params string[] sns)
    {
        var test = await CreateAsync(provider);
        await test.Devices.PutAsync([.. sns.Select(sn => Device(sn))], default);
        return test;
    }
}
