using System.Data.Common;
using Gateway.Storage.Sql;
using Gateway.WebConsole.Text;

namespace Gateway.WebConsole.Board;

/// <summary>One sample of the board for all consoles of this node, taken anew while somebody looks: a hundred viewers cost what one does.</summary>
internal sealed class BoardSampler(BoardSampling sampling, TimeProvider time, ILogger<BoardSampler> log)
{
    /// <summary>Sites that are shown as needing somebody.</summary>
    public const int RowsMax = 20;

    /// <summary>Jobs that are shown.</summary>
    public const int JobsMax = 5;

    /// <summary>Alarms that are shown.</summary>
    public const int AlarmsMax = 10;

    /// <summary>A sample serves so long; no newer one is taken before.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(10);

    /// <summary>One that is older is waited for no longer than this: until then the page shows it at once, while a new one is taken.</summary>
    public static readonly TimeSpan StaleMax = TimeSpan.FromSeconds(45);

    private readonly Lock _gate = new();
    private Task<BoardSample>? _taking;
    private BoardSample? _last;

    /// <summary>The sample of now, or of some seconds ago.</summary>
    public async Task<BoardSample> SampleAsync(CancellationToken cancellation)
    {
        Task<BoardSample> taking;
        lock (_gate)
        {
            var age = _last is null ? TimeSpan.MaxValue : time.GetUtcNow() - _last.At;
            if (age < KeptFor) return _last!;
            if (_taking is null or { IsCompleted: true }) _taking = TakeAsync();
            if (age < StaleMax) return _last!;
            taking = _taking;
        }

        return await taking.WaitAsync(cancellation);
    }

    private async Task<BoardSample> TakeAsync()
    {
        await Task.Yield(); // Not under the lock, and not on the page's own turn.
        try
        {
            var sample = await sampling.TakeAsync(CancellationToken.None);
            lock (_gate) _last = sample;
            return sample;
        }
        catch (Exception away) when (away is DbException or StorageUnusableException or TimeoutException)
        {
            ConsoleLog.Failed(log, away);
            throw;
        }
    }
}
