using System.Net.Sockets;
using Gateway.Codec.Framing;
using Gateway.Simulator.Ledgers;
using Gateway.Simulator.Terminals;
using Xunit;

namespace Gateway.Tests.Simulator;

/// <summary>One terminal without a socket: the test is the gateway, and the clock.</summary>
internal sealed class TerminalBench : ITerminalLink, ITerminalDialer
{
    public const string Sn = "sim-00001";
    public const string Key = "l8iTgWXT";

    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    private readonly List<byte> _sent = [];
    private readonly DueTable _due = new(1);

    public TerminalBench(
        bool regroup = false, string? failUsers = null, AckLog? ackLog = null, ReceivedLog? receivedLog = null, TimeSpan clockError = default, bool openLoop = false)
    {
        Context = new RunContext(Time, new FleetOptions
        {
            HeartbeatEvery = TimeSpan.FromSeconds(30),
            UploadEvery = TimeSpan.FromSeconds(10),
            RecordsPerUpload = 4,
            RampPerSecond = 1000,
            AnswerTimeout = AnswerTimeout,
            UtcOffset = TimeSpan.FromHours(8),
            ClockError = clockError,
            Regroup = regroup,
            FailUsers = failUsers,
            OpenLoop = openLoop,
            RunTag = "t"
        })
        {
            AckLog = ackLog,
            ReceivedLog = receivedLog
        };
        var identity = new TerminalIdentity(Sn, Key, ByteOrder.Big);
        Terminal = new Terminal(Context, identity, TerminalSchedule.Of(Context, Time.GetTimestamp(), 0, 1), this, _due);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2025, 3, 1, 4, 0, 0, TimeSpan.Zero));

    public RunContext Context { get; }

    public Terminal Terminal { get; }

    public bool IsClosed { get; private set; }

    public int Dials { get; private set; }

    /// <summary>The terminal connects.</summary>
    public TerminalBench Connect()
    {
        IsClosed = false;
        Terminal.Opened(this, Time.GetTimestamp());
        return this;
    }

    /// <summary>The connection ends.</summary>
    public void Disconnect() => Terminal.Closed(SocketError.ConnectionReset, Time.GetTimestamp());

    /// <summary>Moves the clock, then lets the terminal do what is due.</summary>
    public void Pass(double seconds)
    {
        Time.Advance(TimeSpan.FromSeconds(seconds));
        if (_due.IsDue(0, Time.GetTimestamp())) Terminal.Tick(Time.GetTimestamp());
    }

    /// <summary>The gateway sends bytes that are whole frames.</summary>
    public void Say(params byte[][] frames)
    {
        var reader = Terminal.Identity.NewReader();
        foreach (var bytes in frames)
        {
            var input = new ReadOnlySequence<byte>(bytes);
            Assert.Equal(FrameReadResult.Frame, reader.TryRead(ref input, out var frame, out _));
            Terminal.Received(frame, Time.GetTimestamp());
        }
    }

    /// <summary>The gateway answers in one packet.</summary>
    public void Answer(byte word, byte status, string? json = null) => Say(GatewayBytes.Reply(word, status, Sn, Key, json));

    /// <summary>What the terminal has sent since the last call.</summary>
    public List<TerminalRequest> TakeSent() => GatewayBytes.Read(_sent, _ => Key);

    /// <summary>The reasons of all wrong answers.</summary>
    public List<string> Wrong() => [.. Context.Wrong.Kept().Select(wrong => wrong.Reason)];

    void ITerminalLink.Send(ReadOnlySpan<byte> bytes) => _sent.AddRange(bytes);

    void ITerminalLink.Close() => IsClosed = true;

    void ITerminalDialer.Dial(Terminal terminal) => Dials++;
}
