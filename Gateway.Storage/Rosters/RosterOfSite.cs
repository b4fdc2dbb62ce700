using Gateway.Storage.Sites;
using LinqToDB.Data;

namespace Gateway.Storage.Rosters;

/// <summary>A change of a site that its roster has to do with: what was only shown may be put right now.</summary>
public sealed class RosterOfSite : ISiteFollower
{
    public Task DriftChangedAsync(DataConnection db, string code, CancellationToken cancellation) => RosterWork.MarkSiteAsync(db, code, isFirst: false, cancellation);
}
