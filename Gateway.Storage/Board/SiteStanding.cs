using Gateway.Storage.Sites;

namespace Gateway.Storage.Board;

/// <summary>How a site stands, in counts: enough to see whether it wants a closer look.</summary>
/// <param name="Hours">JSON as in <see cref="Site.Hours"/>.</param>
/// <param name="Gates">Its enabled attendance terminals.</param>
/// <param name="Online">Of those.</param>
/// <param name="Never">Of those, never seen.</param>
/// <param name="ClocksWrong">Of those online.</param>
/// <param name="HasRefused">A terminal has refused somebody of its roster.</param>
/// <param name="HasWaiting">Somebody of its roster has waited for a terminal for long.</param>
/// <param name="Alarms">Open ones about it or its terminals.</param>
public sealed record SiteStanding(
    string Code, string? Name, string? Region, SiteStatus Status, string? Hours, int Gates, int Online, int Never, int ClocksWrong, bool HasRefused, bool HasWaiting, int Alarms);
