using Akka.Actor;
using Akka.TestKit.Xunit2;
using Gateway.Actors.Commands;
using Gateway.Actors.Serialization;
using Xunit;

namespace Gateway.Tests.Actors.Commands;

/// <summary>What a queue holds does not grow with photos: persons are referred to, never held.</summary>
public sealed class CommandQueueSizeTests : TestKit
{
    private const int Mebibyte = 1024 * 1024;

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
