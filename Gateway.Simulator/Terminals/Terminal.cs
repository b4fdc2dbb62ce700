using System.Net.Sockets;
using Gateway.Codec.Framing;

namespace Gateway.Simulator.Terminals;

/// <summary>
/// One attendance terminal as a state machine: it connects and connects again, beats, records recognitions and uploads them until they are
/// acknowledged. It owns no socket, no timer and no task: the fleet calls it when it is due, its connection when something happened.
/// </summary>
internal sealed class Terminal
{
    private const int BacklogMax = 200;

    private readonly Lock _gate = new();
    private readonly RunContext _context;
    private readonly ITerminalDialer _dialer;
    private readonly DueTable _due;
    private readonly int _index;
    private readonly Grid _heartbeats;
    private readonly Grid? _uploads;
    private readonly TerminalClock _clock;
    private readonly RecordBacklog _backlog = new(BacklogMax);
    private readonly Conversation _conversation;

    private ITerminalLink? _link;
    private bool _wasConnected;
    private bool _isReturning;
    private bool _hangsUp;
    private int _failures;
    private int _recorded;
    private long _connectAt;
    private long _heartbeatAt = DueTable.Never;
    private long _recordAt = DueTable.Never;

    /// <param name="schedule">When this terminal connects, beats and uploads.</param>
    public Terminal(RunContext context, TerminalIdentity identity, TerminalSchedule schedule, ITerminalDialer dialer, DueTable due)
    {
        _context = context;
        _dialer = dialer;
        _due = due;
        _index = schedule.Index;
        _heartbeats = schedule.Heartbeats;
        _uploads = schedule.Uploads;
        _connectAt = schedule.ConnectAt;
        _clock = new TerminalClock(context.Time, context.Options.UtcOffset, context.Options.ClockError);
        _conversation = new Conversation(context, identity, _clock, _backlog);
        Identity = identity;
        Reschedule();
    }

    public TerminalIdentity Identity { get; }

    /// <summary>Records that are not acknowledged yet.</summary>
    public int Unacknowledged
    {
        get
        {
            lock (_gate) return _backlog.Count;
        }
    }

    /// <summary>Does what is due.</summary>
    public void Tick(long now)
    {
        lock (_gate)
        {
            if (now >= _recordAt) Record(now);
            if (_link is null) Connect(now);
            else Talk(now);
            Reschedule();
        }
    }

    /// <summary>The connection is there.</summary>
    public void Opened(ITerminalLink link, long now)
    {
        lock (_gate)
        {
            _link = link;
            _context.Counters.Opened(_wasConnected);
            if (!_wasConnected) _recordAt = _uploads?.After(now) ?? DueTable.Never;
            _wasConnected = true;
            _conversation.Begin(link);
            _heartbeatAt = now; // at once: the gateway must learn the SN (D21), then in the terminal's own rhythm
            Talk(now);
            if (!_context.Connecting) link.Close();
            Reschedule();
        }
    }

    /// <summary>A frame came.</summary>
    public void Received(in Frame frame, long now)
    {
        lock (_gate)
        {
            _conversation.Received(frame, now);
            if (_isReturning && _conversation.WasAnswered && !_hangsUp)
            {
                _isReturning = false;
                _context.Storm.Served(now);
            }

            Reschedule();
        }
    }

    /// <summary>Something came that is no frame, or no frame for it.</summary>
    /// <param name="command">The command word, as far as it could be read.</param>
    /// <param name="fault">What is wrong.</param>
    public void Faulted(byte command, string fault)
    {
        lock (_gate) _conversation.Faulted(command, fault);
    }

    /// <summary>The connection has ended, whoever ended it, or could not be made.</summary>
    /// <param name="end">How it ended; success for a FIN.</param>
    public void Closed(SocketError end, long now)
    {
        lock (_gate)
        {
            if (_link is null)
            {
                _context.Counters.ConnectFailed();
                _failures++;
            }
            else
            {
                _link = null;
                _failures = _conversation.WasAnswered ? 0 : _failures + 1;
                _context.Counters.Ended(_conversation.End(), end != SocketError.Success);
            }

            var atOnce = _hangsUp && _context.Connecting;
            _hangsUp = false;
            _connectAt = atOnce ? now : _context.Connecting ? now + _context.Ticks(Backoff.Delay(_failures, Random.Shared.NextDouble())) : DueTable.Never;
            Reschedule();
        }
    }

    /// <summary>Ends the connection, if there is one, and comes back at once: one terminal's part in a reconnect storm.</summary>
    public void Return()
    {
        lock (_gate)
        {
            if (_link is null) return;
            _isReturning = _hangsUp = true;
            _link.Close();
        }
    }

    /// <summary>Ends the connection, if there is one.</summary>
    public void HangUp()
    {
        lock (_gate)
        {
            _connectAt = DueTable.Never;
            _link?.Close();
            Reschedule();
        }
    }

    private void Connect(long now)
    {
        if (now < _connectAt) return;
        _connectAt = DueTable.Never;
        if (_context.Connecting) _dialer.Dial(this);
    }

    private void Talk(long now)
    {
        if (now >= _conversation.Deadline) _conversation.GiveUp(now);
        if (now >= _heartbeatAt)
        {
            _conversation.SendHeartbeat(now, _heartbeatAt);
            _heartbeatAt = _heartbeats.After(now);
        }

        _conversation.SendUpload(now);
    }

    private void Record(long now)
    {
        if (!_context.Recording || _uploads is not { } uploads)
        {
            _recordAt = DueTable.Never;
            return;
        }

        var seconds = _clock.Now.ToUnixTimeSeconds();
        for (var i = 0; i < _context.Options.RecordsPerUpload; i++)
        {
            if (_backlog.TryAdd(new Recognition(_recorded + 1, seconds, _recordAt))) _recorded++;
            else _context.Counters.HeldBack(1);
        }

        _recordAt = uploads.After(now);
    }

    private void Reschedule()
    {
        var due = _recordAt;
        due = _link is null
            ? Math.Min(due, _connectAt)
            : Math.Min(Math.Min(due, _heartbeatAt), Math.Min(_conversation.Deadline, _conversation.UploadDue));
        _due.Set(_index, due);
    }
}
