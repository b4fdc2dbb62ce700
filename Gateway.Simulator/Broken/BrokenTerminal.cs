using System.Buffers;
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
        using var socket = new Socket(gateway.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var beating = Task.CompletedTask;
        try
        {
            await socket.ConnectAsync(gateway, over.Token);
            beating = BeatAsync(socket, over.Token);
            await ListenAsync(socket, over.Token);
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return; // the connection is over, one way or the other
        }
        finally
        {
            await over.CancelAsync();
            await beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task BeatAsync(Socket socket, CancellationToken over)
    {
        while (true)
        {
            var body = TerminalBodies.Heartbeat(identity.Sn, habit.Clock ?? _clock.Text).ToArray();
            await SendAsync(socket, CommandWord.Heartbeat, body, over);
            if (habit.BeatEvery is not { } every) return;
            await Task.Delay(every, time, over);
        }
    }

    private async Task ListenAsync(Socket socket, CancellationToken over)
    {
        var (reader, assembler) = (identity.NewReader(), new PacketAssembler());
        var (buffer, filled) = (new byte[2 * FrameReader.FrameLengthMax], 0);
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(filled), over);
            if (received == 0) return;
            var input = new ReadOnlySequence<byte>(buffer, 0, filled + received);
            while (reader.TryRead(ref input, out var frame, out _) == FrameReadResult.Frame) await OnFrameAsync(socket, assembler, frame, over);
            filled = (int)input.Length;
            input.CopyTo(buffer);
        }
    }

    /// <summary>Commands are carried out, as far as it does that; answers change nothing.</summary>
    private async Task OnFrameAsync(Socket socket, PacketAssembler assembler, Frame frame, CancellationToken over)
    {
        if (assembler.Add(frame, Environment.TickCount64, out var message, out _) is not (AssembleResult.Single or AssembleResult.Complete)) return;
        if (message.Command is not (CommandWord.PersonPush or CommandWord.PersonDelete) || message.Status == FrameStatus.Failure) return;
        var outcome = _responder.Respond(message);
        await SendAsync(socket, message.Command, TerminalBodies.Result(outcome.ResultCode, outcome.ResultText).ToArray(), over);
    }

    private async Task SendAsync(Socket socket, byte command, byte[] json, CancellationToken over)
    {
        var frame = new ArrayBufferWriter<byte>();
        identity.Write(frame, command, TerminalIdentity.DeviceStateWorking, json);
        await socket.SendAsync(frame.WrittenMemory, over);
    }
}
