using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Gateway.Actors.Devices;
using Xunit;

namespace Gateway.Tests.Actors.Devices;

/// <summary>The mailbox of a DeviceActor: first in, first out; what comes out of the stash before that; nothing lost, and nothing held while it is empty.</summary>
public sealed class QuietMessageQueueTests
{
    [Fact]
    public void Messages_OfOneSender_ComeInTheirOrder()
    {
        var queue = new QuietMessageQueue();
        foreach (var one in "abc") Add(queue, one);
        Assert.Equal('a', Next(queue));
        Add(queue, 'd');

        Assert.Equal((true, 3), (queue.HasMessages, queue.Count));
        Assert.Equal("bcd", Rest(queue));
        Assert.Equal((false, 0), (queue.HasMessages, queue.Count));
    }

    [Fact]
    public void Messages_OutOfTheStash_ComeFirst()
    {
        var queue = new QuietMessageQueue();
        Add(queue, 'x');
        Add(queue, 'y');
        // Akka puts the last of the stash in front first.
        queue.EnqueueFirst(new Envelope('b', ActorRefs.NoSender));
        queue.EnqueueFirst(new Envelope('a', ActorRefs.NoSender));

        Assert.Equal(4, queue.Count);
        Assert.Equal('a', Next(queue));
        queue.EnqueueFirst(new Envelope('A', ActorRefs.NoSender));
        Assert.Equal("Abxy", Rest(queue));
    }

    [Fact]
    public void Queue_OfOneMessageAtATime_AllocatesNothing()
    {
        var queue = new QuietMessageQueue();
        object message = "beat";
        PassOne(queue, message);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++) PassOne(queue, message);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task Messages_OfManySenders_AllComeEachSendersInOrder()
    {
        const int Senders = 4;
        const int Each = 20_000;
        var queue = new QuietMessageQueue();
        var next = new int[Senders];
        var senders = Enumerable.Range(0, Senders).Select(sender => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++) queue.Enqueue(ActorRefs.Nobody, new Envelope((sender, i), ActorRefs.NoSender));
        })).ToArray();
        var all = Task.WhenAll(senders);

        while (!all.IsCompleted || queue.HasMessages)
        {
            if (!queue.TryDequeue(out var envelope)) continue;
            var (sender, number) = ((int, int))envelope.Message;
            Assert.Equal(next[sender]++, number);
        }

        await all;
        Assert.All(next, static count => Assert.Equal(Each, count));
    }

    [Fact]
    public void CleanUp_OfWhatWaits_GoesToDeadLettersInOrder()
    {
        var (queue, dead) = (new QuietMessageQueue(), new QuietMessageQueue());
        foreach (var one in "abc") Add(queue, one);

        queue.CleanUp(ActorRefs.Nobody, dead);

        Assert.Equal("abc", Rest(dead));
        Assert.False(queue.HasMessages);
    }

    [Fact]
    public void Mailbox_OfActorsThatStash_IsThisOneInEveryNode()
    {
        var hocon = ConfigurationFactory.ParseString(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "hocon", "gateway.conf")));
        var name = hocon.GetString("akka.actor.mailbox.unbounded-deque-based.mailbox-type");

        Assert.Equal(typeof(QuietMailbox), Type.GetType(name));
        Assert.True(typeof(IProducesMessageQueue<QuietMessageQueue>).IsAssignableFrom(typeof(QuietMailbox)));
    }

    private static void Add(QuietMessageQueue queue, char message) => queue.Enqueue(ActorRefs.Nobody, new Envelope(message, ActorRefs.NoSender));

    private static char Next(QuietMessageQueue queue) => queue.TryDequeue(out var envelope) ? (char)envelope.Message : '-';

    private static string Rest(QuietMessageQueue queue)
    {
        var rest = new StringBuilder();
        while (queue.TryDequeue(out var envelope)) rest.Append((char)envelope.Message);
        return rest.ToString();
    }

    private static void PassOne(QuietMessageQueue queue, object message)
    {
        queue.Enqueue(ActorRefs.Nobody, new Envelope(message, ActorRefs.NoSender));
        queue.TryDequeue(out _);
    }
}
