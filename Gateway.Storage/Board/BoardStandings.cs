namespace Gateway.Storage.Board;

/// <summary>All sites in counts.</summary>
/// <param name="Gates">All there are, also those of no site.</param>
/// <param name="Online">Of those.</param>
public sealed record BoardStandings(IReadOnlyList<SiteStanding> Sites, int Gates, int Online);
