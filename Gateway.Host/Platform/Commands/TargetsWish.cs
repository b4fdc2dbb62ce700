namespace Gateway.Platform.Commands;

/// <summary>Devices that any of these names; enrolment terminals, which take no commands, are left out unless named by their SN.</summary>
/// <param name="Sns">These, at most 100 000.</param>
/// <param name="Site">All of this construction site.</param>
/// <param name="Tag">All with this tag.</param>
/// <param name="All">All there are.</param>
internal sealed record TargetsWish(IReadOnlyList<string>? Sns = null, string? Site = null, string? Tag = null, bool? All = null);
