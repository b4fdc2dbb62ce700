using Akka.Actor;
using Akka.Event;
using static Gateway.Actors.Presence.PresenceMessages;

namespace Gateway.Actors.Presence;

/// <summary>
/// Writes presence behind, in bulk: keeps the latest update per terminal, and those before it that it turned round, and writes once a second, one write at a time. While the store
/// fails it goes on coalescing, within its limits,
/// and tries again with growing pauses. Also finds terminals whose node died without a word. One per node; presence is a second old, and lost with the process: heartbeats bring it
/// back.
/// </summary>
#pragma warning disable CA1001 // An actor is disposed of by PostStop.
public sealed class PresenceWriter : UntypedActor, IWithTimers
#pragma warning restore CA1001
{
    private readonly IPresenceStore _store;
    private readonly TimeProvider _time;
    private readonly PresenceWriterOptions _options;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<IActorRef> _flushers = [];
    private Dictionary<string, PresenceUpdate> _pending = new(StringComparer.Ordinal);
    private List<PresenceUpdate> _turned = [];
    private Queue<DeviceEvent> _events = [];
    private IReadOnlyCollection<PresenceUpdate> _writing = [];
    private IReadOnlyCollection<DeviceEvent> _writingEvents = [];
    private bool _isWriting;
    private bool _isExpiring;
    private int _failuresInRow;
    private int _ticksToSkip;
    private int _ticksPutOff;
    private long _written;
    private long _droppedUpdates;
    private long _droppedEvents;
    private long _failures;

    public PresenceWriter(IPresenceStore store, TimeProvider time, PresenceWriterOptions options)
    {
        _store = store;
        _time = time;
        _options = options;
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The presence writer of this node.</summary>
    public static Props Props(IPresenceStore store, TimeProvider time, PresenceWriterOptions? options = null) =>
        Akka.Actor.Props.Create(() => new PresenceWriter(store, time, options ?? new PresenceWriterOptions()));

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(nameof(WriteDue), WriteDue.Instance, _options.WriteInterval);
        Timers.StartPeriodicTimer(nameof(ExpireDue), ExpireDue.Instance, _options.ExpireInterval);
    }

    protected override void PostStop()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PresenceUpdate update: Keep(update); break;
            case DeviceEvent happened: Keep(happened); break;
            case WriteDue: OnWriteDue(); break;
            case WriteEnded ended: OnWriteEnded(ended.Fault); break;
            case ExpireDue: Expire(); break;
            case ExpireEnded ended: OnExpireEnded(ended); break;
            case Flush: OnFlush(); break;
            case GetStats: Sender.Tell(new Stats(_pending.Count, _written, _droppedUpdates, _droppedEvents, _failures)); break;
            default: Unhandled(message); break;
        }
    }

    private void Keep(PresenceUpdate update)
    {
        if (_pending.TryGetValue(update.Sn, out var waiting))
        {
            if (update.LastSeen < waiting.LastSeen) return;
            // It connected and disconnected between two writes: the feed tells of both.
            if (update.Online != waiting.Online) Turn(waiting);
            _pending[update.Sn] = update;
        }
        else if (_pending.Count < _options.PendingMax)
        {
            _pending.Add(update.Sn, update);
        }
        else
        {
            _droppedUpdates++;
        }
    }

    private void Turn(PresenceUpdate before)
    {
        if (_turned.Count < _options.TurnedMax) _turned.Add(before);
        else _droppedUpdates++;
    }

    private void Keep(DeviceEvent happened)
    {
        _events.Enqueue(happened);
        TrimEvents();
    }

    private void OnWriteDue()
    {
        if (_ticksToSkip > 0)
        {
            _ticksToSkip--;
        }
        else if (++_ticksPutOff < _options.BusyTicks && _options.IsBusy())
        {
            _options.PutOff();
        }
        else
        {
            _ticksPutOff = 0;
            Write();
        }
    }

    private void OnFlush()
    {
        _flushers.Add(Sender);
        if (!_isWriting) Write();
    }

    private void Write()
    {
        if (_isWriting) return;
        if (_pending.Count == 0 && _events.Count == 0)
        {
            AnswerFlushers();
            return;
        }

        TakeBatch();
        _isWriting = true;
        var (updates, events, cancellation) = (_writing, _writingEvents, _stopping.Token);
        // Not on this thread: some database drivers work before they return their task.
        Task.Run(() => _store.WriteAsync(updates, events, cancellation), cancellation)
            .PipeTo(Self, success: static () => new WriteEnded(null), failure: static fault => new WriteEnded(fault));
    }

    private void TakeBatch()
    {
        _writingEvents = [.. _events];
        _events = [];
        if (_pending.Count <= _options.WriteMost)
        {
            _writing = [.. _turned, .. _pending.Values];
            _turned = [];
            _pending = new Dictionary<string, PresenceUpdate>(StringComparer.Ordinal);
            return;
        }

        var batch = _pending.Values.Take(_options.WriteMost).ToDictionary(update => update.Sn, StringComparer.Ordinal);
        foreach (var sn in batch.Keys) _pending.Remove(sn);
        _writing = [.. _turned.Where(before => batch.ContainsKey(before.Sn)), .. batch.Values];
        _turned.RemoveAll(before => batch.ContainsKey(before.Sn));
    }

    private void OnWriteEnded(Exception? fault)
    {
        _isWriting = false;
        if (fault is null) Succeeded();
        else Failed(fault);
        (_writing, _writingEvents) = ([], []);
        if (fault is not null) AnswerFlushers();
        else if (_flushers.Count > 0 || _pending.Count > _options.WriteMost) Write();
    }

    private void Succeeded()
    {
        _written += _writing.Count;
        _failuresInRow = 0;
        _ticksToSkip = 0;
        _options.OutboxWritten();
    }

    private void Failed(Exception fault)
    {
        _failures++;
        _failuresInRow = Math.Min(_failuresInRow + 1, 20);
        var pause = Math.Min(_options.WriteInterval.Ticks << (_failuresInRow - 1), _options.RetryMax.Ticks);
        _ticksToSkip = (int)(pause / _options.WriteInterval.Ticks);
        _log.Warning(fault, "Presence of {0} terminals could not be written; {1} wait", _writing.Count, _pending.Count + _writing.Count);
        GiveBack();

        _events = new Queue<DeviceEvent>([.. _writingEvents, .. _events]);
        TrimEvents();
    }

    /// <summary>What could not be written goes before what came meanwhile.</summary>
    private void GiveBack()
    {
        var newer = _pending.Keys.ToHashSet(StringComparer.Ordinal);
        var turned = _turned;
        _turned = [];
        foreach (var update in _writing)
        {
            if (!newer.Contains(update.Sn)) Keep(update);
            else Turn(update);
        }

        turned.ForEach(Turn);
    }

    private void TrimEvents()
    {
        while (_events.Count > _options.EventsMax)
        {
            _events.Dequeue();
            _droppedEvents++;
        }
    }

    private void AnswerFlushers()
    {
        foreach (var flusher in _flushers) flusher.Tell(new Flushed(_pending.Count + _events.Count));
        _flushers.Clear();
    }

    private void Expire()
    {
        if (_isExpiring) return;
        _isExpiring = true;
        var (before, cancellation) = (_time.GetUtcNow() - _options.OfflineAfter, _stopping.Token);
        Task.Run(() => _store.ExpireAsync(before, _options.ExpireMost, cancellation), cancellation)
            .PipeTo(Self, success: static expired => new ExpireEnded(expired, null), failure: static fault => new ExpireEnded(0, fault));
    }

    private void OnExpireEnded(ExpireEnded ended)
    {
        _isExpiring = false;
        if (ended.Expired > 0) _options.OutboxWritten();
        if (ended.Fault is not null) _log.Warning(ended.Fault, "Silent terminals could not be looked for; the next round tries again");
        else if (ended.Expired >= _options.ExpireMost) Expire();
    }
}
