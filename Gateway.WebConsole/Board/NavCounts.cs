using System.Data.Common;
using Gateway.Storage.Keys;
using Gateway.Storage.Sql;
using Gateway.WebConsole.SignIn;

namespace Gateway.WebConsole.Board;

/// <summary>Tells a window the numbers of its navigation again and again: out of the sample that all windows of the node share.</summary>
internal sealed class NavCounts(BoardSampler sampler, ConsoleUser user, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    /// <summary>Until the window is closed, or the sign-in is over.</summary>
    public async Task FollowAsync(Func<NavNumbers, Task> show, CancellationToken gone)
    {
        try
        {
            while (true)
            {
                await user.RequireAsync(ApiRole.Viewer);
                if (await NumbersAsync(gone) is { } numbers) await show(numbers);
                await Task.Delay(Pause, time, gone);
            }
        }
        catch (Exception over) when (over is ConsoleRefusedException or OperationCanceledException or ObjectDisposedException)
        {
            return; // What the page itself does says so.
        }
    }

    /// <summary>Null: the database does not answer, which the page tells.</summary>
    private async Task<NavNumbers?> NumbersAsync(CancellationToken gone)
    {
        try
        {
            var sample = await sampler.SampleAsync(gone);
            return new NavNumbers(sample.SitesNeeding, sample.OpenJobs, sample.OpenAlarms);
        }
        catch (Exception away) when (away is DbException or StorageUnusableException or TimeoutException or IOException)
        {
            return null;
        }
    }
}
