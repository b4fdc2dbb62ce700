using System.Collections.Concurrent;
using System.Data.Common;
using Gateway.Storage.Sql;

namespace Gateway.Platform.Keys;

/// <summary>Ends what a deleted key has open: at once when it was deleted here, within a second when another node did it, whether data flows or not.</summary>
internal sealed class KeyWatch(ApiKeyVerifier verifier) : BackgroundService
{
    /// <summary>Together with <see cref="ShortMemory{T}.Life"/> well below a second.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentDictionary<KeyHold, bool> _holds = new();
    private readonly SemaphoreSlim _changed = new(0);
    private int _held;

    /// <summary>Watches a key until the hold is disposed of.</summary>
    public KeyHold Hold(string key)
    {
        var hold = new KeyHold(ApiKeySecret.Hash(key), Left);
        _holds[hold] = true;
        if (Interlocked.Increment(ref _held) == 1) _changed.Release();
        return hold;
    }

    public override void Dispose()
    {
        base.Dispose();
        _changed.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Action look = () => _changed.Release();
        verifier.Changed += look;
        try
        {
            while (true)
            {
                await _changed.WaitAsync(Volatile.Read(ref _held) > 0 ? LookEvery : Timeout.InfiniteTimeSpan, stoppingToken); // Nothing is open: nothing to end.
                await LookAsync(stoppingToken);
            }
        }
        finally
        {
            verifier.Changed -= look;
        }
    }

    private void Left(KeyHold hold)
    {
        if (_holds.TryRemove(hold, out _)) Interlocked.Decrement(ref _held);
    }

    private async Task LookAsync(CancellationToken stop)
    {
        try
        {
            foreach (var (hold, _) in _holds)
                if (await verifier.FindByHashAsync(hold.Hash, stop, patient: false) is null) hold.End();
        }
        catch (Exception failure) when (failure is DbException or StorageUnusableException or TimeoutException or InvalidOperationException)
        {
            return; // The database does not answer: nobody is thrown out for that.
        }
    }
}
