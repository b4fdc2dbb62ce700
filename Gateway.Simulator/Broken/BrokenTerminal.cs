using System.Net;
using System.Net.Sockets;
using Gateway.Codec.Framing;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Broken;

/// <summary>Behaves as its habit says, for as long as it may. It judges nothing: being refused is what it is for.</summary>
internal sealed class BrokenTerminal(BrokenHabit habit, TerminalIdentity identity, EndPoint gateway, TimeSpan utcOffset, TimeProvider time)
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseSpread = TimeSpan.FromMilliseconds(500);

    private readonly CommandResponder _responder = new(identity, habit.RefusalWords is null ? null : "*", log: null, habit.RefusalWords);
    private readonly TerminalClock _clock = new(time, utcOffset, TimeSpan.Zero);

    /// <summary>Until stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            do
            {
                await ConverseAsync(stop);
                await Task.Delay(PauseMin + (PauseSpread * Random.Shared.NextDouble()), time, stop);
            }
            while (habit.ComesBack);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return; // its time is over
        }
    }

    /// <summary>One connection from its beginning to its end, whoever ends it.</summary>
    private async Task ConverseAsync(CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (habit.HangsUpAfter is { } after) over.CancelAfter(after);
        try
        {
            using var connection = await FrameConnection.OpenAsync(gateway, identity, time, over.Token);
            var beating = BeatAsync(connection, over.Token);
            try
            {
                await ListenAsync(connection, over.Token);
            }
            finally
            {
                await over.CancelAsync();
                await beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return; // the connection is over, one way or the other
        }
    }

    private async Task BeatAsync(FrameConnection connection, CancellationToken over)
    {
        while (true)
        {
            await connection.SendAsync(CommandWord.Heartbeat, TerminalBodies.Heartbeat(identity.Sn, habit.Clock ?? _clock.Text), over);
            if (habit.BeatEvery is not { } every) return;
            await Task.Delay(every, time, over);
        }
    }

    private async Task ListenAsync(FrameConnection connection, CancellationToken over)
    {
        var assembler = new PacketAssembler(keepsAttachment: true);
        while (await connection.ReceiveAsync(over))
            while (connection.TryRead(out var frame)) await OnFrameAsync(connection, assembler, frame, over);
    }

    /// <summary>Commands are carried out, as far as it does that; answers change nothing.</summary>
    private async Task OnFrameAsync(FrameConnection connection, PacketAssembler assembler, Frame frame, CancellationToken over)
    {
        if (assembler.Add(frame, Environment.TickCount64, out var message, out _) is not (AssembleResult.Single or AssembleResult.Complete)) return;
        if (message.Command is not (CommandWord.PersonPush or CommandWord.PersonDelete) || message.Status == FrameStatus.Failure) return;
        var outcome = _responder.Respond(message);
        await connection.SendAsync(message.Command, TerminalBodies.Result(outcome.ResultCode, outcome.ResultText), over);
    }
}
