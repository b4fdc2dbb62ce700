using Gateway.Storage.Audit;

namespace Gateway.Storage.Rosters;

/// <summary>The wish to change a roster.</summary>
/// <param name="Person">Null: he should be on none of the site's terminals.</param>
/// <param name="Note">Its row of the audit, written when something changes.</param>
public sealed record RosterChange(string Site, string UserId, RosterPerson? Person, AuditNote Note)
{
    public override string ToString() => Site;
}
