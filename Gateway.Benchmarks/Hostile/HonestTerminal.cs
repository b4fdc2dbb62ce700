using System.Net.Sockets;
using Gateway.Benchmarks.Servers;
using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;

namespace Gateway.Benchmarks.Hostile;

/// <summary>A terminal on a socket that sends one frame after another and waits for each answer.</summary>
internal sealed class HonestTerminal(int number, Socket socket) : IDisposable
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private static long _records;

    private readonly FrameReader _reader = new(FrameSide.Reply, ByteOrderPolicy.Big);
    private readonly byte[] _buffer = new byte[2 * FrameReader.FrameLengthMax];
    private int _filled;

    /// <summary>A heartbeat with a right clock.</summary>
    public static byte[] Heartbeat(int number, DateTimeOffset now)
    {
        var sn = BenchTerminal.Sn(number);
        return Frame(sn, CommandWord.Heartbeat, 0, 0, Encrypt(number, HeartbeatBody.ToUtf8(sn, Text(now))));
    }

    public static byte[] Frame(string sn, byte command, ushort packet, ushort packets, ReadOnlySpan<byte> body)
    {
        var output = new ArrayBufferWriter<byte>();
        if (!SerialNumber.TryFromText(sn, out var serial, out var error)) throw new InvalidOperationException(error);
        FrameWriter.Write(output, FrameSide.Request, ByteOrder.Big, command, packet, packets, FrameStatus.Idle, serial, body);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>An upload of records that were never sent before, in clear.</summary>
    public static byte[] NextRecords(int number, int records)
    {
        var sn = BenchTerminal.Sn(number);
        var now = TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, Zone).DateTime;
        var entries = Enumerable.Range(0, records).Select(i =>
            new AttendanceEntry(i, Interlocked.Increment(ref _records).ToString("D10", CultureInfo.InvariantCulture), Text(now), now));
        return AttendanceBody.ToUtf8(sn, [.. entries]);
    }

    public byte[] NextUpload(int records) => Frame(BenchTerminal.Sn(number), CommandWord.AttendanceUpload, 0, 0, Encrypt(number, NextRecords(number, records)));

    public static byte[] Encrypt(int number, byte[] json) => new DesCipher(BenchTerminal.Key(number), CipherOptions.Standard).Encrypt(json);

    /// <summary>Sends a frame and waits for one.</summary>
    /// <exception cref="IOException">The gateway has closed the connection, or refused.</exception>
    public async Task AskAsync(ReadOnlyMemory<byte> request, CancellationToken stop)
    {
        try
        {
            await socket.SendAsync(request, stop);
            while (true)
            {
                var input = new ReadOnlySequence<byte>(_buffer, 0, _filled);
                var result = _reader.TryRead(ref input, out var frame, out _);
                _filled = (int)input.Length;
                input.CopyTo(_buffer);
                if (result == FrameReadResult.Frame && frame.Status != FrameStatus.Failure) return;
                if (result != FrameReadResult.NeedMore) throw new IOException("refused");
                var read = await socket.ReceiveAsync(_buffer.AsMemory(_filled), stop);
                if (read == 0) throw new IOException("closed");
                _filled += read;
            }
        }
        catch (SocketException broken)
        {
            throw new IOException("broken", broken);
        }
    }

    public void Dispose() => socket.Dispose();

    private static string Text(DateTimeOffset time) => Text(TimeZoneInfo.ConvertTime(time, Zone).DateTime);

    private static string Text(DateTime local) => local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
