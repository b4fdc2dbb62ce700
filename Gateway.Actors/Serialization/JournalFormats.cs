using Gateway.Actors.Commands;
using Gateway.Actors.Wire;
using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Actors.Serialization;

/// <summary>The stored form of the persisted events and of the snapshot. Golden bytes of each stand in Gateway.Tests/Vectors/journal and are read for ever.</summary>
internal static class JournalFormats
{
    public static readonly WireFormat[] All = [.. Events(), WireFormat.Of<CommandQueueSnapshot>("qs1", WriteSnapshot, ReadSnapshot)];

    private static IEnumerable<WireFormat> Events()
    {
        yield return WireFormat.Of<CommandQueued>(
            "kq1", (w, e) => { w.Text(e.Sn); w.Put(e.Command); w.Time(e.At); }, (ref r) => new CommandQueued(r.Text(), WireParts.Command(ref r), r.Time()));
        yield return WireFormat.Of<CommandsHandedOut>(
            "kh1",
            (w, e) => { w.Text(e.Sn); w.Texts(e.Ids); w.Byte((byte)e.Via); w.Put(e.Session); w.Time(e.At); },
            (ref r) => new CommandsHandedOut(r.Text(), r.Texts(), r.Enum<HandOutVia>(), WireParts.SessionIdOrNull(ref r), r.Time()));
        yield return WireFormat.Of<CommandsReturned>(
            "kr1",
            (w, e) => { w.Text(e.Sn); w.Texts(e.Ids); w.Byte((byte)e.Reason); w.Time(e.At); },
            (ref r) => new CommandsReturned(r.Text(), r.Texts(), r.Enum<ReturnReason>(), r.Time()));
        yield return WireFormat.Of<CommandsSplit>(
            "kp1",
            (w, e) => { w.Text(e.Sn); w.Texts(e.Ids); w.Text(e.Code); w.Text(e.Desc); w.Time(e.At); },
            (ref r) => new CommandsSplit(r.Text(), r.Texts(), r.Text(), r.TextOrNull(), r.Time()));
        yield return Ending("ks1", static e => new CommandSucceeded(e.Sn, e.Command, e.Attempts, e.Code, e.Desc, e.SentAt, e.At));
        yield return Ending("kf1", static e => new CommandFailed(e.Sn, e.Command, e.Attempts, e.Code, e.Desc, e.SentAt, e.At));
        yield return Ending("kx1", static e => new CommandExpired(e.Sn, e.Command, e.Attempts, e.Code, e.Desc, e.SentAt, e.At));
        yield return Ending("kc1", static e => new CommandCancelled(e.Sn, e.Command, e.Attempts, e.Code, e.Desc, e.SentAt, e.At));
        yield return Ending("ku1", static e => new CommandSuperseded(e.Sn, e.Command, e.Attempts, e.Code, e.Desc, e.SentAt, e.At));
    }

    private readonly record struct EndingParts(string Sn, Command Command, int Attempts, string? Code, string? Desc, DateTimeOffset? SentAt, DateTimeOffset At);

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

    private static void WriteSnapshot(WireWriter w, CommandQueueSnapshot s)
    {
        w.Text(s.Sn);
        w.Unsigned((ulong)s.Open.Count);
        foreach (var open in s.Open)
        {
            w.Put(open.Command);
            w.Signed(open.Attempts);
            w.Time(open.SentAt);
            w.Bool(open.Alone);
        }

        w.Unsigned((ulong)s.HandOuts.Count);
        foreach (var handOut in s.HandOuts)
        {
            w.Byte((byte)handOut.Via);
            w.Put(handOut.Session);
            w.Texts(handOut.Ids);
        }

        w.Unsigned((ulong)s.Finished.Count);
        foreach (var status in s.Finished) w.Put(status);
    }

    private static CommandQueueSnapshot ReadSnapshot(ref WireReader r)
    {
        var sn = r.Text();
        var open = new OpenCommand[r.Count()];
        for (var i = 0; i < open.Length; i++) open[i] = new OpenCommand(WireParts.Command(ref r), r.Int(), r.TimeOrNull(), r.Bool());
        var handOuts = new OpenHandOut[r.Count()];
        for (var i = 0; i < handOuts.Length; i++) handOuts[i] = new OpenHandOut(r.Enum<HandOutVia>(), WireParts.SessionIdOrNull(ref r), r.Texts());
        var finished = new CommandStatus[r.Count()];
        for (var i = 0; i < finished.Length; i++) finished[i] = WireParts.CommandStatus(ref r);
        return new CommandQueueSnapshot(sn, open, handOuts, finished);
    }
}
