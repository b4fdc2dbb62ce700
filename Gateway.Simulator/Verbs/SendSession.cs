using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Gateway.Codec.Bodies;
using Gateway.Codec.Framing;
using Gateway.Simulator.Reports;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Verbs;

/// <summary>
/// One terminal that sends one frame and prints everything that is said. It carries out the commands that follow, so that a queue can be watched by hand.
/// </summary>
internal sealed class SendSession(TerminalIdentity terminal, TerminalClock clock, TextWriter output, TimeProvider time, TimeSpan wait)
{
    private static readonly TimeSpan AfterwardsMax = TimeSpan.FromSeconds(1);

    private readonly FrameReader _reader = terminal.NewReader();
    private readonly PacketAssembler _assembler = new();
    private readonly CommandResponder _responder = new(terminal, failUsers: null, log: null);
    private readonly List<string> _faults = [];
    private readonly byte[] _buffer = new byte[4 * FrameReader.FrameLengthMax];
    private int _filled;
    private long _sent;
    private bool _isAnswered;
    private bool _isClosed;
    private byte _announced;
    private bool _mayDrain;

    /// <summary>Sends, listens until nothing more can be expected, and says whether it was right.</summary>
    public async Task<bool> RunAsync(EndPoint gateway, SendRequest request, CancellationToken stop)
    {
        using var socket = new Socket(gateway.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(gateway, stop);
            await SendAsync(socket, request, stop);
            while (IsMoreExpected(request) && await ReceiveAsync(socket, stop)) await CutAsync(socket, request, stop);
            if (!_isClosed) socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException e)
        {
            _faults.Add($"the connection broke: {e.Message}");
        }

        return Verdict(request);
    }

    private bool IsMoreExpected(SendRequest request) =>
        !_isClosed && (!_isAnswered || _announced != 0 || _mayDrain || _assembler.IsPending || request.Expects == SendExpectation.Anything);

    private bool Verdict(SendRequest request)
    {
        if (!_isAnswered && request.Expects != SendExpectation.Nothing)
            _faults.Add(_isClosed ? "the gateway closed the connection without an answer" : "no answer");

        if (_announced != 0) _faults.Add($"{CommandWord.Name(_announced)} was announced and did not follow");
        foreach (var fault in _faults) output.WriteLine($"WRONG: {fault}");
        if (_faults.Count == 0) output.WriteLine(_isAnswered ? "right" : "right: this is not answered");
        return _faults.Count == 0;
    }

    private async Task SendAsync(Socket socket, SendRequest request, CancellationToken stop)
    {
        if (request.Raw is { } raw)
        {
            await output.WriteLineAsync($"-> {raw.Length} raw bytes: {FrameDescriber.Hex(raw)}");
            _sent = time.GetTimestamp();
            await socket.SendAsync(raw, stop);
            return;
        }

        await SendAsync(socket, request.Command, request.State, request.Json, stop);
    }

    private async Task SendAsync(Socket socket, byte command, byte state, byte[] json, CancellationToken stop)
    {
        var frame = new ArrayBufferWriter<byte>();
        terminal.Write(frame, command, state, json);
        await output.WriteLineAsync(FrameDescriber.Request(command, state, terminal.Sn, terminal.Order, frame.WrittenCount, json));
        _sent = time.GetTimestamp();
        await socket.SendAsync(frame.WrittenMemory, stop);
    }

    /// <summary>Reads what comes; false when the time is up.</summary>
    private async Task<bool> ReceiveAsync(Socket socket, CancellationToken stop)
    {
        var isMoreSure = !_isAnswered || _announced != 0 || _assembler.IsPending;
        using var patience = new CancellationTokenSource(isMoreSure || wait < AfterwardsMax ? wait : AfterwardsMax, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        try
        {
            var received = await socket.ReceiveAsync(_buffer.AsMemory(_filled), either.Token);
            _filled += received;
            _isClosed = received == 0;
            if (_isClosed) await output.WriteLineAsync("<- the gateway closed the connection");
            return true;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task CutAsync(Socket socket, SendRequest request, CancellationToken stop)
    {
        var input = new ReadOnlySequence<byte>(_buffer, 0, _filled);
        while (true)
        {
            var before = input.Length;
            var result = _reader.TryRead(ref input, out var frame, out var fault);
            var taken = before - input.Length;
            if (result == FrameReadResult.Fault) _faults.Add($"no frame: {fault}");
            else if (taken > (result == FrameReadResult.Frame ? FrameReader.FrameLengthMin + frame.Body.Length : 0)) _faults.Add("bytes that are no frame");
            if (result == FrameReadResult.NeedMore || (result == FrameReadResult.Fault && fault.IsFatal())) break;
            if (result == FrameReadResult.Frame) await OnFrameAsync(socket, frame, request, stop);
        }

        _filled = (int)input.Length;
        input.CopyTo(_buffer);
    }

    private async Task OnFrameAsync(Socket socket, Frame frame, SendRequest request, CancellationToken stop)
    {
        var plain = frame.PacketNumber > 1 ? [] : terminal.TryDecrypt(frame.Body.Span, out var json) ? json : null;
        await output.WriteLineAsync(FrameDescriber.Reply(frame, plain, time.GetElapsedTime(_sent)));
        if (!terminal.Owns(frame.Sn)) _faults.Add($"the answer carries the SN {frame.Sn}");
        switch (_assembler.Add(frame, (long)time.GetElapsedTime(0).TotalMilliseconds, out var message, out var reason))
        {
            case AssembleResult.Refused:
                _faults.Add(reason ?? "a packet that does not fit");
                return;
            case AssembleResult.NeedMore:
                return;
        }

        if (message.Command is CommandWord.PersonPush or CommandWord.PersonDelete) await OnCommandAsync(socket, message, request, stop);
        else await OnAnswerAsync(socket, message, request, stop);
    }

    private async Task OnCommandAsync(Socket socket, AssembledMessage message, SendRequest request, CancellationToken stop)
    {
        if (_announced == message.Command) _announced = 0;
        else if (!_isAnswered && request.Expects == SendExpectation.Heartbeat) _isAnswered = true; // D13, direct
        else if (request.Expects == SendExpectation.Anything) _isAnswered = true;
        else if (!_mayDrain && request.Expects != SendExpectation.Nothing) _faults.Add("a command that nothing called for");
        if (message.Status == FrameStatus.Failure) // a refusal of what the terminal sent, no command
        {
            if (request.Expects != SendExpectation.Anything) _faults.Add($"{CommandWord.Name(message.Command)}: refused");
            return;
        }

        var outcome = _responder.Respond(message);
        if (outcome.Fault is not null) _faults.Add($"{CommandWord.Name(message.Command)}: {outcome.Fault}");
        _mayDrain = true; // D14
        var result = TerminalBodies.Result(outcome.ResultCode, outcome.ResultText).ToArray();
        await SendAsync(socket, message.Command, TerminalIdentity.DeviceStateWorking, result, stop);
    }

    private async Task OnAnswerAsync(Socket socket, AssembledMessage message, SendRequest request, CancellationToken stop)
    {
        var asked = request.Expects == SendExpectation.Heartbeat && !_isAnswered;
        if (message.Command == CommandWord.Heartbeat && (asked || _mayDrain))
        {
            _isAnswered = true;
            var answer = AnswerJudge.Heartbeat(message, terminal, clock.UtcOffset);
            if (answer.Fault is not null) _faults.Add(answer.Fault);
            _announced = answer.FollowUp;
            if (answer.SetClockTo is not { } told) return;
            clock.Adopt(told);
            _mayDrain = true;
            await SendAsync(
                socket, CommandWord.Heartbeat, TerminalIdentity.DeviceStateWorking, TerminalBodies.Result(ResultCode.Success, "").ToArray(), stop);
            return;
        }

        if (request.Expects == SendExpectation.Nothing || _isAnswered) _faults.Add($"{CommandWord.Name(message.Command)}: an answer to nothing");
        else if (request.Expects == SendExpectation.Anything) _isAnswered = true;
        else if (message.Command != request.Command) _faults.Add($"{CommandWord.Name(message.Command)} answers {CommandWord.Name(request.Command)}");
        else if (AnswerJudge.Upload(message, terminal) is { } fault) _faults.Add(fault);
        _isAnswered = true;
    }
}
