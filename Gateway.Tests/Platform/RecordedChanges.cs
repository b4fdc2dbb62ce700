using System.Collections.Concurrent;
using Gateway.Actors.Devices;

namespace Gateway.Tests.Platform;

/// <summary>Notes which devices were said to have changed.</summary>
internal sealed class RecordedChanges : IDeviceChanges
{
    public ConcurrentQueue<string> Sns { get; } = new();

    public void DeviceChanged(string sn) => Sns.Enqueue(sn);
}
