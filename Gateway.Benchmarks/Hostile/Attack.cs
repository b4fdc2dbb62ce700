namespace Gateway.Benchmarks.Hostile;

/// <summary>One way to harm the gateway.</summary>
/// <param name="Name">For <c>--only</c> and the table.</param>
/// <param name="Knows">What the attacker must know.</param>
/// <param name="RunAsync">Goes on until it is stopped.</param>
internal sealed record Attack(string Name, string Knows, Func<AttackTarget, AttackCost, CancellationToken, Task> RunAsync)
{
    public static readonly IReadOnlyList<Attack> All =
    [
        new("partial-messages", "an SN", SocketAttacks.PartialMessagesAsync),
        new("replayed-heartbeat", "a captured frame", SocketAttacks.ReplayAsync),
        new("rogue-uploads", "a terminal's key", SocketAttacks.RogueUploadsAsync),
        new("silent-bodies", "an SN", HttpAttacks.SilentBodiesAsync),
        new("request-lines", "nothing", HttpAttacks.RequestLinesAsync),
        new("large-uploads", "a terminal's key", HttpAttacks.LargeUploadsAsync),
        new("garbage-uploads", "an SN", HttpAttacks.GarbageUploadsAsync),
        new("registrations", "an enrolment SN", HttpAttacks.RegistrationsAsync),
        new("guessed-sns", "nothing", HttpAttacks.GuessedSnsAsync),
        new("wrong-api-keys", "nothing", HttpAttacks.WrongKeysAsync),
        new("feed-streams", "a viewer's API key", HttpAttacks.FeedStreamsAsync),
    ];

    public override string ToString() => Name;
}
