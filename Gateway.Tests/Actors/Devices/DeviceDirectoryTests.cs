using Gateway.Actors.Devices;
using Gateway.Actors.Privacy;
using Xunit;

namespace Gateway.Tests.Actors.Devices;

public sealed class DeviceDirectoryTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeDevices _store = new();
    private readonly DeviceDirectory _directory;

    public DeviceDirectoryTests() => _directory = new DeviceDirectory(_store, DeviceDirectoryOptions.Standard with { UnknownMax = 10 }, _time);

    public ValueTask DisposeAsync() => _directory.DisposeAsync();

    [Fact]
    public async Task FindAsync_KnownTwice_AsksTheDatabaseOnce()
    {
        _store.Put("sn-1", "12345678");

        var first = await _directory.FindAsync("sn-1");
        var second = await _directory.FindAsync("sn-1");

        Assert.Same(first, second);
        Assert.Equal(1, _store.Queries);
    }

    [Fact]
    public async Task FindAsync_LetterCaseDiffers_IsAnotherDevice()
    {
        _store.Put("sn-1", "12345678");

        Assert.Null(await _directory.FindAsync("SN-1")); // D5: compared exactly
    }

    [Fact]
    public async Task DeviceChanged_NewKey_IsSeenAtOnceAndTheOldEntryIsStale()
    {
        _store.Put("sn-1", "12345678");
        var old = await _directory.FindAsync("sn-1");
        _store.Put("sn-1", "87654321");

        _directory.DeviceChanged("sn-1");

        Assert.True(old!.IsStale);
        Assert.Equal("87654321", (await _directory.FindAsync("sn-1"))!.Device.Key.Reveal());
    }

    [Fact]
    public async Task DeviceChanged_UnknownSnIsProvisioned_IsFoundAtOnce()
    {
        Assert.Null(await _directory.FindAsync("sn-1"));
        _store.Put("sn-1", "12345678");

        _directory.DeviceChanged("sn-1");

        Assert.NotNull(await _directory.FindAsync("sn-1"));
    }

    [Fact]
    public async Task FindAsync_WordOfTheChangeWasLost_IsRightAfterTheTimeToLive()
    {
        Assert.Null(await _directory.FindAsync("sn-1"));
        _store.Put("sn-1", "12345678");
        Assert.Null(await _directory.FindAsync("sn-1"));

        _time.Advance(DeviceDirectoryOptions.Standard.UnknownFor);

        Assert.NotNull(await _directory.FindAsync("sn-1"));
    }

    [Fact]
    public async Task FindAsync_ChangedWhileItIsRead_IsNotRemembered()
    {
        _store.Put("sn-1", "12345678");
        _store.Gate = new TaskCompletionSource();
        var pending = _directory.FindAsync("sn-1").AsTask();
        await _store.Asked.Task;
        _directory.DeviceChanged("sn-1");
        _store.Gate.SetResult();

        Assert.True((await pending)!.IsStale);
        await _directory.FindAsync("sn-1");
        Assert.Equal(2, _store.Queries);
    }

    [Fact]
    public async Task FindAsync_DatabaseAway_OldEntriesServeAndNewOnesFail()
    {
        _store.Put("sn-1", "12345678");
        var known = await _directory.FindAsync("sn-1");
        _time.Advance(DeviceDirectoryOptions.Standard.KnownFor);
        _store.Failure = new IOException("away");

        Assert.Same(known, await _directory.FindAsync("sn-1"));
        await Assert.ThrowsAsync<DeviceDirectoryUnavailableException>(async () => await _directory.FindAsync("sn-2"));
    }

    [Fact]
    public async Task FindAsync_ExpiredWhileTheDatabaseHangs_IsServedAndReadOnceBehindTheTerminalsBack()
    {
        _store.Put("sn-1", "12345678");
        var known = await _directory.FindAsync("sn-1");
        _time.Advance(DeviceDirectoryOptions.Standard.KnownFor);
        _store.Put("sn-1", "87654321");
        _store.Gate = new TaskCompletionSource();

        for (var i = 0; i < 3; i++)
        {
            var found = _directory.FindAsync("sn-1");
            Assert.True(found.IsCompletedSuccessfully);
            Assert.Same(known, await found);
        }

        _store.Gate.SetResult();
        await Patience.UntilAsync(() => known!.IsStale, "the change is seen");
        Assert.Equal("87654321", (await _directory.FindAsync("sn-1"))!.Device.Key.Reveal());
        Assert.Equal(2, _store.Queries);
    }

    [Fact]
    public async Task FindAsync_ExpiredAndTheReadFails_IsReadAgainByTheNext()
    {
        _store.Put("sn-1", "12345678");
        var known = await _directory.FindAsync("sn-1");
        _time.Advance(DeviceDirectoryOptions.Standard.KnownFor);
        _store.Failure = new IOException("away");
        await _directory.FindAsync("sn-1");
        await Patience.UntilAsync(() => _store.Queries == 2, "asked");
        _store.Failure = null;
        _store.Put("sn-1", "87654321");

        await Patience.UntilAsync(
            async () =>
            {
                await _directory.FindAsync("sn-1");
                return known!.IsStale;
            },
            "read again");
    }

    [Fact]
    public async Task FindAsync_Herd_IsAFewQueries()
    {
        var sns = Enumerable.Range(0, 1000).Select(i => $"sn-{i}").ToArray();
        foreach (var sn in sns) _store.Put(sn, "12345678");
        _store.Gate = new TaskCompletionSource();
        var all = sns.Select(sn => _directory.FindAsync(sn).AsTask()).ToArray();
        _store.Gate.SetResult();

        Assert.All(await Task.WhenAll(all), Assert.NotNull);
        Assert.InRange(_store.Queries, 1, 4);
    }

    private sealed class FakeDevices : IDeviceStore
    {
        private readonly Dictionary<string, Device> _devices = new(StringComparer.Ordinal);
        private long _updates;

        public int Queries { get; private set; }

        public Exception? Failure { get; set; }

        public TaskCompletionSource? Gate { get; set; }

        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Put(string sn, string key) => _devices[sn] = new Device(
            sn, DeviceKind.Attendance, new Secret(key), null, null, "standard", [], true, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(_updates++));

        public async Task<IReadOnlyList<Device>> FindManyAsync(IReadOnlyCollection<string> sns, CancellationToken cancellation)
        {
            Queries++;
            Asked.TrySetResult();
            if (Gate is not null) await Gate.Task;
            return Failure is not null ? throw Failure : [.. sns.Where(_devices.ContainsKey).Select(sn => _devices[sn])];
        }
    }
}
