using Gateway.Actors.Sessions;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Edge.Traffic;

namespace Gateway.Edge.Tcp;

/// <summary>Shows the lanes' frames to whoever watches or records them: each once, with what the lane has in clear, or why it has not.</summary>
internal sealed class LaneTraffic(TrafficObserver observer)
{
    /// <summary>Bytes that are no frame.</summary>
    public void Unframed(in InboundFrame inbound) => Inbound(inbound, default, TrafficNote.NotDecrypted);

    /// <summary>A frame that nobody opens: its sender or its command word is not served.</summary>
    public void Unopened(in InboundFrame inbound) => Inbound(inbound, default, inbound.Frame.Body.IsEmpty ? null : TrafficNote.NotDecrypted);

    /// <summary>A packet of a message that is not whole yet, or never will be: the first is decrypted from a copy, since the whole message is decrypted again.</summary>
    public void Packet(in InboundFrame inbound)
    {
        if (observer.IsIdle) return;
        var body = inbound.Frame.Body;
        var plain = new byte[inbound.Frame.PacketNumber > 1 ? 0 : body.Length];
        var length = 0;
        var terminal = inbound.Connection.Terminal;
        var isOpen = plain.Length > 0 && terminal.Cipher!.TryDecrypt(body.Span, plain, out length)
            && (terminal.Session is not null || PlainText.ProvesKey(plain.AsSpan(0, length)));
        Opened(inbound, plain.AsMemory(0, isOpen ? length : 0), isOpen || body.IsEmpty ? null : TrafficNote.WrongKey);
    }

    /// <summary>A message, decrypted or not. Of several packets only the first is text.</summary>
    /// <param name="note">Why it is not decrypted; null: it is.</param>
    public void Opened(in InboundFrame inbound, ReadOnlyMemory<byte> plain, string? note)
    {
        if (observer.IsIdle) return;
        if (inbound.Frame.PacketNumber > 1) Inbound(inbound, default, TrafficNote.RawBytes);
        else Inbound(inbound, plain, note);
    }

    /// <summary>A frame on its way to the terminal.</summary>
    /// <param name="json">Its body in clear.</param>
    /// <param name="note">Why it is not shown; null: it is.</param>
    public void Outbound(TerminalConnection connection, in OutboundFrame frame, ReadOnlyMemory<byte> json, string? note)
    {
        if (observer.IsIdle || (connection.Terminal.Sn ?? (frame.Sn.TryGetText(out var claimed) ? claimed : null)) is not { } sn) return;
        var seen = new ObservedFrame(
            observer.Now, connection.Number, connection.Remote, false, frame.Command, frame.PacketNumber, frame.PacketTotal, frame.Status, frame.Body.Length, null, note);
        observer.Frame(sn, true, seen, json);
    }

    /// <summary>The connection of a terminal that has proved its key has ended.</summary>
    public void Closed(string sn, TerminalConnection connection, CloseReason reason) => observer.Closed(sn, connection.Number, connection.Remote, CloseReasonText.Of(reason));

    private void Inbound(in InboundFrame inbound, ReadOnlyMemory<byte> plain, string? note)
    {
        if (observer.IsIdle || inbound.Sn is not { } sn) return;
        var (connection, frame, fault) = (inbound.Connection, inbound.Frame, inbound.Fault == FrameFault.None ? null : inbound.Fault.ToString());
        var seen = new ObservedFrame(
            observer.Now, connection.Number, connection.Remote, true, frame.Command, frame.PacketNumber, frame.PacketTotal, frame.Status, frame.Body.Length, fault, note);
        observer.Frame(sn, isKnown: connection.Terminal.Sn is not null || inbound.Entry is not null, seen, plain);
    }
}
