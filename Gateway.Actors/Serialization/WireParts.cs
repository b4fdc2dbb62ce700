using Gateway.Actors.Commands;
using Gateway.Actors.Habits;
using Gateway.Actors.Sessions;
using Gateway.Actors.Wire;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Actors.Serialization;

/// <summary>The parts that several bodies share. Each is frozen as it is: a change is a new part, for a new manifest.</summary>
internal static class WireParts
{
    /// <summary>In the byte of a command's type: its roster follows. What has none is as it ever was, so that nodes of the version before read it.</summary>
    private const byte OfRoster = 0x80;

    public static void Put(this WireWriter to, SessionId id)
    {
        to.Fixed(id.NodeUid);
        to.Signed(id.Number);
    }

    public static SessionId SessionId(ref WireReader from) => new(from.Fixed(), from.Signed());

    public static void Put(this WireWriter to, SessionId? id)
    {
        to.Bool(id is not null);
        if (id is { } session) to.Put(session);
    }

    public static SessionId? SessionIdOrNull(ref WireReader from) => from.Bool() ? SessionId(ref from) : null;

    public static void Put(this WireWriter to, AnswerForm? form)
    {
        to.Bool(form is not null);
        if (form is { } known) to.Byte((byte)known);
    }

    public static AnswerForm? FormOrNull(ref WireReader from) => from.Bool() ? from.Enum<AnswerForm>() : null;

    public static void Put(this WireWriter to, Session session)
    {
        to.Put(session.Id);
        to.Ref(session.Lane);
        to.Byte((byte)session.Transport);
        to.Text(session.Remote);
        to.Text(session.Node);
        to.Time(session.Since);
    }

    public static Session Session(ref WireReader from) =>
        new(SessionId(ref from), from.Ref(), from.Enum<Transport>(), from.Text(), from.Text(), from.Time());

    public static void Put(this WireWriter to, Command command)
    {
        to.Text(command.Id);
        to.Byte((byte)((byte)command.Type | (command.Roster is null ? 0 : OfRoster)));
        if (command.Roster is { } roster)
        {
            to.Text(roster.Site);
            to.Signed(roster.Version);
        }

        to.Text(command.UserId);
        to.Text(command.PersonRef);
        to.Signed(command.PersonBytes);
        to.Text(command.ContentHash);
        to.Text(command.BatchId);
        to.Time(command.CreatedAt);
        to.Time(command.ExpiresAt);
    }

    public static Command Command(ref WireReader from)
    {
        var id = from.Text();
        var type = from.Enum<CommandType>(OfRoster, out var isOfRoster);
        var roster = isOfRoster ? new RosterOrder(from.Text(), from.Signed()) : null;
        return new Command(id, type, from.TextOrNull(), from.TextOrNull(), from.Int(), from.Text(), from.TextOrNull(), from.Time(), from.Time(), roster);
    }

    public static void Put(this WireWriter to, IReadOnlyList<Command> commands)
    {
        to.Unsigned((ulong)commands.Count);
        foreach (var command in commands) to.Put(command);
    }

    public static Command[] Commands(ref WireReader from)
    {
        var commands = new Command[from.Count()];
        for (var i = 0; i < commands.Length; i++) commands[i] = Command(ref from);
        return commands;
    }

    public static void Put(this WireWriter to, CommandStatus status)
    {
        to.Put(status.Command);
        to.Byte((byte)status.State);
        to.Signed(status.Attempts);
        to.Text(status.ResultCode);
        to.Text(status.ResultDesc);
        to.Time(status.SentAt);
        to.Time(status.EndedAt);
    }

    public static CommandStatus CommandStatus(ref WireReader from) => new(
        Command(ref from), from.Enum<CommandState>(), from.Int(), from.TextOrNull(), from.TextOrNull(), from.TimeOrNull(), from.TimeOrNull());

    /// <summary>For the journal: the words are the terminal's.</summary>
    public static void PutHidden(this WireWriter to, CommandStatus status)
    {
        to.Put(status.Command);
        to.Byte((byte)status.State);
        to.Signed(status.Attempts);
        to.Text(status.ResultCode);
        to.Hidden(status.ResultDesc);
        to.Time(status.SentAt);
        to.Time(status.EndedAt);
    }

    public static CommandStatus HiddenCommandStatus(ref WireReader from) => new(
        Command(ref from), from.Enum<CommandState>(), from.Int(), from.TextOrNull(), from.HiddenOrNull(), from.TimeOrNull(), from.TimeOrNull());

    public static void Put(this WireWriter to, IReadOnlyList<UnsendableCommand> unsendable)
    {
        to.Unsigned((ulong)unsendable.Count);
        foreach (var one in unsendable)
        {
            to.Text(one.Id);
            to.Text(one.Reason);
        }
    }

    public static UnsendableCommand[] Unsendable(ref WireReader from)
    {
        var unsendable = new UnsendableCommand[from.Count()];
        for (var i = 0; i < unsendable.Length; i++) unsendable[i] = new UnsendableCommand(from.Text(), from.Text());
        return unsendable;
    }
}
