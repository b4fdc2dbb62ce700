namespace Gateway.Platform.Commands;

/// <summary>What the platform wants a terminal to do.</summary>
/// <param name="Type"><c>person.push</c>, <c>person.delete</c> or <c>clock.set</c>.</param>
/// <param name="Id">Makes the request repeatable, per device: the same id again returns the first command, with other content it is refused. 1 to 64 printable
/// ASCII characters without spaces; made by the gateway when absent.</param>
/// <param name="Person">The person, for <c>person.push</c> only.</param>
/// <param name="UserId">The person's id, for <c>person.delete</c> only.</param>
/// <param name="TtlSeconds">How long it may wait for the terminal: 1 s to 30 days; 7 days when absent (D26).</param>
internal sealed record CommandRequest(string? Type = null, string? Id = null, PersonRequest? Person = null, string? UserId = null, long? TtlSeconds = null)
{
    public override string ToString() => "***";
}

/// <summary>A person that a terminal is to recognise (§5.3.2).</summary>
/// <param name="UserId">Unique to the platform, 1 to 64 characters.</param>
/// <param name="Name">1 to 64 characters.</param>
/// <param name="WorkSn">At most 64 characters; the same as user_id when absent or empty.</param>
/// <param name="IdCard">At most 32 ASCII letters and digits; empty when not known.</param>
/// <param name="FaceTemplate">The face image, JPEG or PNG of at most 2 MiB, in Base64; a data: prefix is tolerated, and so is percent-encoding. Absent or
/// empty: none.</param>
internal sealed record PersonRequest(string? UserId = null, string? Name = null, string? WorkSn = null, string? IdCard = null, FaceTemplate? FaceTemplate = null)
{
    public override string ToString() => "***";
}

/// <summary>One command for many devices.</summary>
/// <param name="Targets">Which devices.</param>
/// <param name="Command">What they are to do; with an id, each of them gets the command under that id.</param>
internal sealed record BatchRequest(TargetsRequest? Targets = null, CommandRequest? Command = null)
{
    public override string ToString() => "***";
}

/// <summary>Devices that any of these names; enrolment terminals, which take no commands, are left out unless named by their SN.</summary>
/// <param name="Sns">These, at most 100 000.</param>
/// <param name="Site">All of this construction site.</param>
/// <param name="Tag">All with this tag.</param>
/// <param name="All">All there are.</param>
internal sealed record TargetsRequest(IReadOnlyList<string>? Sns = null, string? Site = null, string? Tag = null, bool? All = null);

/// <summary>What became of the targets of a batch.</summary>
/// <param name="BatchId">Ask <c>/api/v1/batches/{id}</c> how far its commands are.</param>
/// <param name="Accepted">How many devices have the command in their queue now, durably.</param>
/// <param name="Rejected">The others, by SN.</param>
internal sealed record AcceptedBatchResponse(string BatchId, int Accepted, IReadOnlyList<RejectedTarget> Rejected);

/// <summary>A device that has not got the command.</summary>
/// <param name="Sn">As it was named.</param>
/// <param name="Error">The code of the problem, e.g. <c>device-unknown</c>, <c>command-queue-full</c>, <c>device-busy</c> (not known whether it got it: repeat
/// with the same id).</param>
internal sealed record RejectedTarget(string Sn, string Error);
