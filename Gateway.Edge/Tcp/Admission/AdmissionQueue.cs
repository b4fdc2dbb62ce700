using System.Net;
using Gateway.Edge.Metrics;

namespace Gateway.Edge.Tcp.Admission;

/// <summary>
/// Lets newcomers in, so many at a time: when a whole city reconnects, the first frames of some thousand terminals are answered before those of the next are read, and nobody's
/// answer takes
/// long. A newcomer is one until its first answer, or for a second at most: then the silent ones cannot hold up the others. Those who wait are taken one per address in turn, so a
/// crowd
/// behind one address does not hold up a single terminal behind another; their time for the first frame (D21) begins when they are let in.
/// <code>
/// accepted ── room? ──────────────► read
///     └─ no: [address a: 1 4 5]  ┐
///            [address b: 2]      ├─ 1 2 3 4 5 ─► read, as others are answered
///            [address c: 3]      ┘
/// </code>
/// </summary>
internal sealed class AdmissionQueue : IDisposable
{
    /// <summary>A newcomer that has no answer yet makes room for the next after this.</summary>
    public static readonly TimeSpan NewcomerFor = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private readonly int _most;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Queue<Waiter>> _waiting = [];
    private readonly Queue<IPAddress> _turns = new();
    private readonly Queue<AdmissionPass> _issued = new();
    private int _inside;
    private bool _looks;
    private bool _closed;

    /// <param name="most">Newcomers at a time (<c>Gateway:Tcp:NewcomersMax</c>).</param>
    public AdmissionQueue(int most, TimeProvider time)
    {
        _most = most;
        _time = time;
        _timer = time.CreateTimer(static queue => ((AdmissionQueue)queue!).ExpireOld(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits for room. Null: the terminal has gone meanwhile, or nobody is let in any more.</summary>
    /// <param name="gone">Cancelled when the connection ends.</param>
    public async ValueTask<AdmissionPass?> EnterAsync(IPAddress address, CancellationToken gone)
    {
        Waiter waiter;
        lock (_gate)
        {
            if (_closed) return null;
            if (_inside < _most && _turns.Count == 0) return Issue();
            waiter = new Waiter();
            Enqueue(address, waiter);
        }

        var began = _time.GetTimestamp();
        EdgeMetrics.NewcomerWaits(1);
        await using (gone.UnsafeRegister(static waiter => ((Waiter)waiter!).TrySetResult(null), waiter))
        {
            var pass = await waiter.Task;
            EdgeMetrics.NewcomerWaits(-1);
            EdgeMetrics.NewcomerWaited(_time.GetElapsedTime(began));
            return pass;
        }
    }

    /// <summary>Lets nobody in any more; those who wait are told.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var waiter in _waiting.Values.SelectMany(static queue => queue)) waiter.TrySetResult(null);
            _waiting.Clear();
            _turns.Clear();
        }
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>One newcomer fewer.</summary>
    internal void Left()
    {
        lock (_gate)
        {
            _inside--;
            while (_inside < _most && _turns.Count > 0)
            {
                var waiter = Dequeue();
                if (waiter.Task.IsCompleted) continue; // It has gone.
                var pass = Issue();
                if (!waiter.TrySetResult(pass))
                {
                    _inside--; // Gone in this very moment: the pass has no owner.
                    pass.Disown();
                }
            }
        }
    }

    private void ExpireOld()
    {
        while (true)
        {
            AdmissionPass old;
            lock (_gate)
            {
                if (!_issued.TryPeek(out old!) || (!old.IsReleased && _time.GetElapsedTime(old.IssuedAt) < NewcomerFor))
                {
                    LookAgain();
                    return;
                }

                _issued.Dequeue();
            }

            old.Release();
        }
    }

    private AdmissionPass Issue()
    {
        _inside++;
        var pass = new AdmissionPass(this, _time.GetTimestamp());
        _issued.Enqueue(pass);
        if (!_looks) LookAgain();
        return pass;
    }

    /// <summary>Not while there are no newcomers: a node is without them nearly always.</summary>
    private void LookAgain()
    {
        _looks = _issued.Count > 0;
        if (_looks) _timer.Change(LookEvery, Timeout.InfiniteTimeSpan);
    }

    private void Enqueue(IPAddress address, Waiter waiter)
    {
        if (!_waiting.TryGetValue(address, out var queue))
        {
            _waiting.Add(address, queue = new Queue<Waiter>());
            _turns.Enqueue(address);
        }

        queue.Enqueue(waiter);
    }

    /// <summary>The first of the address whose turn it is, which then goes behind all others.</summary>
    private Waiter Dequeue()
    {
        var address = _turns.Dequeue();
        var queue = _waiting[address];
        var waiter = queue.Dequeue();
        if (queue.Count > 0) _turns.Enqueue(address);
        else _waiting.Remove(address);
        return waiter;
    }

    /// <summary>Continues elsewhere: whoever is answered must not run the newcomer's read loop.</summary>
    private sealed class Waiter() : TaskCompletionSource<AdmissionPass?>(TaskCreationOptions.RunContinuationsAsynchronously);
}
