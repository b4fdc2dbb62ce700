using Gateway.Actors.Commands;
using Gateway.Actors.Habits;
using Gateway.Actors.Wire;
using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Actors.Serialization;

/// <summary>The stored form of the persisted events and of the snapshot. Golden bytes of each stand in Gateway.Tests/Vectors/journal and are read for ever.</summary>
internal static class JournalFormats
{
    public static readonly WireFormat[] All =
    [
        .. Events(), .. FormerEvents(), .. SnapshotFormats.All,
    ];

    /// <summary>Those in which a terminal's words stand in clear.</summary>
    public static readonly string[] Clear = ["kp1", "kp2", "kb1", "ks1", "kf1", "qs1", "qs2"];

    private static IEnumerable<WireFormat> Events()
    {
        yield return WireFormat.Of<CommandQueued>(
            "kq1", (w, e) => { w.Text(e.Sn); w.Put(e.Command); w.Time(e.At); }, (ref r) => new CommandQueued(r.Text(), WireParts.Command(ref r), r.Time()));
        yield return WireFormat.Of<CommandsHandedOut>(
            "kh3",
            (w, e) =>
            {
                w.Text(e.Sn); w.Signed(e.HandOut); w.Texts(e.Ids); w.Byte((byte)e.Via); w.Put(e.Session);
                w.Byte((byte)e.Rule); w.Bool(e.FollowsUnreported); w.Time(e.At); w.Byte((byte)e.Form); w.Bool(e.IsProved); w.Byte((byte)e.Unreported);
            },
            (ref r) => new CommandsHandedOut(
                r.Text(), r.Signed(), r.Texts(), r.Enum<HandOutVia>(), WireParts.SessionIdOrNull(ref r), r.Enum<FeedbackRule>(), r.Bool(), r.Time(),
                r.Enum<AnswerForm>(), r.Bool(), r.Enum<UnreportedRule>()));
        yield return WireFormat.Of<CommandsReturned>(
            "kr2",
            (w, e) => { w.Text(e.Sn); w.Signed(e.HandOut); w.Texts(e.Ids); w.Byte((byte)e.Reason); w.Time(e.At); },
            (ref r) => new CommandsReturned(r.Text(), r.Signed(), r.Texts(), r.Enum<ReturnReason>(), r.Time()));
        yield return WireFormat.Of<CommandsSplit>(
            "kp3",
            (w, e) => { w.Text(e.Sn); w.Signed(e.HandOut); w.Texts(e.Ids); w.Text(e.Code); w.Hidden(e.Desc); w.Time(e.At); },
            (ref r) => new CommandsSplit(r.Text(), r.Signed(), r.Texts(), r.Text(), r.HiddenOrNull(), r.Time()));
        yield return WireFormat.Of<RoundLost>(
            "kl1",
            (w, e) => { w.Text(e.Sn); w.Signed(e.HandOut); w.Texts(e.Ids); w.Time(e.At); },
            (ref r) => new RoundLost(r.Text(), r.Signed(), r.Texts(), r.Time()));
        yield return WireFormat.Of<HandOutClosed>(
            "ko2",
            (w, e) =>
            {
                w.Text(e.Sn); w.Signed(e.HandOut); w.Byte((byte)e.Type); w.Texts(e.Ids); w.Bool(e.Late); w.Bool(e.Empty); w.Time(e.At); w.Bool(e.ByPull); w.Bool(e.Heard);
            },
            (ref r) => new HandOutClosed(r.Text(), r.Signed(), r.Enum<CommandType>(), r.Texts(), r.Bool(), r.Bool(), r.Time(), r.Bool(), r.Bool()));
        yield return WireFormat.Of<ReportHabitsForgotten>("kg1", (w, e) => { w.Text(e.Sn); w.Time(e.At); }, (ref r) => new ReportHabitsForgotten(r.Text(), r.Time()));
        yield return WireFormat.Of<FeedbackTaken>(
            "kb2",
            (w, e) =>
            {
                w.Text(e.Sn); w.Signed(e.HandOut); w.Byte((byte)e.Type); w.Byte(e.Said); w.Bool(e.Succeeded); w.Byte((byte)e.Origin); w.Hidden(e.Text); w.Time(e.At);
            },
            (ref r) => new FeedbackTaken(
                r.Text(), r.Signed(), r.Enum<CommandType>(), r.Byte(), r.Bool(), r.Enum<FeedbackOrigin>(), r.HiddenOrNull(), r.Time()));
        yield return Saying("ks2", static e => new CommandSucceeded(e.Sn, e.Command, e.Attempts, e.Code, e.Desc, e.SentAt, e.At));
        yield return Saying("kf2", static e => new CommandFailed(e.Sn, e.Command, e.Attempts, e.Code, e.Desc, e.SentAt, e.At));
        yield return Ending("kx1", static e => new CommandExpired(e.Sn, e.Command, e.Attempts, e.Code, e.Desc, e.SentAt, e.At));
        yield return Ending("kc1", static e => new CommandCancelled(e.Sn, e.Command, e.Attempts, e.Code, e.Desc, e.SentAt, e.At));
        yield return Ending("ku1", static e => new CommandSuperseded(e.Sn, e.Command, e.Attempts, e.Code, e.Desc, e.SentAt, e.At));
    }

    /// <summary>
    /// As versions without numbered hand-outs wrote them: number 0; as versions did that kept a terminal's words in clear; and as those did that knew one form of answers.
    /// </summary>
    private static IEnumerable<WireFormat> FormerEvents()
    {
        yield return WireFormat.Former<CommandsHandedOut>(
            "kh1",
            (ref r) => new CommandsHandedOut(r.Text(), 0, r.Texts(), r.Enum<HandOutVia>(), WireParts.SessionIdOrNull(ref r), default, false, r.Time()));
        yield return WireFormat.Former<CommandsHandedOut>(
            "kh2",
            (ref r) => new CommandsHandedOut(
                r.Text(), r.Signed(), r.Texts(), r.Enum<HandOutVia>(), WireParts.SessionIdOrNull(ref r), r.Enum<FeedbackRule>(), r.Bool(), r.Time()));
        yield return WireFormat.Former<HandOutClosed>(
            "ko1", (ref r) => new HandOutClosed(r.Text(), r.Signed(), r.Enum<CommandType>(), r.Texts(), r.Bool(), r.Bool(), r.Time()));
        yield return WireFormat.Former<CommandsReturned>("kr1", (ref r) => new CommandsReturned(r.Text(), 0, r.Texts(), r.Enum<ReturnReason>(), r.Time()));
        yield return WireFormat.Former<CommandsSplit>("kp1", (ref r) => new CommandsSplit(r.Text(), 0, r.Texts(), r.Text(), r.TextOrNull(), r.Time()));
        yield return WireFormat.Former<CommandsSplit>("kp2", (ref r) => new CommandsSplit(r.Text(), r.Signed(), r.Texts(), r.Text(), r.TextOrNull(), r.Time()));
        yield return WireFormat.Former<FeedbackTaken>(
            "kb1",
            (ref r) => new FeedbackTaken(r.Text(), r.Signed(), r.Enum<CommandType>(), r.Byte(), r.Bool(), r.Enum<FeedbackOrigin>(), r.TextOrNull(), r.Time()));
        yield return WireFormat.Former<CommandSucceeded>(
            "ks1", (ref r) => new CommandSucceeded(r.Text(), WireParts.Command(ref r), r.Int(), r.TextOrNull(), r.TextOrNull(), r.TimeOrNull(), r.Time()));
        yield return WireFormat.Former<CommandFailed>(
            "kf1", (ref r) => new CommandFailed(r.Text(), WireParts.Command(ref r), r.Int(), r.TextOrNull(), r.TextOrNull(), r.TimeOrNull(), r.Time()));
    }

    private readonly record struct EndingParts(string Sn, Command Command, int Attempts, string? Code, string? Desc, DateTimeOffset? SentAt, DateTimeOffset At);

    /// <summary>One that ends in the terminal's own words.</summary>
    private static WireFormat Saying<T>(string manifest, Func<EndingParts, T> create)
        where T : CommandEnded => WireFormat.Of<T>(
            manifest,
            (w, e) =>
            {
                w.Text(e.Sn);
                w.Put(e.Command);
                w.Signed(e.Attempts);
                w.Text(e.ResultCode);
                w.Hidden(e.ResultDesc);
                w.Time(e.SentAt);
                w.Time(e.At);
            },
            (ref r) => create(new EndingParts(r.Text(), WireParts.Command(ref r), r.Int(), r.TextOrNull(), r.HiddenOrNull(), r.TimeOrNull(), r.Time())));

    private static WireFormat Ending<T>(string manifest, Func<EndingParts, T> create)
        where T : CommandEnded => WireFormat.Of<T>(
            manifest,
            (w, e) =>
            {
                w.Text(e.Sn);
                w.Put(e.Command);
                w.Signed(e.Attempts);
                w.Text(e.ResultCode);
                w.Text(e.ResultDesc);
                w.Time(e.SentAt);
                w.Time(e.At);
            },
            (ref r) => create(new EndingParts(r.Text(), WireParts.Command(ref r), r.Int(), r.TextOrNull(), r.TextOrNull(), r.TimeOrNull(), r.Time())));
}
