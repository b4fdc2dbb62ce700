using Gateway.Actors.Commands;
using Gateway.Storage.Rosters;
using Xunit;
using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Tests.Actors.Devices.StateSpace;

/// <summary>
/// A roster over the small world: the platform's wishes, the rows of what the terminal reported, and the rounds that make commands of the difference, by the rules of
/// Gateway.Storage/Rosters themselves; only their SQL is done here by hand. The terminal keeps a list, and may be reset.
/// </summary>
internal sealed partial class World
{
    private const string Site = "s";

    /// <summary>What the platform wants, in this order: of whom which content; null: that he is on no terminal.</summary>
    private static readonly (string User, string? Ref)[] Wishes = [("u1", "p1"), ("u2", "p2"), ("u1", null), ("u2", "p3")];

    private static readonly RosterTerminal Terminal = new(Sn, Site, false, false, "standard", 0);

    private readonly Dictionary<string, RosterWanted> _wanted = [];
    private readonly Dictionary<string, RosterDevice> _rows = [];
    private readonly Dictionary<string, CommandState> _table = [];
    private readonly HashSet<string> _unprojected = [];
    private readonly Dictionary<string, string> _list = [];
    private readonly HashSet<string> _setBack = [];
    private int _wishes;
    private int _orders;
    private int _resets;
    private long _resyncedAt;
    private bool _isMarked;

    private IEnumerable<Step> RosterSteps()
    {
        if (_wishes < Wishes.Length) yield return new Step(StepKind.Wish);
        if (_isMarked) yield return new Step(StepKind.Round, 0);
        if (_unprojected.Count > 0) yield return new Step(StepKind.Round, 1);
        if (_resets < bounds.Resets && _list.Count > 0) yield return new Step(StepKind.Reset);
    }

    private void Wish()
    {
        var (user, content) = Wishes[_wishes++];
        if (content is null) _wanted.Remove(user);
        else _wanted[user] = new RosterWanted(user, _wishes, content, 100);
        _isMarked = true;
    }

    /// <summary>What became of commands is known to the tables from now on.</summary>
    private void Project()
    {
        foreach (var status in _unprojected.Select(id => _device.Queue.Find(id)!).OrderBy(status => new RosterReport(Sn, status, null).At).ToList())
        {
            _table[status.Command.Id] = status.State;
            var (user, report) = (status.Command.UserId!, new RosterReport(Sn, status, null));
            if (report.Apply(_rows.GetValueOrDefault(user), _resyncedAt) is { } row) _rows[user] = row;
            else _rows.Remove(user);
            _isMarked |= report.HasEnded;
        }

        _unprojected.Clear();
    }

    /// <summary>One look at the terminal, as ReconcileStore takes it, and what comes of it.</summary>
    private void Round()
    {
        _isMarked = false;
        var plan = new RosterPlan(Terminal, "2026-03-01");
        foreach (var order in _rows.Values.Where(static row => row.CommandId is not null).ToList()) plan.AddOpen(order, _wanted.GetValueOrDefault(order.UserId), At);
        var free = _rows.Values.Where(row => row.CommandId is null && !IsBusy(row.UserId)).ToList();
        foreach (var row in free.Where(row => row.Site is not null && !_wanted.ContainsKey(row.UserId))) plan.AddLeaver(row, _wishes, At);
        foreach (var wanted in _wanted.Values.Where(wanted => !IsBusy(wanted.UserId)))
        {
            var known = _rows.GetValueOrDefault(wanted.UserId);
            if (known?.CommandId is not null) continue;
            if (known?.ReportedRef != wanted.PersonRef)
            {
                plan.Add(RosterOrders.Push(Sn, Site, wanted, known, At));
                continue;
            }

            _rows[wanted.UserId] = known with
            {
                Site = Site,
                State = RosterStates.Present,
                ReportedVersion = wanted.Version,
                DesiredVersion = wanted.Version,
                OrderedRef = wanted.PersonRef,
            };
        }

        foreach (var gone in plan.Gone) _rows.Remove(gone);
        foreach (var order in plan.Orders.ConvertAll(order => order with { CommandId = "r" + ++_orders, Delivered = true }))
        {
            _rows[order.UserId] = order;
            Accept(RosterOrders.CommandOf(order));
        }

        foreach (var id in plan.Cancels) Commit(e => _device.Queue.DecideCancel(id, At, e));
    }

    /// <summary>As far as the table says, a command about him is open.</summary>
    private bool IsBusy(string user) => _accepted.Exists(command => command.UserId == user && _table.TryGetValue(command.Id, out var state) && CommandText.IsOpen(state));

    /// <summary>The terminal loses everybody, and an operator says so.</summary>
    private void Reset()
    {
        _resets++;
        _list.Clear();
        _now += TimeSpan.FromMilliseconds(1);
        _resyncedAt = At.ToUnixTimeMilliseconds();
        _isMarked = true;
        foreach (var row in _rows.Values.ToList())
        {
            if (row is { Site: null, CommandId: null }) _rows.Remove(row.UserId);
            if (row.Site is null) continue;
            var state = row.State is RosterStates.Present or RosterStates.Failed ? RosterStates.Pending : row.State;
            _rows[row.UserId] = row with { ReportedRef = null, ReportedVersion = null, State = state };
        }
    }

    /// <summary>The terminal does what it is told.</summary>
    private void Obey(IEnumerable<string> ids)
    {
        foreach (var command in ids.Select(id => _accepted.Single(command => command.Id == id)))
        {
            if (command.Type == CommandType.PersonDelete) _list.Remove(command.UserId!);
            else if (command.Id != bounds.Fails) _list[command.UserId!] = command.PersonRef ?? command.Id;
        }
    }

    private void Note(ICommandEvent happened)
    {
        if (happened is RoundLost or HandOutClosed) _setBack.UnionWith(((ICommandsReturned)happened).Ids);
        _unprojected.UnionWith(happened switch
        {
            CommandQueued e => [e.Command.Id],
            CommandEnded e => [e.Command.Id],
            CommandsHandedOut e => e.Ids,
            ICommandsReturned e => e.Ids,
            _ => [],
        });
    }

    /// <summary>
    /// D26: explicit ones first, then a roster's deletions, then its pushes, but for what has gone behind (D15, D33) and what is in flight with a newer one for its person
    /// behind it.
    /// </summary>
    private void CheckOrder()
    {
        var open = _device.Queue.ToSnapshot().Open.Select(one => one.Command).ToList();
        var ranks = open.Where((one, i) => !_setBack.Contains(one.Id) && open.Skip(i + 1).All(newer => newer.UserId != one.UserId))
            .Select(one => new CommandEntry(one).Rank).ToList();
        Assert.Equal(ranks.Order(), ranks);
    }

    /// <summary>At rest, what the terminal holds is its roster, and beside it only whom somebody pushed.</summary>
    private void CheckList()
    {
        foreach (var wanted in _wanted.Values) Assert.True(_list.GetValueOrDefault(wanted.UserId) == wanted.PersonRef, $"{wanted.UserId} is missing or stale: {Held()}");
        foreach (var (user, content) in _list.Where(held => !_wanted.ContainsKey(held.Key)))
            Assert.True(content == "x" && _rows[user] is { State: RosterStates.Foreign, Site: null }, $"{user} is unwanted: {Held()}");
    }

    private string Held() => string.Join(';', _list) + " rows " + string.Join(';', _rows.Values);

    private string RosterText() => string.Join(';', _rows.Values.OrderBy(static row => row.UserId).Select(row =>
            $"{row.UserId}{row.Site}{row.State}{row.ReportedRef}{row.DesiredVersion}{row.OrderedRef}{row.CommandId}{row.HandedOut}{row.Drift}"))
        + string.Join(',', _list.OrderBy(static held => held.Key)) + string.Join(',', _unprojected.Order()) + string.Join(',', _setBack.Order())
        + string.Create(CultureInfo.InvariantCulture, $"|{_wishes},{_orders},{_resets},{_isMarked},{_table.Count(known => CommandText.IsOpen(known.Value))}");
}
