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

    private readonly PacketAssembler _assembler = new(keepsAttachment: true);
    private readonly CommandResponder _responder = new(terminal, failUsers: null, log: null);
    private readonly List<string> _faults = [];
    private long _sent;
    private bool _isAnswered;
    private bool _isClosed;
    private byte _announced;
    private bool _mayDrain;

    /// <summary>Sends, listens until nothing more can be expected, and says whether it was right.</summary>
    public async Task<bool> RunAsync(EndPoint gateway, SendRequest request, CancellationToken stop)
    {
        try
        {
            using var connection = await FrameConnection.OpenAsync(gateway, terminal, time, stop, _faults.Add);
            await SendAsync(connection, request, stop);
            while (IsMoreExpected(request) && await connection.ReceiveAsync(Patience, stop))
                while (connection.TryRead(out var frame)) await OnFrameAsync(connection, frame, request, stop);

            _isClosed = connection.IsClosed;
            if (_isClosed) await output.WriteLineAsync("<- the gateway closed the connection");
            else connection.HangUp();
        }
        catch (SocketException e)
        {
            _faults.Add($"the connection broke: {e.Message}");
        }

        return Verdict(request);
    }

    /// <summary>What is due is waited for; whether more comes, not for so long.</summary>
    private TimeSpan Patience => !_isAnswered || _announced != 0 || _assembler.IsPending || wait < AfterwardsMax ? wait : AfterwardsMax;

    private bool IsMoreExpected(SendRequest request) =>
        !_isAnswered || _announced != 0 || _mayDrain || _assembler.IsPending || request.Expects == SendExpectation.Anything;

    private bool Verdict(SendRequest request)
    {
        if (!_isAnswered && request.Expects != SendExpectation.Nothing)
            _faults.Add(_isClosed ? "the gateway closed the connection without an answer" : "no answer");

        if (_announced != 0) _faults.Add($"{CommandWord.Name(_announced)} was announced and did not follow");
        foreach (var fault in _faults) output.WriteLine($"WRONG: {fault}");
        if (_faults.Count == 0) output.WriteLine(_isAnswered ? "right" : "right: no answer is due");
        return _faults.Count == 0;
    }

    private async Task SendAsync(FrameConnection connection, SendRequest request, CancellationToken stop)
    {
        if (request.Raw is { } raw)
        {
            await output.WriteLineAsync($"-> {raw.Length} raw bytes: {FrameDescriber.Hex(raw)}");
            _sent = time.GetTimestamp();
            await connection.SendAsync(raw, stop);
            return;
        }

        await SendAsync(connection, request.Command, request.State, request.Json, stop);
    }

    private async Task SendAsync(FrameConnection connection, byte command, byte state, byte[] json, CancellationToken stop)
    {
        var frame = new ArrayBufferWriter<byte>();
        terminal.Write(frame, command, state, json);
        await output.WriteLineAsync(FrameDescriber.Request(command, state, terminal.Sn, terminal.Order, frame.WrittenCount, json));
        _sent = time.GetTimestamp();
        await connection.SendAsync(frame.WrittenMemory, stop);
    }

    private async Task OnFrameAsync(FrameConnection connection, Frame frame, SendRequest request, CancellationToken stop)
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

        if (message.Command is CommandWord.PersonPush or CommandWord.PersonDelete) await OnCommandAsync(connection, message, request, stop);
        else await OnAnswerAsync(connection, message, request, stop);
    }

    private async Task OnCommandAsync(FrameConnection connection, AssembledMessage message, SendRequest request, CancellationToken stop)
    {
        if (_announced == message.Command) _announced = 0;
        else if (!_isAnswered && request.Expects == SendExpectation.Heartbeat) _isAnswered = true; // D13, direct
        else if (request.Expects == SendExpectation.Anything) _isAnswered = true;
        else if (!_mayDrain && request.Expects != SendExpectation.Nothing) _faults.Add("a command that was not expected");
        if (message.Status == FrameStatus.Failure) // a refusal of what the terminal sent, no command
        {
            if (request.Expects != SendExpectation.Anything) _faults.Add($"{CommandWord.Name(message.Command)}: refused");
            return;
        }

        var outcome = _responder.Respond(message);
        if (outcome.Fault is not null) _faults.Add($"{CommandWord.Name(message.Command)}: {outcome.Fault}");
        _mayDrain = true; // D14
        var result = TerminalBodies.Result(outcome.ResultCode, outcome.ResultText).ToArray();
        await SendAsync(connection, message.Command, TerminalIdentity.DeviceStateWorking, result, stop);
    }

    private async Task OnAnswerAsync(FrameConnection connection, AssembledMessage message, SendRequest request, CancellationToken stop)
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
                connection, CommandWord.Heartbeat, TerminalIdentity.DeviceStateWorking, TerminalBodies.Result(ResultCode.Success, "").ToArray(), stop);
            return;
        }

        if (request.Expects == SendExpectation.Nothing || _isAnswered) _faults.Add($"{CommandWord.Name(message.Command)}: an answer that was not expected");
        else if (request.Expects == SendExpectation.Anything) _isAnswered = true;
        else if (message.Command != request.Command) _faults.Add($"{CommandWord.Name(message.Command)} answers {CommandWord.Name(request.Command)}");
        else if (AnswerJudge.Upload(message, terminal) is { } fault) _faults.Add(fault);
        _isAnswered = true;
    }
}
