using Akka.Actor;
using Gateway.Actors.Sessions;
using Gateway.Codec.Bodies;
using Gateway.Codec.Framing;
using static Gateway.Edge.Tcp.LaneMessages;

namespace Gateway.Edge.Tcp;

/// <summary>
/// Writes to the connections of one lane; its actor alone calls it. Total, as <see cref="FrameDecoder"/> is: what cannot be written ends that connection and no other. Under
/// overload a connection may be gone, and its pipes Kestrel's again, before the lane has come to the word of it.
/// </summary>
/// <param name="lane">The actor.</param>
/// <param name="close">Ends a connection.</param>
internal sealed class LaneWriter(LaneServices services, IActorRef lane, Action<TerminalConnection, CloseReason> close)
{
    /// <summary>A flush that takes longer is a terminal that does not read.</summary>
    private static readonly TimeSpan FlushWithin = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of the first piece of a frame that comes in two: the magic alone.</summary>
    private const int SplitAt = 2;

    /// <summary>Between the two, so that they are two segments.</summary>
    private static readonly TimeSpan SplitPause = TimeSpan.FromMilliseconds(300);

    /// <summary>Does something for a connection, whatever comes of it.</summary>
    public void Try<T>(TerminalConnection connection, T message, Action<TerminalConnection, T> act)
    {
        try
        {
            lock (connection.Output) act(connection, message); // A DeviceActor may be answering (ConnectionDoor).
        }
#pragma warning disable CA1031 // The lane serves many: a fault in writing to one connection is that connection's end and no other's.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            TcpLog.NotWritten(services.Log, connection.Number, fault);
            close(connection, CloseReason.LaneLost);
        }
    }

    /// <summary>Writes one frame and sends it.</summary>
    /// <param name="json">The body in clear, to be observed.</param>
    public void Send(TerminalConnection connection, in OutboundFrame frame, ReadOnlyMemory<byte> json = default) => Flush(connection, Write(connection, frame, json));

    /// <summary>Writes a frame; <see cref="Flush"/> sends it. False: too many wait.</summary>
    /// <param name="json">The body in clear, to be observed.</param>
    /// <param name="note">Why it is not shown.</param>
    public bool Write(TerminalConnection connection, in OutboundFrame frame, ReadOnlyMemory<byte> json = default, string? note = null)
    {
        connection.Pass?.Release();
        services.Traffic.Outbound(connection, frame, json, note);
        return connection.Output.Write(frame);
    }

    /// <summary>Sends what was written, or closes the connection of a terminal that does not read.</summary>
    /// <param name="room">Whether all could be written.</param>
    public void Flush(TerminalConnection connection, bool room)
    {
        if (room) WatchFlush(connection, connection.Output.Flush(services.Time.GetTimestamp()));
        else close(connection, CloseReason.SlowReader);
    }

    /// <summary>Sends a frame as a certification wants it: cut off in its middle with the connection, or in two pieces.</summary>
    /// <param name="room">Whether what goes before it could be written.</param>
    /// <param name="json">The body in clear, to be observed.</param>
    public void SendPart(TerminalConnection connection, in OutboundFrame frame, bool room, ReadOnlyMemory<byte> json, bool isCut)
    {
        services.Traffic.Outbound(connection, frame, json, note: null);
        var length = isCut ? (FrameReader.FrameLengthMin + frame.Body.Length) / 2 : SplitAt;
        var pause = isCut ? null : Task.Delay(SplitPause, services.Time);
        if (!connection.Output.TryWritePart(frame, length, pause, services.Time.GetTimestamp(), out var flush)) Flush(connection, room && connection.Output.Write(frame));
        else if (isCut) close(connection, CloseReason.Revoked);
        else WatchFlush(connection, flush);
    }

    /// <summary>Ends a connection for a certification.</summary>
    public void Cut(TerminalConnection connection) => close(connection, CloseReason.Revoked);

    /// <summary>The answer to a frame.</summary>
    public void Answer(TerminalConnection connection, Answer answer)
    {
        connection.Allowance.Release();
        if (connection.Muted) return;
        var cipher = connection.Terminal.Cipher;
        ReadOnlyMemory<byte> json = answer.Code is { } code && cipher is not null ? ResultBody.ToUtf8(code, answer.Description) : default;
        var body = json.IsEmpty ? default(ReadOnlyMemory<byte>) : cipher!.Encrypt(json.Span);
        Send(connection, new OutboundFrame(answer.Command, 0, 0, answer.Status, answer.Sn, body), json);
        if (answer.Close is { } reason) close(connection, reason);
    }

    /// <summary>A flush that had to wait is over; what waits behind it is sent.</summary>
    public void Flushed(TerminalConnection connection, Flushed flushed)
    {
        if (flushed.Failed) close(connection, CloseReason.PeerClosed);
        else WatchFlush(connection, connection.Output.Resume(services.Time.GetTimestamp()));
    }

    /// <summary>Whether a terminal has not read for too long.</summary>
    public bool IsStuck(TerminalConnection connection) =>
        connection.Output.FlushSince is not 0 and var since && services.Time.GetElapsedTime(since) > FlushWithin;

    private void WatchFlush(TerminalConnection connection, Task? flush) =>
        flush?.ContinueWith(
            static (done, state) =>
            {
                var (lane, slow) = ((IActorRef, TerminalConnection))state!;
                lane.Tell(new Flushed(slow, !done.IsCompletedSuccessfully));
            },
            (lane, connection), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
