using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Habits;
using Gateway.Actors.Sessions;
using Gateway.Actors.Wire;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Actors.Serialization;

/// <summary>The wire form of every message to and from a DeviceActor (<see cref="DeviceMessages"/>).</summary>
internal static class DeviceMessageFormats
{
    public static readonly WireFormat[] All = [.. FromSessions(), .. ToLanes(), .. Https(), .. Platform(), .. Answers()];

    /// <summary>In the byte of how unreported commands end. Without it a heartbeat is as it ever was, so that nodes of the version before read it.</summary>
    private const byte UploadsOnly = 0x80;

    private static IEnumerable<WireFormat> FromSessions()
    {
        yield return WireFormat.Of<HeartbeatReceived>(
            "hb4",
            (w, m) =>
            {
                w.Text(m.Sn); w.Put(m.Session); w.Time(m.At); w.Byte(m.DeviceState); w.SignedOrNull(m.ClockSkewSeconds); w.Signed(m.ClockSkewAllowed); w.Bool(m.MaySetClock);
                w.Fixed(m.Body); w.Byte((byte)((byte)m.Unreported | (m.UploadsOnly ? UploadsOnly : 0)));
            },
            (ref r) => new HeartbeatReceived(
                r.Text(), WireParts.Session(ref r), r.Time(), r.Byte(), r.IntOrNull(), r.Int(), r.Bool(), r.Fixed(), r.Enum<UnreportedRule>(UploadsOnly, out var uploadsOnly),
                uploadsOnly));
        yield return WireFormat.Former<HeartbeatReceived>("hb2", Hb2);
        yield return WireFormat.Of<ClockResultReceived>(
            "cr1",
            (w, m) => { w.Text(m.Sn); w.Put(m.Session); w.Time(m.At); w.Bool(m.Succeeded); w.Text(m.Code); w.Text(m.Description); },
            (ref r) => new ClockResultReceived(r.Text(), WireParts.Session(ref r), r.Time(), r.Bool(), r.Text(), r.TextOrNull()));
        yield return WireFormat.Of<CommandResultReceived>(
            "rs3",
            (w, m) =>
            {
                w.Text(m.Sn); w.Put(m.Session); w.Time(m.At); w.Byte((byte)m.Type); w.Signed(m.HandOut); w.Bool(m.Ids is not null);
                if (m.Ids is { } ids) w.Texts(ids);
                w.Bool(m.Succeeded); w.Text(m.Code); w.Text(m.Description); w.Bool(m.Drain is not null); w.Bool(m.Drain == true);
            },
            (ref r) => new CommandResultReceived(
                r.Text(), WireParts.Session(ref r), r.Time(), r.Enum<CommandType>(), r.Signed(), r.Bool() ? r.Texts() : null, r.Bool(), r.Text(), r.TextOrNull(),
                Drain(ref r)));
        yield return WireFormat.Of<UploadNoted>(
            "up1",
            (w, m) => { w.Text(m.Sn); w.Put(m.Session); w.Time(m.At); w.Signed(m.Stored); w.Signed(m.Duplicates); w.Bool(m.Refused); },
            (ref r) => new UploadNoted(r.Text(), WireParts.Session(ref r), r.Time(), r.Int(), r.Int(), r.Bool()));
        yield return WireFormat.Of<SessionAnnounced>(
            "sa1", (w, m) => { w.Text(m.Sn); w.Put(m.Session); w.Time(m.At); }, (ref r) => new SessionAnnounced(r.Text(), WireParts.Session(ref r), r.Time()));
        yield return WireFormat.Of<SessionEnded>(
            "se1",
            (w, m) => { w.Text(m.Sn); w.Put(m.Session); w.Time(m.At); w.Byte((byte)m.Reason); },
            (ref r) => new SessionEnded(r.Text(), WireParts.SessionId(ref r), r.Time(), r.Enum<CloseReason>()));
        yield return WireFormat.Of<FrameSent>(
            "fs1",
            (w, m) => { w.Text(m.Sn); w.Signed(m.HandOut); w.Byte((byte)m.Parts); w.Signed(m.Length); },
            (ref r) => new FrameSent(r.Text(), r.Signed(), (FormParts)r.Byte() & FormParts.All, r.Int()));
        yield return WireFormat.Of<DeliveryUnsent>(
            "du1",
            (w, m) =>
            {
                w.Text(m.Sn); w.Put(m.Session); w.Signed(m.HandOut); w.Time(m.At); w.Texts(m.NotSent); w.Put(m.Unsendable); w.Bool(m.Written); w.Bool(m.AwaitsAnswer);
            },
            (ref r) => new DeliveryUnsent(
                r.Text(), WireParts.SessionId(ref r), r.Signed(), r.Time(), r.Texts(), WireParts.Unsendable(ref r), r.Bool(), r.Bool()));
    }

    private static IEnumerable<WireFormat> ToLanes()
    {
        yield return WireFormat.Of<AnswerIdle>("ai1", (w, m) => w.Signed(m.SessionNumber), (ref r) => new AnswerIdle(r.Signed()));
        yield return WireFormat.Of<AnswerSetTime>("at1", (w, m) => w.Signed(m.SessionNumber), (ref r) => new AnswerSetTime(r.Signed()));
        yield return WireFormat.Of<Deliver>(
            "de4",
            (w, m) =>
            {
                w.Signed(m.SessionNumber); w.Text(m.Sn); w.Signed(m.HandOut); w.Put(m.Commands); w.Bool(m.AnswersHeartbeat); w.Bool(m.Form.Direct); w.Bool(m.Form.Drain);
                w.Bool(m.Form.PacketsFromZero); w.Bool(m.Form.CountAsNumber); w.Signed(m.Form.InlineMost); w.Bool(m.Form.InlineOnly);
                w.Byte((byte)m.Unproved);
            },
            (ref r) => new Deliver(r.Signed(), r.Text(), r.Signed(), WireParts.Commands(ref r), r.Bool())
            {
                Form = new SocketForm(r.Bool(), r.Bool(), r.Bool(), r.Bool(), r.Int(), r.Bool()),
                Unproved = (FormParts)r.Byte() & FormParts.All,
            });
        yield return WireFormat.Of<CloseSession>(
            "cs1",
            (w, m) => { w.Signed(m.SessionNumber); w.Byte((byte)m.Reason); },
            (ref r) => new CloseSession(r.Signed(), r.Enum<CloseReason>()));
    }

    private static IEnumerable<WireFormat> Https()
    {
        yield return WireFormat.Of<TakeCommands>(
            "tc3",
            (w, m) =>
            {
                w.Text(m.Sn); w.Put(m.Session); w.Time(m.At); w.Byte((byte)m.Type); w.Signed(m.Most); w.Signed(m.BytesMost); w.Byte((byte)m.Rule); w.Byte((byte)m.FirstGuess);
                w.Put(m.Answer); w.Byte((byte)m.Unreported);
            },
            (ref r) => new TakeCommands(
                r.Text(), WireParts.Session(ref r), r.Time(), r.Enum<CommandType>(), r.Int(), r.Int(), r.Enum<FeedbackRule>(), r.Enum<AnswerForm>(),
                WireParts.FormOrNull(ref r), r.Enum<UnreportedRule>()));
        yield return WireFormat.Of<HandedOut>(
            "ho3",
            (w, m) => { w.Signed(m.HandOut); w.Put(m.Commands); w.Byte((byte)m.Form); },
            (ref r) => new HandedOut(r.Signed(), WireParts.Commands(ref r), r.Enum<AnswerForm>()));
        yield return WireFormat.Of<CommandsUnsendable>(
            "un2",
            (w, m) => { w.Text(m.Sn); w.Signed(m.HandOut); w.Time(m.At); w.Put(m.Unsendable); },
            (ref r) => new CommandsUnsendable(r.Text(), r.Signed(), r.Time(), WireParts.Unsendable(ref r)));
        yield return WireFormat.Of<UnsendableNoted>("uk1", (_, _) => { }, (ref _) => UnsendableNoted.Instance);
        yield return WireFormat.Of<FeedbackReceived>("fb2", WriteFeedback, (ref r) => ReadFeedback(ref r));
        yield return WireFormat.Of<FeedbackFromPull>("fp1", (w, m) => WriteFeedback(w, m.Feedback), (ref r) => new FeedbackFromPull(ReadFeedback(ref r)));
        yield return WireFormat.Of<FeedbackNoted>("fn1", (w, m) => w.Signed(m.Settled), (ref r) => new FeedbackNoted(r.Int()));
        yield return WireFormat.Of<RequestNoted>(
            "rn2",
            (w, m) => { w.Text(m.Sn); w.Put(m.Session); w.Time(m.At); w.Signed(m.Stored); w.Signed(m.Duplicates); w.Bool(m.Refused); w.Put(m.AnsweredIn); },
            (ref r) => new RequestNoted(r.Text(), WireParts.Session(ref r), r.Time(), r.Int(), r.Int(), r.Bool(), WireParts.FormOrNull(ref r)));
    }

    private static IEnumerable<WireFormat> Platform()
    {
        yield return WireFormat.Of<EnqueueCommand>(
            "eq1", (w, m) => { w.Text(m.Sn); w.Time(m.At); w.Put(m.Command); }, (ref r) => new EnqueueCommand(r.Text(), r.Time(), WireParts.Command(ref r)));
        yield return WireFormat.Of<GetCommand>("gc1", (w, m) => { w.Text(m.Sn); w.Text(m.Id); }, (ref r) => new GetCommand(r.Text(), r.Text()));
        yield return WireFormat.Of<CancelCommand>(
            "cx1", (w, m) => { w.Text(m.Sn); w.Text(m.Id); w.Time(m.At); }, (ref r) => new CancelCommand(r.Text(), r.Text(), r.Time()));
        yield return WireFormat.Of<ExpireCommands>("xp1", (w, m) => { w.Text(m.Sn); w.Time(m.At); }, (ref r) => new ExpireCommands(r.Text(), r.Time()));
        yield return WireFormat.Of<Decommission>("dc1", (w, m) => { w.Text(m.Sn); w.Time(m.At); }, (ref r) => new Decommission(r.Text(), r.Time()));
        yield return WireFormat.Of<CancelOpenCommands>(
            "co1", (w, m) => { w.Text(m.Sn); w.Time(m.At); w.Text(m.Reason); }, (ref r) => new CancelOpenCommands(r.Text(), r.Time(), r.Text()));
        yield return WireFormat.Of<OpenCommandsCancelled>("ca1", (w, m) => w.Signed(m.Count), (ref r) => new OpenCommandsCancelled(r.Int()));
        yield return WireFormat.Of<ForgetHabits>("fh1", (w, m) => { w.Text(m.Sn); w.Time(m.At); }, (ref r) => new ForgetHabits(r.Text(), r.Time()));
        yield return WireFormat.Of<HabitsForgotten>("hf1", (_, _) => { }, (ref _) => HabitsForgotten.Instance);
        yield return WireFormat.Of<RevokeSession>(
            "rv1", (w, m) => { w.Text(m.Sn); w.Byte((byte)m.Reason); }, (ref r) => new RevokeSession(r.Text(), r.Enum<CloseReason>()));
        yield return WireFormat.Of<GetLiveState>("gl1", (w, m) => w.Text(m.Sn), (ref r) => new GetLiveState(r.Text()));
    }

    private static IEnumerable<WireFormat> Answers()
    {
        yield return WireFormat.Of<CommandAccepted>(
            "ac1", (w, m) => { w.Put(m.Status); w.Bool(m.Existing); }, (ref r) => new CommandAccepted(WireParts.CommandStatus(ref r), r.Bool()));
        yield return WireFormat.Of<CommandConflict>("cc1", (w, m) => w.Put(m.Status), (ref r) => new CommandConflict(WireParts.CommandStatus(ref r)));
        yield return WireFormat.Of<QueueFull>("qf1", (w, m) => w.Signed(m.Limit), (ref r) => new QueueFull(r.Int()));
        yield return WireFormat.Of<CommandFound>("cf1", (w, m) => w.Put(m.Status), (ref r) => new CommandFound(WireParts.CommandStatus(ref r)));
        yield return WireFormat.Of<CommandUnknown>("cu1", (w, m) => w.Text(m.Id), (ref r) => new CommandUnknown(r.Text()));
        yield return WireFormat.Of<CommandFinished>("fi1", (w, m) => w.Put(m.Status), (ref r) => new CommandFinished(WireParts.CommandStatus(ref r)));
        yield return WireFormat.Of<CommandsExpired>("xd1", (w, m) => w.Signed(m.Count), (ref r) => new CommandsExpired(r.Int()));
        yield return WireFormat.Of<Decommissioned>("dd1", (w, m) => w.Signed(m.Cancelled), (ref r) => new Decommissioned(r.Int()));
        yield return WireFormat.Of<DeviceLiveState>("ls1", WriteLiveState, ReadLiveState);
    }

    /// <summary>
    /// Of a node of the version before: it says whether the clock is to be corrected in place of what is allowed, and nothing of the body, so that the heartbeat is taken for one
    /// that never came before.
    /// </summary>
    private static bool? Drain(ref WireReader r)
    {
        var (isSaid, drains) = (r.Bool(), r.Bool());
        return isSaid ? drains : null;
    }

    private static HeartbeatReceived Hb2(ref WireReader r)
    {
        var (sn, session, at, state, skew, correct, maySet) = (r.Text(), WireParts.Session(ref r), r.Time(), r.Byte(), r.IntOrNull(), r.Bool(), r.Bool());
        return new HeartbeatReceived(sn, session, at, state, skew, correct ? 0 : DeviceState.SkewRightSeconds, maySet, HashCode.Combine(session.Id, at));
    }

    private static void WriteFeedback(WireWriter w, FeedbackReceived m)
    {
        w.Text(m.Sn); w.Put(m.Session); w.Time(m.At); w.Byte((byte)m.Type); w.Byte(m.Said); w.Bool(m.Succeeded); w.Byte((byte)m.Origin); w.Text(m.Message);
    }

    private static FeedbackReceived ReadFeedback(ref WireReader r) => new(
        r.Text(), WireParts.Session(ref r), r.Time(), r.Enum<CommandType>(), r.Byte(), r.Bool(), r.Enum<FeedbackOrigin>(), r.TextOrNull());

    private static void WriteLiveState(WireWriter w, DeviceLiveState m)
    {
        w.Text(m.Sn);
        w.Bool(m.Session is not null);
        if (m.Session is { } session) w.Put(session);
        w.Time(m.LastSeen);
        w.SignedOrNull(m.DeviceState);
        w.SignedOrNull(m.ClockSkewSeconds);
        w.Signed(m.Queued);
        w.Signed(m.InFlight);
        var c = m.Counters;
        w.Time(c.Since);
        foreach (var count in (long[])[c.Heartbeats, c.Uploads, c.Records, c.Duplicates, c.UploadsRefused, c.CommandResults, c.StrayResults, c.Takeovers, c.ClockCorrections])
            w.Signed(count);
    }

    private static DeviceLiveState ReadLiveState(ref WireReader r) => new(
        r.Text(), r.Bool() ? WireParts.Session(ref r) : null, r.TimeOrNull(), (byte?)r.IntOrNull(), r.IntOrNull(), r.Int(), r.Int(),
        new DeviceCounters(r.Time(), r.Signed(), r.Signed(), r.Signed(), r.Signed(), r.Signed(), r.Signed(), r.Signed(), r.Signed(), r.Signed()));
}
