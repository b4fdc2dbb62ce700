using LinqToDB.Data;

namespace Gateway.Storage.Sites;

/// <summary>Who has to hear of a site's change, in its transaction.</summary>
public interface ISiteFollower
{
    /// <summary>How drift is met there is another now.</summary>
    Task DriftChangedAsync(DataConnection db, string code, CancellationToken cancellation);
}
