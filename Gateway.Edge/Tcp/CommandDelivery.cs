using Akka.Actor;
using Gateway.Actors.Commands;
using Gateway.Actors.Habits;
using Gateway.Actors.Sessions;
using Gateway.Actors.Trials;
using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Edge.Dialects;
using Gateway.Edge.Traffic;
using Gateway.Storage.Persons;
using static Gateway.Actors.Devices.DeviceMessages;
using static Gateway.Edge.Tcp.LaneMessages;

namespace Gateway.Edge.Tcp;

/// <summary>
/// Commands of one lane (§5.3.2, §5.3.4), both ways: its actor has frames made and writes them, its stream takes the results. Persons are loaded for each frame: they are in no
/// message
/// and no journal. A frame holds as many as fit (D17).
/// </summary>
internal sealed class CommandDelivery(LaneServices services, IActorRef lane, LaneWriter writer, HeartbeatFrames heartbeats)
{
    private const string PhotoDoesNotFit = "the photo does not fit into a frame, and this dialect, or what was found out of this terminal, has no other way";

    // ---- the lane's stream -------------------------------------------------------------------------------------------------------------------------

    /// <summary>Tells the DeviceActor a result. False: the body cannot be read.</summary>
    public bool TryTake(in OpenedFrame frame, out BodyFault fault)
    {
        if (ResultBody.TryRead(frame.Plain.Span, out var result, out fault))
        {
            TellResult(frame.Inbound, frame.Session, result.IsSuccess, result.Code ?? ResultCode.SenderFault, result.Description);
            return true;
        }

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
        var sent = inbound.Connection.LastFrame;
        inbound.Connection.Heartbeats.ExpectsNext = true;
        inbound.Connection.Route.Tell(
            new CommandResultReceived(
                terminal.Sn!, session, services.Time.GetUtcNow(), type, sent?.HandOut ?? 0, sent?.Ids, succeeded, code, description, terminal.Dialect!.Drain),
            lane);
        inbound.Connection.Allowance.Release();
    }

    // ---- the lane's actor --------------------------------------------------------------------------------------------------------------------------

    /// <summary>Has the frame made aside: persons come from the database.</summary>
    public void Begin(TerminalConnection connection, Deliver deliver)
    {
        if (connection.Muted || connection.Terminal is not { Dialect: { } dialect, Cipher: { } cipher })
            return; // The session has ended, and the DeviceActor hears of it or will: the commands go back to its queue.

        HeartbeatFrames.Hold(connection);
        MakeAsync(new FrameMade(connection, deliver) { Direct = !dialect.Announce ?? deliver.Form.Direct, Parts = FollowUp(deliver, dialect) }, dialect, cipher)
            .PipeTo(lane, failure: fault => new FrameMade(connection, deliver) { Fault = fault });
    }

    /// <summary>
    /// Sends the frame; what of the hand-out is not in it is told first. A heartbeat that was answered meanwhile (the journal or the database was slow) lets the frame wait for the
    /// next one: a terminal that was told "nothing to do" does not expect a command. So does one for which no frame could be made now.
    /// </summary>
    public void Finish(FrameMade made)
    {
        var connection = made.Connection;
        if (made.Fault is { } fault) TcpLog.NoCommandFrame(services.Log, connection.Number, fault);
        if (!connection.Muted)
        {
            var waits = made.Deliver.AnswersHeartbeat && HeartbeatFrames.IsAwaited(connection);
            var isExpected = made.Deliver.AnswersHeartbeat ? waits : connection.Heartbeats.ExpectsNext;
            if (made.Packets.Count > 0 && isExpected) Send(made);
            else TellUnsent(made, isWritten: false, awaitsAnswer: waits && made.Fault is null);
            if (made.Fault is not null && waits) heartbeats.AnswerIdle(connection);
        }

        HeartbeatFrames.LetGo(connection);
    }

    private void Send(FrameMade made)
    {
        var connection = made.Connection;
        var isWhole = made.Sent.Count == made.Deliver.Commands.Count;
        if (!isWhole) TellUnsent(made, isWritten: true, awaitsAnswer: false);
        connection.LastFrame = new SentFrame(made.Deliver.HandOut, isWhole ? null : made.Sent);
        if (made.Deliver.AnswersHeartbeat) HeartbeatFrames.TryAnswer(connection);
        if ((made.Parts & made.Deliver.Unproved) is not FormParts.None and var parts)
            connection.Route.Tell(new FrameSent(made.Deliver.Sn, made.Deliver.HandOut, parts, made.InlineLength), lane);
        Write(made, announce: made.Deliver.AnswersHeartbeat && !made.Direct);
    }

    private void TellUnsent(FrameMade made, bool isWritten, bool awaitsAnswer)
    {
        var deliver = made.Deliver;
        // Without a frame all that can be sent stays together: it may be the frame of an earlier sending, whose result is still to come.
        IEnumerable<string> notSent = isWritten ? deliver.Commands.Select(command => command.Id).Except(made.Sent).Except(made.Unsendable.Select(command => command.Id)) : [];
        made.Connection.Route.Tell(
            new DeliveryUnsent(
                deliver.Sn, made.Connection.Terminal.Session!.Id, deliver.HandOut, services.Time.GetUtcNow(), [.. notSent], made.Unsendable, isWritten, awaitsAnswer),
            lane);
    }

    /// <summary>D13: announced in the heartbeat's answer, or the answer itself.</summary>
    private void Write(FrameMade made, bool announce)
    {
        var (connection, sn) = (made.Connection, made.Connection.Terminal.WireSn);
        var room = !announce || writer.Write(connection, new OutboundFrame(CommandWord.Heartbeat, 0, 0, made.Command, sn, default));
        var trial = made.Command == CommandWord.PersonPush ? TrialOf(made) : null;
        var isCut = trial?.Take(TrialKind.CutFrame) is not null;
        if (isCut || trial?.Take(TrialKind.SplitFrame) is not null)
        {
            var whole = new OutboundFrame(made.Command, made.Packets[0].Number, made.Packets[0].Total, FrameStatus.Success, sn, made.Packets[0].Body);
            writer.SendPart(connection, whole, room, made.Plain, isCut);
            return;
        }

        for (var i = 0; i < made.Packets.Count; i++)
        {
            var (first, packet) = (i == 0, made.Packets[i]);
            var frame = new OutboundFrame(made.Command, packet.Number, packet.Total, FrameStatus.Success, sn, packet.Body);
            room = room && writer.Write(connection, frame, first ? made.Plain : default, first ? null : TrafficNote.RawBytes);
        }

        writer.Flush(connection, room);
        if (trial?.Take(TrialKind.CloseBehindFrame) is not null) writer.Cut(connection);
    }

    /// <summary>Trials concern test persons only, in one packet.</summary>
    private Trial? TrialOf(FrameMade made) =>
        services.TrialOf(made.Connection) is { } trial && made.Packets.Count == 1 && made.Deliver.Commands.All(static command => TestPersons.IsOne(command.UserId))
            ? trial
            : null;

    /// <summary>What matters of the way in which the frame follows what came before it, unless the dialect says it.</summary>
    private static FormParts FollowUp(Deliver deliver, Dialect dialect) =>
        deliver.AnswersHeartbeat ? dialect.Announce is null ? FormParts.FollowUp : FormParts.None : dialect.Drain is null ? FormParts.Drain : FormParts.None;

    private static PersonPushOptions PushOptions(Deliver deliver, Dialect dialect) => new(
        dialect.Cipher,
        dialect.PushCount ?? (deliver.Form.CountAsNumber ? PushCount.Number : PushCount.Text),
        dialect.Photo ?? (deliver.Form.InlineOnly ? PhotoDelivery.InlineOnly : PhotoDelivery.Packets),
        dialect.Photo is null ? deliver.Form.InlineMost : FrameReader.BodyLengthMax,
        (ushort)(deliver.Form.PacketsFromZero ? 0 : 1));

    private async Task<FrameMade> MakeAsync(FrameMade frame, Dialect dialect, DesCipher cipher)
    {
        var candidates = frame.Deliver.Commands;
        if (candidates[0].Type != CommandType.PersonDelete)
            return await PushAsync(frame, Loadable(candidates), dialect, cipher);

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

    private async Task<FrameMade> PushAsync(FrameMade frame, List<Command> commands, Dialect dialect, DesCipher cipher)
    {
        var options = PushOptions(frame.Deliver, dialect);
        using var room = await services.HandOuts.EnterAsync(commands);
        var stored = await services.Persons.LoadAsync([.. commands.Select(static command => command.PersonRef!)], CancellationToken.None);
        var unsendable = new List<UnsendableCommand>();
        var ids = new List<string>(commands.Count);
        var people = new List<Person>(commands.Count);
        foreach (var command in commands)
        {
            if (!stored.TryGetValue(command.PersonRef!, out var person))
            {
                unsendable.Add(new UnsendableCommand(command.Id, PersonFaults.Lost));
            }
            else if (person is null)
            {
                unsendable.Add(new UnsendableCommand(command.Id, PersonFaults.Unreadable));
            }
            else
            {
                ids.Add(command.Id);
                people.Add(new Person(person.UserId, person.Name, person.WorkSn, person.IdCard, person.Photo));
            }
        }

        frame = frame with { Command = CommandWord.PersonPush, Unsendable = unsendable };
        for (var start = 0; start < people.Count;)
        {
            var group = PersonPushPacker.Next(people, start, options);
            if (group.Form != PersonPushForm.DoesNotFit)
            {
                var packets = PersonPushPacker.Packets(people, group, options, cipher, out var plain);
                frame = frame with { Packets = packets, Sent = ids.GetRange(group.Start, group.Count), Plain = plain };
                return WithParts(frame, people, group, options, dialect);
            }

            unsendable.Add(new UnsendableCommand(ids[start], PhotoDoesNotFit));
            start += group.Count;
        }

        return frame;
    }

    /// <summary>What else of the form matters for a push, unless the dialect says it.</summary>
    private static FrameMade WithParts(FrameMade frame, List<Person> people, PersonPushGroup group, PersonPushOptions options, Dialect dialect)
    {
        var parts = frame.Parts | (dialect.PushCount is null ? FormParts.PushCount : FormParts.None);
        if (group.Form == PersonPushForm.PhotoPackets)
        {
            var isByChoice = dialect.Photo is null && PersonPushPacker.FitsInline(people[group.Start], options);
            return frame with { Parts = parts | FormParts.Packets | (isByChoice ? FormParts.Photo : FormParts.None) };
        }

        var hasPhoto = options.Photo != PhotoDelivery.None && people.Skip(group.Start).Take(group.Count).Any(static person => !person.FaceTemplate.IsEmpty);
        if (!hasPhoto) return frame with { Parts = parts };
        return frame with { Parts = parts | (dialect.Photo is null ? FormParts.Photo : FormParts.None), InlineLength = frame.Packets[0].Body.Length };
    }
}
