using Gateway.Actors.Commands;

namespace Gateway.Storage.Rosters;

/// <summary>What one round will write about one terminal.</summary>
/// <param name="Today">At the terminal.</param>
internal sealed record RosterPlan(RosterTerminal Terminal, string Today)
{
    /// <summary>The terminal is not there, or left alone.</summary>
    public static readonly RosterPlan Nothing = new(new RosterTerminal("", null, true, false, "", 0), "");

    private readonly List<RosterDevice> _again = [];

    /// <summary>Whom it has becomes nobody's: it stands on no managed site.</summary>
    public bool Releases { get; init; }

    /// <summary>Some are there as they should be, which is not said yet.</summary>
    public bool Settles { get; init; }

    /// <summary>New orders.</summary>
    public List<RosterDevice> Orders { get; } = [];

    /// <summary>Persons who are not wanted and were never handed out: there is nothing to delete.</summary>
    public List<string> Gone { get; } = [];

    /// <summary>Open orders that nobody wants any more.</summary>
    public List<string> Cancels { get; } = [];

    public bool WritesNothing => !Releases && !Settles && Orders.Count == 0 && Gone.Count == 0;

    /// <summary>Commands that the terminal's actor may not have.</summary>
    public IReadOnlyList<Command> Deliveries => [.. _again.Concat(Orders).Select(RosterOrders.CommandOf)];

    public void Add(RosterDevice order) => Orders.Add(order);

    /// <summary>An order that is open. It goes on if it is what is wanted still; another content takes its place in the queue; what nobody wants is called back.</summary>
    /// <param name="wanted">What is wanted of the person; null: nothing.</param>
    public void AddOpen(RosterDevice order, RosterWanted? wanted, DateTimeOffset now)
    {
        var isPush = order.CommandKind == RosterStates.Push;
        if (isPush && wanted is not null && wanted.PersonRef != order.OrderedRef)
        {
            Orders.Add(RosterOrders.Push(order.Sn, Terminal.Site!, wanted, order, now));
            return;
        }

        // What may be lost is given first, so that it is there to be called back.
        if (!order.Delivered) _again.Add(order);
        if (isPush != wanted is not null) Cancels.Add(order.CommandId!);
    }

    /// <param name="version">Of the roster that he leaves.</param>
    public void AddLeaver(RosterDevice leaver, long version, DateTimeOffset now)
    {
        if (leaver.MayBeThere) Orders.Add(RosterOrders.Delete(leaver, version, now));
        else Gone.Add(leaver.UserId);
    }
}
