using Akka.Actor;
using Akka.TestKit.Xunit2;
using Gateway.Actors.Commands;
using Gateway.Actors.Serialization;
using Gateway.Actors.Sessions;
using Xunit;

namespace Gateway.Tests.Actors.Commands;

/// <summary>What a queue holds does not grow with photos: persons are referred to, never held.</summary>
public sealed class CommandQueueSizeTests : TestKit
{
    private const int Mebibyte = 1024 * 1024;

    private static readonly CommandQueue Fresh = new("other");

    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Queue_500PushesOf60kB_IsFarUnderAMebibyte()
    {
        // Everything that was allocated on the way, garbage too: what is held is less.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var queue = Fill();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        var snapshot = new GatewaySerializer((ExtendedActorSystem)Sys).ToBinary(queue.ToSnapshot());

        Assert.Equal(500, queue.QueuedCount);
        Assert.InRange(snapshot.Length, 1, Mebibyte / 2);
        Assert.InRange(allocated, 1, Mebibyte);
    }

    /// <summary>Most terminals never have a command, and a city has tens of thousands of them (0110).</summary>
    [Fact]
    public void Queue_WithoutCommands_TakesLittle()
    {
        _ = new CommandQueue("warm");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var queue = new CommandQueue("smz-a03");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 256);
        Assert.Equal(0, queue.OpenCount);
    }

    [Fact]
    public void Queues_OfTwoDevices_ShareNothing()
    {
        var used = Fill();
        used.NoteHttp();
        List<ICommandEvent> events = [];
        used.DecideHandOut(
            CommandType.PersonPush, used.PickHttp(CommandType.PersonPush, 1, long.MaxValue, FeedbackRule.Auto), FeedbackRule.Auto, default, default, T0, events);
        used.DecideClock([], new SessionId(1, 1), T0, events);
        foreach (var happened in events) used.Apply(happened);
        used.Recovered(T0);

        Assert.Equal(JsonSerializer.Serialize(new CommandQueue("other").ToSnapshot()), JsonSerializer.Serialize(Fresh.ToSnapshot()));
        Assert.Null(new CommandQueue("other").Find(Text(0, 32)));
        Assert.Equal((0, 0), (new CommandQueue("other").QueuedCount, new CommandQueue("other").InFlightCount));
    }

    /// <summary>Texts of the lengths that the platform API makes: id 32, reference 43, content hash 64, batch 32.</summary>
    private static CommandQueue Fill()
    {
        var queue = new CommandQueue("smz-a03");
        List<ICommandEvent> events = [];
        for (var i = 0; i < 500; i++)
        {
            var command = new Command(
                Text(i, 32), CommandType.PersonPush, Text(i, 20), Text(i, 43), 80_096, Text(i, 64), Text(i, 32), T0, T0.AddDays(7));
            queue.DecideEnqueue(command, T0, events);
            foreach (var happened in events) queue.Apply(happened);
            events.Clear();
        }

        return queue;
    }

    private static string Text(int number, int length) => number.ToString(CultureInfo.InvariantCulture).PadLeft(length, '0');
}
