using Gateway.Actors.Commands;

namespace Gateway.Storage.Rosters;

/// <summary>How far a command about a person has come on a terminal, and what that says of the terminal's list.</summary>
/// <param name="Words">The terminal's own, encrypted; null: it has none.</param>
internal sealed record RosterReport(string Sn, CommandStatus Status, byte[]? Words)
{
    /// <summary>The code of what the terminal never reported (D33).</summary>
    private const string Unreported = "unreported";

    public Command Command => Status.Command;

    public bool HasEnded => Status.EndedAt is not null;

    public long At => (Status.EndedAt ?? Status.SentAt ?? Command.CreatedAt).ToUnixTimeMilliseconds();

    /// <summary>Somebody pushed the person, no roster did.</summary>
    public bool IsPushByHand => IsPush && Command.Roster is null;

    private bool WasHandedOut => Status.Attempts > 0;

    private bool IsPush => Command.Type == CommandType.PersonPush;

    /// <param name="row">What is known of the person on this terminal; null: nothing.</param>
    /// <param name="resyncedAt">What was handed out before says nothing of the list, Unix ms.</param>
    /// <returns>What is known from now on; null: nothing.</returns>
    public RosterDevice? Apply(RosterDevice? row, long resyncedAt)
    {
        var isOurs = row?.CommandId == Command.Id;
        if (!HasEnded) return isOurs && IsPush ? row!.Become(Status.State == CommandState.InFlight ? RosterStates.Sent : RosterStates.Pending, At) : row;
        var counts = !(Status.SentAt is { } sent && sent.ToUnixTimeMilliseconds() < resyncedAt);
        row = counts && Status.State == CommandState.Succeeded ? Succeeded(row, isOurs) : NotSucceeded(row); // Before a resync: the terminal may have taken it behind its reset.
        if (!isOurs || row is null) return row;
        row = row with { CommandId = null, CommandKind = null, Delivered = false };
        if (Status.State == CommandState.Succeeded && counts) return row;
        return Status.State == CommandState.Failed && counts ? Refused(row) : row.Become(IsPush ? RosterStates.Pending : RosterStates.Removing, At);
    }

    private RosterDevice? Succeeded(RosterDevice? row, bool isOurs)
    {
        if (!IsPush) return Deleted(row, isOurs);
        row = (row ?? new RosterDevice(Sn, Command.UserId!) { Site = Command.Roster?.Site, State = RosterStates.Foreign, Since = At }) with
        {
            ReportedRef = Command.PersonRef,
            ReportedVersion = Command.Roster?.Version,
            HandedOut = true,
        };
        if (row.CommandId is not null && !isOurs) return row; // An order is open: what it makes of him follows.
        if (row.Site is null) return row.Become(RosterStates.Foreign, At);
        if (!isOurs && Command.PersonRef != row.OrderedRef) return row.Become(RosterStates.Pending, At) with { Drift = true };
        return row.Become(RosterStates.Present, At) with { Drift = false, Failures = 0, NextTryAt = null, ResultCode = null, ResultDesc = null };
    }

    private RosterDevice? Deleted(RosterDevice? row, bool isOurs)
    {
        if (row is null || isOurs || row.Site is null) return null;
        row = row with { ReportedRef = null, ReportedVersion = null, HandedOut = false };

        // By hand: a person of the roster is missing now; one who was to go is gone.
        return row.CommandId is not null || row.State == RosterStates.Removing ? row : row.Become(RosterStates.Pending, At) with { Drift = true };
    }

    /// <summary>It may have been done all the same, or not: what the terminal has is not known any more. A person who is nobody's stays what he was.</summary>
    private RosterDevice? NotSucceeded(RosterDevice? row) =>
        !WasHandedOut ? row
        : row is null ? Command.Roster is { } roster && IsPush ? new RosterDevice(Sn, Command.UserId!) { Site = roster.Site, HandedOut = true, Since = At } : null
        : row.Site is null ? row
        : row with { ReportedRef = null, ReportedVersion = null, HandedOut = true };

    private RosterDevice Refused(RosterDevice row)
    {
        var isUnreported = Status.ResultCode == Unreported;
        var failures = !IsPush && isUnreported ? row.Failures : row.Failures + 1;
        var next = IsPush ? RosterRetries.Push(failures, Status.EndedAt!.Value) : RosterRetries.Removal(failures, isUnreported, Status.EndedAt!.Value);
        return row.Become(IsPush ? RosterStates.Failed : RosterStates.Removing, At) with
        {
            Failures = failures,
            NextTryAt = next?.ToUnixTimeMilliseconds(),
            ResultCode = Status.ResultCode,
            ResultDesc = Words,
        };
    }
}
