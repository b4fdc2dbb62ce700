using Akka.Actor;
using Gateway.Actors.Commands;
using Gateway.Actors.Sessions;
using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Edge.Dialects;
using Gateway.Edge.Traffic;
using static Gateway.Actors.Devices.DeviceMessages;
using static Gateway.Edge.Tcp.LaneMessages;

namespace Gateway.Edge.Tcp;

/// <summary>
/// Commands of one lane ( 5.3.2,  5.3.4), both ways: its actor has frames made and writes them, its stream takes the results. Persons are loaded for each frame: they are in no
/// message
/// and no journal. A frame holds as many as fit (D17).
/// </summary>
internal sealed class CommandDelivery(LaneServices services, IActorRef lane, LaneActor writer)
{
    // ---- the lane's stream -------------------------------------------------------------------------------------------------------------------------

    /// <summary>Tells the DeviceActor a result. False: the body cannot be read.</summary>
    public bool TryTake(in OpenedFrame frame, out BodyFault fault)
    {
        if (ResultBody.TryRead(frame.Plain.Span, out var result, out fault))
        {
            TellResult(frame.Inbound, frame.Prove(), result.IsSuccess, result.Code ?? ResultCode.SenderFault, result.Description);
            return true;
        }

        // Random bytes "decrypt" with any key once in 256 times: what cannot be read proves nothing (D38).
        return frame.Status == FrameStatus.Failure && TryFail(frame.Inbound);
    }

    /// <summary>A result whose header says failure and whose body says nothing is a failure all the same (D16). False: it is no result, or of no session.</summary>
    public bool TryFail(in InboundFrame inbound)
    {
        if (inbound.Frame.Command is not (CommandWord.PersonPush or CommandWord.PersonDelete) || inbound.Connection.Terminal.Session is not { } session) return false;
        TellResult(inbound, session, false, ResultCode.SenderFault, null);
        return true;
    }

    private void TellResult(in InboundFrame inbound, Session session, bool succeeded, string code, string? description)
    {
        var terminal = inbound.Connection.Terminal;
        var type = inbound.Frame.Command == CommandWord.PersonPush ? CommandType.PersonPush : CommandType.PersonDelete;
        services.Region.Tell(
            new CommandResultReceived(terminal.Sn!, session, services.Time.GetUtcNow(), type, succeeded, code, description, terminal.Dialect!.Drain), lane);
        inbound.Connection.Allowance.Release();
    }

    // ---- the lane's actor --------------------------------------------------------------------------------------------------------------------------

    /// <summary>Has the frame made aside: persons come from the database.</summary>
    public void Begin(TerminalConnection connection, Deliver deliver)
    {
        if (connection.Muted || connection.Terminal is not { Dialect: { } dialect, Cipher: { } cipher })
            return; // The session has ended, and the DeviceActor hears of it or will: the commands go back to its queue.

        HeartbeatFrames.Hold(connection);
        MakeAsync(new FrameMade(connection, deliver), dialect, cipher)
            .PipeTo(lane, failure: fault => new FrameMade(connection, deliver) { Fault = fault });
    }

    /// <summary>
    /// Reports what is sent and sends it. Without packets nothing is answered: the DeviceActor hears that nothing could be sent, and answers with what comes next. A frame that
    /// could not
    /// be made (the database is away) is told too: else the actor would take it for sent and hold its queue back.
    /// </summary>
    public void Finish(FrameMade made)
    {
        var connection = made.Connection;
        if (made.Fault is { } fault) TcpLog.NoCommandFrame(services.Log, connection.Number, fault);
        if (!connection.Muted)
        {
            var answers = made.Packets.Count > 0 && made.Deliver.AnswersHeartbeat && HeartbeatFrames.TryAnswer(connection);

            // Before the frame: the terminal's result must not overtake this.
            services.Region.Tell(
                new DeliveryReported(
                    made.Deliver.Sn, connection.Terminal.Session!.Id, made.Deliver.DeliveryId, services.Time.GetUtcNow(), made.Sent, made.Unsendable),
                lane);
            if (made.Packets.Count > 0) Write(made, announce: answers && connection.Terminal.Dialect!.Announce);
        }

        HeartbeatFrames.LetGo(connection);
    }

    /// <summary>D13: announced in the heartbeat's answer, or the answer itself.</summary>
    private void Write(FrameMade made, bool announce)
    {
        var (connection, sn) = (made.Connection, made.Connection.Terminal.WireSn);
        var room = !announce || writer.Write(connection, new OutboundFrame(CommandWord.Heartbeat, 0, 0, made.Command, sn, default));
        foreach (var packet in made.Packets)
        {
            var first = packet.Number <= 1;
            var frame = new OutboundFrame(made.Command, packet.Number, packet.Total, FrameStatus.Success, sn, packet.Body);
            room = room && writer.Write(connection, frame, first ? made.Plain : default, first ? null : TrafficNote.RawBytes);
        }

        writer.Flush(connection, room);
    }

    private async Task<FrameMade> MakeAsync(FrameMade frame, Dialect dialect, DesCipher cipher)
    {
        var candidates = frame.Deliver.Candidates;
        if (candidates[0].Type != CommandType.PersonDelete)
            return await PushAsync(frame, Loadable(candidates), new PersonPushOptions(dialect.Cipher, dialect.PushCount, dialect.Photo), cipher);

        var json = new PersonDeleteBody(candidates[0].UserId!).ToUtf8();
        return frame with { Command = CommandWord.PersonDelete, Packets = PacketSplitter.Split(cipher.Encrypt(json), default), Sent = [candidates[0].Id], Plain = json };
    }

    /// <summary>No more than can fit into one frame by their sizes: twenty photos of 60 kB are not loaded to send one.</summary>
    private static List<Command> Loadable(IReadOnlyList<Command> candidates)
    {
        var loadable = new List<Command> { candidates[0] };
        long bytes = candidates[0].PersonBytes;
        for (var i = 1; i < candidates.Count && bytes + candidates[i].PersonBytes <= FrameReader.BodyLengthMax; i++)
        {
            bytes += candidates[i].PersonBytes;
            loadable.Add(candidates[i]);
        }

        return loadable;
    }

    private async Task<FrameMade> PushAsync(FrameMade frame, List<Command> commands, PersonPushOptions options, DesCipher cipher)
    {
        using var room = await services.HandOuts.EnterAsync(commands);
        var stored = await services.Persons.LoadAsync([.. commands.Select(static command => command.PersonRef!)], CancellationToken.None);
        var unsendable = new List<UnsendableCommand>();
        var ids = new List<string>(commands.Count);
        var people = new List<Person>(commands.Count);
        foreach (var command in commands)
        {
            if (stored.TryGetValue(command.PersonRef!, out var person))
            {
                ids.Add(command.Id);
                people.Add(new Person(person.UserId, person.Name, person.WorkSn, person.IdCard, person.Photo));
            }
            else
            {
                unsendable.Add(new UnsendableCommand(command.Id, "the person's data is no longer stored"));
            }
        }

        frame = frame with { Command = CommandWord.PersonPush, Unsendable = unsendable };
        for (var start = 0; start < people.Count;)
        {
            var group = PersonPushPacker.Next(people, start, options);
            if (group.Form != PersonPushForm.DoesNotFit)
            {
                var packets = PersonPushPacker.Packets(people, group, options, cipher, out var plain);
                return frame with { Packets = packets, Sent = ids.GetRange(group.Start, group.Count), Plain = plain };
            }

            unsendable.Add(new UnsendableCommand(ids[start], "the photo does not fit into a frame and this dialect has no other way"));
            start += group.Count;
        }

        return frame;
    }
}
