using System.Collections.Concurrent;
using Akka.Actor;
using Gateway.Actors.Devices;

namespace Gateway.Tests.Platform;

/// <summary>Stands for the shard region: notes what it is told and answers as the test wants.</summary>
internal sealed class FakeDevices : UntypedActor
{
    private readonly Script _script;

    public FakeDevices(Script script) => _script = script;

    protected override void OnReceive(object message)
    {
        _script.Received.Enqueue((IDeviceMessage)message);
        if (_script.Answer((IDeviceMessage)message) is { } answer)
            Sender.Tell(answer);
        else if (message is DeviceMessages.GetLiveState or DeviceMessages.Decommission or DeviceMessages.ForgetHabits)
            Sender.Tell(new Status.Failure(new AskTimeoutException("silent"))); // What the asker would be told in the end, at once.
    }

    internal sealed class Script
    {
        public ConcurrentQueue<IDeviceMessage> Received { get; } = new();

        /// <summary>Null = silence.</summary>
        public Func<IDeviceMessage, object?> Answer { get; set; } = _ => null;
    }
}
