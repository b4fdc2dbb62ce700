using Gateway.Peers.Protocol;
using Proto;

namespace Gateway.Peers.ProtoActor;

/// <summary>What is known of one SN. Answers the connection.</summary>
internal sealed class ProtoDevice : IActor
{
    /// <summary>The newest heartbeat, as a device's actor would have it.</summary>
    private Heartbeat _last;

    public Task ReceiveAsync(IContext context)
    {
        if (context.Message is not ProtoBeat beat) return Task.CompletedTask;
        _last = beat.Heartbeat;
        _last.Answer(beat.Output);
        var flushed = beat.Output.FlushAsync();
        return flushed.IsCompleted ? Task.CompletedTask : flushed.AsTask();
    }
}
