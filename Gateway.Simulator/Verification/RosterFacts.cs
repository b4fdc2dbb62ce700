using Gateway.Simulator.Persons;

namespace Gateway.Simulator.Verification;

/// <summary>A person of a site's roster, as the platform API lists him.</summary>
/// <param name="Content">What tells his version (<see cref="PersonContent"/>); null where that is not known.</param>
/// <param name="IsDue">Today he should be there, by his dates.</param>
/// <param name="Tag">Only terminals with this tag; null for all.</param>
internal sealed record RosterPerson(string Site, string UserId, string? Content, bool IsDue, string? Tag);

/// <summary>One terminal: what it truly has, and what the gateway says that it has.</summary>
/// <param name="Site">Where it stands, by the gateway.</param>
/// <param name="Tags">By the gateway.</param>
/// <param name="List">Who is on it.</param>
/// <param name="Reported">By user_id, as <c>GET /devices/{sn}/roster</c> gives it.</param>
internal sealed record RosterTerminal(
    string Sn, string Site, IReadOnlySet<string> Tags, IReadOnlyDictionary<string, HeldPerson> List, IReadOnlyDictionary<string, RosterState> Reported);

/// <summary>What the gateway says of one person on one terminal.</summary>
/// <param name="State">The contract's word.</param>
/// <param name="IsOld">The terminal confirmed another version than is wanted.</param>
/// <param name="WaitsForTime">It is tried again at a time to come: what waits so is at rest.</param>
internal readonly record struct RosterState(string State, bool IsOld, bool WaitsForTime);
