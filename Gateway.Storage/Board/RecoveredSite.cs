namespace Gateway.Storage.Board;

/// <summary>An alarm about a site, or a terminal of it, that is over.</summary>
/// <param name="Code">The alarm's.</param>
/// <param name="Subject">The site, or the terminal.</param>
/// <param name="Label">What people call the terminal; null: the site itself was meant, or it is no more.</param>
/// <param name="Late">Records made while it lasted that came more than a minute later, at most <see cref="BoardReader.LateMax"/>.</param>
public sealed record RecoveredSite(string Site, string? Name, string Code, string Subject, string? Label, DateTimeOffset Since, DateTimeOffset Ended, int Late);
