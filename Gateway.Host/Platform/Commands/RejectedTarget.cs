namespace Gateway.Platform.Commands;

/// <summary>A device that has not got the command.</summary>
/// <param name="Sn">As it was named.</param>
/// <param name="Error">The code of the problem, e.g. <c>device-unknown</c>, <c>command-queue-full</c>, <c>device-busy</c> (not known whether it got it: repeat
/// with the same id).</param>
internal sealed record RejectedTarget(string Sn, string Error);
