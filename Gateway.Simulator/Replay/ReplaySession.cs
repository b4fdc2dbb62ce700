using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using Gateway.Codec.Framing;
using Gateway.Simulator.Reports;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Replay;

/// <summary>
/// Says again what a terminal said, in the recorded order and on as many connections, and compares each answer's command word and status with the recorded one.
/// </summary>
/// <param name="wait">For each answer.</param>
internal sealed class ReplaySession(TerminalIdentity terminal, TextWriter output, TimeProvider time, TimeSpan wait)
{
    /// <summary>What still comes so soon although the recording has no more of it is found.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromMilliseconds(200);

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly BodyInvention _invention = new(terminal.Sn);
    private readonly List<RecordedItem> _expected = [];
    private FrameConnection? _connection;
    private string? _recordedConnection;
    private bool _compares;
    private long _sentAt;

    /// <summary>Answers that were as recorded.</summary>
    public int Same { get; private set; }

    /// <summary>Answers that were others, or missing, or not in the recording.</summary>
    public int Different { get; private set; }

    /// <summary>Replays; true: every answer that could be compared was the recorded one, and there was one.</summary>
    public async Task<bool> RunAsync(EndPoint gateway, IReadOnlyList<RecordedItem> items, CancellationToken stop)
    {
        try
        {
            foreach (var item in items)
            {
                if (item.HasGapBefore) _compares = false;
                if (item.IsInbound) await AskAsync(gateway, item, stop);
                else if (_compares) _expected.Add(item);
                else await SkipAsync(item);
            }

            await CompareAsync(stop);
            await FindSurplusAsync(Afterwards, stop);
        }
        catch (SocketException e)
        {
            await DifferAsync($"the connection broke: {e.Message}");
        }
        finally
        {
            _connection?.Dispose();
        }

        await output.WriteLineAsync(Text($"{Same} answers as recorded, {Different} differences"));
        return Different == 0 && Same > 0;
    }

    private async Task AskAsync(EndPoint gateway, RecordedItem item, CancellationToken stop)
    {
        if (_expected.Count > 0 || !_compares)
        {
            // All that was recorded up to here has come, or never will. Two requests in a row are sent in a row.
            await CompareAsync(stop);
            await FindSurplusAsync(_compares ? TimeSpan.FromMilliseconds(1) : Afterwards, stop);
        }

        _compares = false;
        if (FrameOf(item, out var json) is not { } frame)
        {
            await output.WriteLineAsync(Text($"-> #{item.Number} {CommandWord.Name(item.Command)} cannot be sent again: {item.Fault ?? item.Note}"));
            return;
        }

        if (_connection is null || _connection.IsOver || item.Connection != _recordedConnection)
        {
            _connection?.Dispose();
            _connection = await FrameConnection.OpenAsync(gateway, terminal, time, stop);
            _recordedConnection = item.Connection;
        }

        var times = item.Times > 1 ? Text($", once for {item.Times} times") : "";
        await output.WriteLineAsync(Text($"#{item.Number}{times}"));
        await output.WriteLineAsync(FrameDescriber.Request(item.Command, item.Status, terminal.Sn, terminal.Order, frame.Length, json));
        _sentAt = time.GetTimestamp();
        await _connection.SendAsync(frame, stop);
        _compares = true;
    }

    /// <summary>Answers to several requests at once may come in another order, those with one command word may not.</summary>
    private async Task CompareAsync(CancellationToken stop)
    {
        while (_expected.Count > 0)
        {
            if (await _connection!.ReadAsync(wait, stop) is not { } frame)
            {
                var how = _connection.IsClosed ? "the gateway closed the connection" : "nothing came";
                await DifferAsync(_expected[0], how);
                return;
            }

            await ShowAsync(frame);
            var at = Math.Max(0, _expected.FindIndex(item => item.Command == frame.Command));
            if (_expected[at].Command != frame.Command || _expected[at].Status != frame.Status)
            {
                await DifferAsync(_expected[at], $"{Named(frame.Command, frame.Status)} came");
                return;
            }

            Same++;
            _expected.RemoveAt(at);
        }
    }

    /// <summary>What would have followed cannot be told apart any more.</summary>
    private async Task DifferAsync(RecordedItem recorded, string how)
    {
        await DifferAsync($"#{recorded.Number} {Named(recorded.Command, recorded.Status)} was recorded, {how}");
        foreach (var item in _expected.Where(item => item != recorded)) await SkipAsync(item);
        _expected.Clear();
        _compares = false;
    }

    private Task SkipAsync(RecordedItem item) => output.WriteLineAsync(Text($"   #{item.Number} {Named(item.Command, item.Status)} is not compared"));

    /// <summary>Nothing may have come that was not recorded. Where the answers differ already, what still comes is only shown.</summary>
    private async Task FindSurplusAsync(TimeSpan within, CancellationToken stop)
    {
        if (_connection is null) return;
        while (await _connection.ReadAsync(within, stop) is { } frame)
        {
            await ShowAsync(frame);
            if (_compares) await DifferAsync($"{Named(frame.Command, frame.Status)} came and was not recorded");
        }
    }

    private Task ShowAsync(in Frame frame)
    {
        var plain = frame.PacketNumber > 1 ? [] : terminal.TryDecrypt(frame.Body.Span, out var json) ? json : null;
        return output.WriteLineAsync(FrameDescriber.Reply(frame, plain, time.GetElapsedTime(_sentAt)));
    }

    private Task DifferAsync(string what)
    {
        Different++;
        return output.WriteLineAsync($"DIFFERENT: {what}");
    }

    /// <summary>The frame to send; null when the recording has too little of it.</summary>
    private byte[]? FrameOf(RecordedItem item, out byte[] json)
    {
        json = [];
        if (item.Fault is nameof(FrameFault.GarbageTooLong) or nameof(FrameFault.LengthOutOfRange)) return null;
        if (item.Note is not null && item.Note.StartsWith("too long", StringComparison.Ordinal)) return null;
        byte[] body;
        if (item.Body is not null)
        {
            json = Encoding.UTF8.GetBytes(_invention.Fill(item.Sn, item.Body, item.At, time.GetUtcNow())!.ToJsonString(Json));
            body = terminal.Encrypt(json);
        }
        else if (item.Note is "decrypts, but is no JSON")
        {
            body = terminal.Encrypt("no JSON"u8);
        }
        else
        {
            body = RandomNumberGenerator.GetBytes(item.BodyLength); // Raw bytes, or what this key does not decrypt.
        }

        if (body.Length > FrameReader.BodyLengthMax) return null;
        var frame = new ArrayBufferWriter<byte>();
        terminal.WritePacket(frame, item.Command, item.Packet, item.Packets, item.Status, body);
        var bytes = frame.WrittenSpan.ToArray();
        if (item.Fault is nameof(FrameFault.ChecksumMismatch)) bytes[^1] ^= 0xFF;
        return bytes;
    }

    private static string Named(byte command, byte status) => Text($"{CommandWord.Name(command)} (0x{command:X2}) with status 0x{status:X2}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
