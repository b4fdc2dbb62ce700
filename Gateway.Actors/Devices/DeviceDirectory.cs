using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Gateway.Actors.Devices;

/// <summary>Limits of the <see cref="DeviceDirectory"/>.</summary>
/// <param name="KnownFor">An entry is read again when it is asked for after this, in case word of a change was lost.</param>
/// <param name="UnknownFor">How long an SN stays unknown without a look; a terminal that is provisioned a moment too late waits no longer.</param>
/// <param name="UnknownMax">Unknown SNs remembered; random ones cost no more.</param>
/// <param name="LookUpsMax">Look-ups that may wait; they are answered up to 500 in one query.</param>
public sealed record DeviceDirectoryOptions(TimeSpan KnownFor, TimeSpan UnknownFor, int UnknownMax, int LookUpsMax)
{
    public static DeviceDirectoryOptions Standard { get; } = new(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(5), 10_000, 20_000);
}

/// <summary>
/// This node's cache of the device table: sessions authenticate here, so a homeless shard never blocks an upload and random SNs never wake actors. Look-ups that miss are
/// gathered into one query, so a reconnect herd is a few queries and not twenty thousand.
/// </summary>
public sealed class DeviceDirectory : IDeviceChanges, IAsyncDisposable
{
    private const int QueryMax = 500;

    private readonly IDeviceStore _store;
    private readonly DeviceDirectoryOptions _options;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _unknown = new(StringComparer.Ordinal);
    private readonly Channel<LookUp> _lookUps;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reader;
    private long _changes;

    public DeviceDirectory(IDeviceStore store, DeviceDirectoryOptions options, TimeProvider time)
    {
        _store = store;
        _options = options;
        _time = time;
        _lookUps = Channel.CreateBounded<LookUp>(new BoundedChannelOptions(options.LookUpsMax) { SingleReader = true });
        _reader = Task.Run(ReadAsync);
    }

    /// <summary>
    /// The device with exactly this SN, or null when there is none. An entry that is due to be read again is served as it is, and goes stale when another is found: a terminal
    /// that is known never waits for the database.
    /// </summary>
    /// <exception cref="DeviceDirectoryUnavailableException">Not in the cache and the database does not answer.</exception>
    public ValueTask<DeviceEntry?> FindAsync(string sn)
    {
        if (_known.TryGetValue(sn, out var known))
        {
            if (_time.GetElapsedTime(known.ReadAt) >= _options.KnownFor && known.TryBeginRefresh()) Refresh(sn, known);
            return new ValueTask<DeviceEntry?>(known.Entry);
        }

        if (_unknown.TryGetValue(sn, out var readAt) && _time.GetElapsedTime(readAt) < _options.UnknownFor)
            return new ValueTask<DeviceEntry?>((DeviceEntry?)null);

        return new ValueTask<DeviceEntry?>(LookUpAsync(sn));
    }

    /// <summary>Forgets what is cached of this device.</summary>
    public void DeviceChanged(string sn)
    {
        Interlocked.Increment(ref _changes);
        _unknown.TryRemove(sn, out _);
        if (_known.TryRemove(sn, out var known)) known.Entry.MarkStale();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_lookUps.Writer.TryComplete()) return;
        await _stop.CancelAsync();
        await _reader;
        _stop.Dispose();
    }

    /// <summary>Behind the terminal's back; should it fail, or should too many look-ups wait, whoever asks next tries again.</summary>
    private void Refresh(string sn, Known known)
    {
        var lookUp = new LookUp(sn);
        lookUp.Answer.Task.ContinueWith(
            read =>
            {
                _ = read.Exception;
                known.EndRefresh();
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        if (!_lookUps.Writer.TryWrite(lookUp)) known.EndRefresh();
    }

    private async Task<DeviceEntry?> LookUpAsync(string sn)
    {
        var lookUp = new LookUp(sn);
        await _lookUps.Writer.WriteAsync(lookUp, _stop.Token);
        return await lookUp.Answer.Task;
    }

    private async Task ReadAsync()
    {
        var batch = new List<LookUp>(QueryMax);
        while (await _lookUps.Reader.WaitToReadAsync())
        {
            while (batch.Count < QueryMax && _lookUps.Reader.TryRead(out var lookUp)) batch.Add(lookUp);
            await AnswerAsync(batch);
            batch.Clear();
        }
    }

    private async Task AnswerAsync(List<LookUp> batch)
    {
        var changesBefore = Interlocked.Read(ref _changes);
        Dictionary<string, Device> found;
        try
        {
            var sns = batch.Select(static lookUp => lookUp.Sn).ToHashSet(StringComparer.Ordinal);
            found = (await _store.FindManyAsync(sns, _stop.Token)).ToDictionary(static device => device.Sn, StringComparer.Ordinal);
        }
#pragma warning disable CA1031 // The database is away: those who asked learn it, the directory lives on.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            AnswerFromOld(batch, failure);
            return;
        }

        // A change that was told while we read may or may not be in what we read: then nothing is remembered.
        var remember = Interlocked.Read(ref _changes) == changesBefore;
        foreach (var lookUp in batch)
            lookUp.Answer.TrySetResult(found.TryGetValue(lookUp.Sn, out var device) ? Keep(device, remember) : KeepUnknown(lookUp.Sn, remember));
    }

    private DeviceEntry Keep(Device device, bool remember)
    {
        if (_known.TryGetValue(device.Sn, out var old) && SameSession(old.Entry.Device, device) && !old.Entry.IsStale)
        {
            _known[device.Sn] = new Known(old.Entry, _time.GetTimestamp());
            return old.Entry;
        }

        var entry = new DeviceEntry(device);
        _unknown.TryRemove(device.Sn, out _);
        if (remember) _known[device.Sn] = new Known(entry, _time.GetTimestamp());
        else entry.MarkStale();
        old?.Entry.MarkStale(); // Not before: whoever finds it stale asks again, and must find the new one.
        return entry;
    }

    private DeviceEntry? KeepUnknown(string sn, bool remember)
    {
        if (_known.TryRemove(sn, out var old)) old.Entry.MarkStale();
        if (_unknown.Count >= _options.UnknownMax) _unknown.Clear();
        if (remember) _unknown[sn] = _time.GetTimestamp();
        return null;
    }

    /// <summary>Without a database an old entry is better than none: keys change seldom, and a terminal must not be locked out by an outage.</summary>
    private void AnswerFromOld(List<LookUp> batch, Exception failure)
    {
        foreach (var lookUp in batch)
        {
            if (_known.TryGetValue(lookUp.Sn, out var known)) lookUp.Answer.TrySetResult(known.Entry);
            else lookUp.Answer.TrySetException(new DeviceDirectoryUnavailableException(failure));
        }
    }

    private static bool SameSession(Device a, Device b) =>
        a.UpdatedAt == b.UpdatedAt && a.Key == b.Key && a.Enabled == b.Enabled && a.Dialect == b.Dialect && a.Site == b.Site && a.AllowedAddresses.Equals(b.AllowedAddresses)
        && a.Transports == b.Transports && a.FeedbackFromPull == b.FeedbackFromPull && a.CertifyingSince == b.CertifyingSince && a.Habits.Equals(b.Habits)
        && a.UploadKey == b.UploadKey && a.UploadsOnly == b.UploadsOnly;

    private sealed class Known(DeviceEntry entry, long readAt)
    {
        private int _refreshing;

        public DeviceEntry Entry { get; } = entry;

        public long ReadAt { get; } = readAt;

        /// <summary>False while it is being read again.</summary>
        public bool TryBeginRefresh() => Interlocked.Exchange(ref _refreshing, 1) == 0;

        public void EndRefresh() => Volatile.Write(ref _refreshing, 0);
    }

    private sealed class LookUp(string sn)
    {
        public string Sn { get; } = sn;

        public TaskCompletionSource<DeviceEntry?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>A device as the directory knew it at one moment.</summary>
public sealed class DeviceEntry(Device device)
{
    private volatile bool _stale;

    public Device Device { get; } = device;

    /// <summary>True once the device has changed: whoever holds this entry asks the directory again.</summary>
    public bool IsStale => _stale;

    internal void MarkStale() => _stale = true;
}
