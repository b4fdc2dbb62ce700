using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Gateway.Actors.Devices;

/// <summary>
/// A queue with room for one message in itself; what holds more is made when more wait, and given up when none does. As every queue of an actor: any number of threads add, one
/// takes.
/// </summary>
internal sealed class QuietMessageQueue : IMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private Envelope _first;
    private bool _hasFirst;
    private Queue<Envelope>? _others;
    private Stack<Envelope>? _before;
    private int _count;

    public bool HasMessages => Volatile.Read(ref _count) > 0;

    public int Count => Volatile.Read(ref _count);

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        lock (this)
        {
            if (!_hasFirst && _others is null) (_first, _hasFirst) = (envelope, true);
            else (_others ??= new Queue<Envelope>()).Enqueue(envelope);
            _count++;
        }
    }

    /// <summary>What an actor takes out of its stash comes before all that waits, the last one first.</summary>
    public void EnqueueFirst(Envelope envelope)
    {
        lock (this)
        {
            (_before ??= new Stack<Envelope>()).Push(envelope);
            _count++;
        }
    }

    public bool TryDequeue(out Envelope envelope)
    {
        lock (this)
        {
            if (_before is not null)
            {
                envelope = _before.Pop();
                if (_before.Count == 0) _before = null;
            }
            else if (_hasFirst)
            {
                envelope = _first;
                (_first, _hasFirst) = (default, false);
            }
            else if (_others is not null)
            {
                envelope = _others.Dequeue();
                if (_others.Count == 0) _others = null;
            }
            else
            {
                envelope = default;
                return false;
            }

            _count--;
            return true;
        }
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope)) deadletters.Enqueue(owner, envelope);
    }
}
