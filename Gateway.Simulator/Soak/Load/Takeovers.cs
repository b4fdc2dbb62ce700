using System.Net.Sockets;
using Gateway.Simulator.Ledgers;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Soak.Load;

/// <summary>
/// One terminal that connects again while its old connection is still open, as terminals do after a cut that only they noticed. The newer connection must win by its first
/// heartbeat, the older be closed, and its end must not count as the end of the newer one. // D20
/// </summary>
internal sealed class Takeovers(IEntrance entrance, SoakApi api, SoakSettings settings, JsonLineFile history, TimeProvider time)
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(30);

    /// <summary>For the message about the old connection's end to be where it can do harm.</summary>
    private static readonly TimeSpan EndSettles = TimeSpan.FromMilliseconds(300);

    private int _done;

    /// <summary>Takeovers that were watched from the beginning to the end.</summary>
    public int Done => Volatile.Read(ref _done);

    public Task RunAsync(CancellationToken stop) => Task.WhenAll(settings.TakeoverSns.Select((sn, index) => RunAsync(settings.Identity(sn, index), stop)));

    private async Task RunAsync(TerminalIdentity terminal, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(settings.TakeoverEvery, time);
        TakeoverLink? old = null;
        try
        {
            while (true)
            {
                old = await NextAsync(terminal, old, stop);
                await timer.WaitForNextTickAsync(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return; // the load is over
        }
        finally
        {
            old?.Dispose();
        }
    }

    /// <summary>Connects anew; gives the connection that lives afterwards, null when the gateway died meanwhile.</summary>
    private async Task<TakeoverLink?> NextAsync(TerminalIdentity terminal, TakeoverLink? old, CancellationToken stop)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(AnswerMax);
        TakeoverLink? link = null;
        var lives = false;
        var (node, address) = entrance.Enter();
        try
        {
            // The old one must have lived up to now: else there is nothing to take over.
            var hadOld = old is not null && await old.BeatAsync(late.Token);
            link = await TakeoverLink.ConnectAsync(terminal, new TerminalClock(time, TimeSpan.FromHours(8), TimeSpan.Zero), address, time, late.Token);
            // In the same second it would say what the old one said, which is not fresh (D37): a terminal notices a cut much later.
            if (hadOld) await Task.Delay(UntilNextSecond(), time, late.Token);
            lives = await link.BeatAsync(late.Token) && (!hadOld || await WatchAsync(terminal.Sn, old!, link, late.Token));
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            lives = false; // a fault came between; nothing is known, and the next one begins anew
        }
        finally
        {
            entrance.Leave(node); // it is one of a few, and not counted longer than it takes
            old?.Dispose();
            if (!lives) link?.Dispose();
        }

        return lives ? link : null;
    }

    private TimeSpan UntilNextSecond() => TimeSpan.FromTicks(TimeSpan.TicksPerSecond - (time.GetUtcNow().Ticks % TimeSpan.TicksPerSecond)) + TimeSpan.FromMilliseconds(20);

    private async Task<bool> WatchAsync(string sn, TakeoverLink old, TakeoverLink link, CancellationToken late)
    {
        var from = time.GetUtcNow();
        // No heartbeat before the API is asked: the first one would make the session known again.
        using var half = CancellationTokenSource.CreateLinkedTokenSource(late);
        half.CancelAfter(AnswerMax / 2);
        var oldEnded = await old.EndsAsync(half.Token);
        await Task.Delay(EndSettles, time, late);
        var (status, device) = await api.SendAsync(HttpMethod.Get, $"api/v1/devices/{sn}", null, late);

        // What the API said must be right if the newer one has lived all the time; and a gateway that had no fault meanwhile must have let it live.
        var lives = await IsAliveAsync(link, late);
        if (status != 200 || !device.GetProperty("live").GetBoolean()) return lives;
        var connection = device.GetProperty("connection");
        var remote = connection.ValueKind == JsonValueKind.Object ? connection.GetProperty("remote").GetString() : null;
        history.Append((sn, from, at: time.GetUtcNow(), oldEnded, lives, state: device.GetProperty("status").GetString(), remote, link.Local), static (json, entry) =>
        {
            json.WriteNumber("from", entry.from.ToUnixTimeMilliseconds());
            json.WriteNumber("at", entry.at.ToUnixTimeMilliseconds());
            json.WriteString("sn", entry.sn);
            json.WriteBoolean("old_ended", entry.oldEnded);
            json.WriteBoolean("new_lives", entry.lives);
            json.WriteString("status", entry.state);
            json.WriteString("remote", entry.remote ?? "");
            json.WriteString("expected", entry.Local);
        });
        if (lives) Interlocked.Increment(ref _done);
        return lives;
    }

    private static async Task<bool> IsAliveAsync(TakeoverLink link, CancellationToken late)
    {
        try
        {
            return await link.BeatAsync(late);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
