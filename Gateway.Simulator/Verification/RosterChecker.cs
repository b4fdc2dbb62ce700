using System.Runtime.InteropServices;

namespace Gateway.Simulator.Verification;

/// <summary>
/// Compares the lists of terminals with the rosters of their sites, at rest: of whom the gateway ever sent, nobody may be missing, unwanted or there in an old version, and whoever
/// is there by an explicit command and in no roster must still be. Pure: it is told what was read.
/// </summary>
/// <param name="refusals">Persons whom terminals refuse always; null: nobody. Whom the gateway shows as failed, is not missed.</param>
internal sealed class RosterChecker(Func<string, bool>? refusals = null)
{
    private const string Present = "present";
    private const string Failed = "failed";
    private const string Removing = "removing";
    private const string Foreign = "foreign";

    private readonly Dictionary<string, List<RosterPerson>> _sites = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Site, string UserId), string> _contents = [];
    private readonly List<string> _missing = [];
    private readonly List<string> _unwanted = [];
    private readonly List<string> _stale = [];
    private readonly List<string> _foreignGone = [];
    private readonly List<string> _misreported = [];
    private readonly List<string> _waiting = [];

    /// <summary>Persons that were compared: pairs of person and terminal.</summary>
    public long Pairs { get; private set; }

    /// <summary>Persons whom their terminal refused, by the gateway's word.</summary>
    public long Refused { get; private set; }

    /// <summary>Persons of a terminal by explicit commands.</summary>
    public long ForeignPersons { get; private set; }

    /// <summary>A managed site, also one whose roster is empty.</summary>
    public void Managed(string site) => CollectionsMarshal.GetValueRefOrAddDefault(_sites, site, out _) ??= [];

    /// <summary>A person of a managed site's roster; all of them before the first terminal.</summary>
    public void Wanted(RosterPerson person) => _sites[person.Site].Add(person);

    /// <summary>A terminal. One of a site that is not managed is none of ours.</summary>
    /// <param name="foreign">Who must be there by explicit commands, and in which version, null where he may be missing, too; no list: whom the gateway shows as such.</param>
    public void Terminal(RosterTerminal terminal, IReadOnlyDictionary<string, string?>? foreign = null)
    {
        if (!_sites.TryGetValue(terminal.Site, out var roster)) return;
        var wanted = roster.Where(person => person.IsDue && (person.Tag is null || terminal.Tags.Contains(person.Tag))).ToDictionary(static person => person.UserId);
        foreach (var person in wanted.Values) Look(terminal, person);
        foreach (var (userId, held) in terminal.List)
        {
            if (wanted.ContainsKey(userId)) continue;
            var state = terminal.Reported.GetValueOrDefault(userId);
            var isForeign = foreign?.ContainsKey(userId) ?? state.State == Foreign;
            var isTriedAgain = state is { State: Removing, WaitsForTime: true };
            if (!isForeign && !isTriedAgain) _unwanted.Add($"{terminal.Sn}: {userId} ({state.State ?? "not shown"})");
            if (isForeign && foreign?[userId] is { } content && content != held.Content) _foreignGone.Add($"{terminal.Sn}: {userId} is another");
        }

        var there = foreign?.Where(static person => person.Value is not null).Select(static person => person.Key)
            ?? terminal.Reported.Where(static reported => reported.Value.State == Foreign).Select(static reported => reported.Key);
        foreach (var userId in there)
        {
            ForeignPersons++;
            if (!terminal.List.ContainsKey(userId) && !wanted.ContainsKey(userId)) _foreignGone.Add($"{terminal.Sn}: {userId}");
        }

        foreach (var (userId, state) in terminal.Reported)
        {
            if (state.State is not Present and not Failed and not Foreign && !state.WaitsForTime) _waiting.Add($"{terminal.Sn}: {userId} is {state.State}");
            if (state.State == Present && !wanted.ContainsKey(userId)) _misreported.Add($"{terminal.Sn}: {userId} is shown as present, and in no roster of its site");
        }
    }

    /// <summary>The verdict over all that was told: each promise, kept or broken.</summary>
    public IReadOnlyList<Violation> Judge() =>
    [
        Violation.Of("missing: in the roster, not on the terminal", _missing),
        Violation.Of("unwanted: on the terminal, in no roster, not foreign", _unwanted),
        Violation.Of("stale: on the terminal in another version", _stale),
        Violation.Of("foreign persons touched", _foreignGone),
        Violation.Of("shown otherwise than it is", _misreported),
        Violation.Of("not at rest", _waiting)
    ];

    private void Look(RosterTerminal terminal, RosterPerson person)
    {
        Pairs++;
        var isShown = terminal.Reported.TryGetValue(person.UserId, out var state);
        if (refusals?.Invoke(person.UserId) ?? state.State == Failed)
        {
            Refused++;
            if (state.State != Failed) _misreported.Add($"{terminal.Sn}: {person.UserId} was refused, and is {(isShown ? state.State : "not shown")}");
            return;
        }

        if (!terminal.List.TryGetValue(person.UserId, out var held))
        {
            _missing.Add($"{terminal.Sn}: {person.UserId} ({(isShown ? state.State : "not shown")})");
            return;
        }

        // Without the platform's own word all terminals of a site must agree.
        var content = person.Content ?? (CollectionsMarshal.GetValueRefOrAddDefault(_contents, (person.Site, person.UserId), out _) ??= held.Content);
        if (held.Content != content || (state.State == Present && state.IsOld)) _stale.Add($"{terminal.Sn}: {person.UserId} ({(isShown ? state.State : "not shown")})");
        if (!isShown) _misreported.Add($"{terminal.Sn}: {person.UserId} is there, and not shown");
    }
}
