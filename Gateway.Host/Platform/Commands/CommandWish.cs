namespace Gateway.Platform.Commands;

/// <summary>What the platform wants a terminal to do.</summary>
/// <param name="Type"><c>person.push</c>, <c>person.delete</c> or <c>clock.set</c>.</param>
/// <param name="Id">Makes the request repeatable, per device: the same id again returns the first command, with other content it is refused. 1 to 64 printable
/// ASCII characters without spaces; made by the gateway when absent.</param>
/// <param name="Person">The person, for <c>person.push</c> only.</param>
/// <param name="UserId">The person's id, for <c>person.delete</c> only.</param>
/// <param name="TtlSeconds">How long it may wait for the terminal: 1 s to 30 days; 7 days when absent (D26).</param>
internal sealed record CommandWish(string? Type = null, string? Id = null, PersonWish? Person = null, string? UserId = null, long? TtlSeconds = null)
{
    public override string ToString() => "***";
}
