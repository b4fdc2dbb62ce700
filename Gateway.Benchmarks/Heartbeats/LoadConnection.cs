using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Servers;
using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;

namespace Gateway.Benchmarks.Heartbeats;

/// <summary>
/// One terminal of the load: sends the next heartbeat when the answer to the last has come, or when it is due, and looks at every byte of the answer. A frame is
/// made twice a minute: the load must cost little, and its clock must be right.
/// </summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private static readonly TimeSpan FrameServes = TimeSpan.FromSeconds(30);
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private readonly string _sn;
    private readonly DesCipher _cipher;
    private readonly byte[] _answer;
    private readonly byte[] _received;
    private byte[] _request;
    private long _made;

    public LoadConnection(int number)
    {
        _sn = BenchTerminal.Sn(number);
        _cipher = new DesCipher(BenchTerminal.Key(number), CipherOptions.Standard);
        _request = Request();
        _answer = Frame(FrameSide.Reply, _sn, []);
        _received = new byte[_answer.Length];
    }

    /// <summary>Answers since it was connected; read by another thread.</summary>
    public long Answered { get; private set; }

    /// <summary>Of the measured time only.</summary>
    public Latencies Latencies { get; } = new();

    public ValueTask ConnectAsync(int port, CancellationToken cancellation) => _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellation);

    /// <summary>Beats until the load stops.</summary>
    /// <param name="phase">Where the load is.</param>
    /// <param name="clock">When a heartbeat is due, which its time counts from; without one they follow each other.</param>
    /// <param name="place">In the clock's turns.</param>
    /// <exception cref="InvalidDataException">An answer is not the one of D12.</exception>
    public async Task RunAsync(LoadPhase phase, LoadClock? clock, int place)
    {
        for (var beat = 0L; !phase.IsOver; beat++)
        {
            var started = clock is null ? Stopwatch.GetTimestamp() : await clock.WaitAsync(place, beat, phase.Over);
            if (phase.IsOver) return;
            if (Stopwatch.GetElapsedTime(_made) > FrameServes) _request = Request();
            await BeatAsync();
            if (phase.IsMeasured) Latencies.Add(Stopwatch.GetTimestamp() - started);
        }
    }

    /// <summary>One heartbeat and its answer.</summary>
    /// <exception cref="InvalidDataException">The answer is not the one of D12.</exception>
    public async Task BeatAsync()
    {
        await _socket.SendAsync(_request);
        for (var length = 0; length < _received.Length;)
        {
            var read = await _socket.ReceiveAsync(_received.AsMemory(length));
            if (read == 0) throw new InvalidDataException("the server has closed a connection");
            length += read;
        }

        if (!_received.AsSpan().SequenceEqual(_answer)) throw new InvalidDataException("a heartbeat was not answered with status 0x00");
        Answered++;
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>A heartbeat with the time of now (D10).</summary>
    private byte[] Request()
    {
        _made = Stopwatch.GetTimestamp();
        var now = DeviceTime.Format(DeviceTime.FromUtc(DateTimeOffset.UtcNow, Zone));
        return Frame(FrameSide.Request, _sn, _cipher.Encrypt(HeartbeatBody.ToUtf8(_sn, now)));
    }

    private static byte[] Frame(FrameSide side, string sn, byte[] body)
    {
        var output = new ArrayBufferWriter<byte>();
        if (!SerialNumber.TryFromText(sn, out var serial, out var error)) throw new InvalidOperationException(error);
        FrameWriter.Write(output, side, ByteOrder.Big, CommandWord.Heartbeat, 0, 0, FrameStatus.Idle, serial, body);
        return output.WrittenSpan.ToArray();
    }
}
