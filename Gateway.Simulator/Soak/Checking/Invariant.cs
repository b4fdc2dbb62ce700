namespace Gateway.Simulator.Soak.Checking;

/// <summary>Names of what must hold, as they are printed, kept in verdicts and described in docs/soak.md.</summary>
internal static class Invariant
{
    /// <summary>A record that was answered 0000 is in the attendance list, with its time.</summary>
    public const string AcknowledgedIsStored = "acknowledged-is-stored";

    /// <summary>No record is in the list twice.</summary>
    public const string StoredOnce = "stored-once";

    /// <summary>Every stored record is in the feed, and once.</summary>
    public const string InFeedOnce = "in-feed-once";

    /// <summary>The feed tells of no record that is not in the list.</summary>
    public const string FeedIsStored = "feed-is-stored";

    /// <summary>The feed's numbers are 1, 2, 3 … without a gap.</summary>
    public const string FeedGapless = "feed-gapless";

    /// <summary>The feed's numbers rise, and the records of one terminal come in the order in which it sent them.</summary>
    public const string FeedOrder = "feed-order";

    /// <summary>An item that was read once never changes and never goes.</summary>
    public const string FeedStable = "feed-stable";

    /// <summary>The Redis streams hold what the feed holds, each item once, with the entry id <c>seq-0</c>.</summary>
    public const string StreamIsFeed = "stream-is-feed";

    /// <summary>An accepted command is known, comes to an end, and when it succeeded its terminal had got it.</summary>
    public const string CommandNotLost = "command-not-lost";

    /// <summary>The same for deletions; and nobody who was deleted last is on the terminal.</summary>
    public const string DeletionNotLost = "deletion-not-lost";

    /// <summary>A terminal gets only what was asked for.</summary>
    public const string CommandWasAsked = "command-was-asked";

    /// <summary>A command whose outcome was in the feed does not come to the terminal again.</summary>
    public const string CommandFinishedNotResent = "command-finished-not-resent";

    /// <summary>The same request again is the same command; the same id with other content is refused.</summary>
    public const string CommandIdempotent = "command-idempotent";

    /// <summary>What a POST accepted is there when it is asked for, and what was cancelled stays so.</summary>
    public const string CommandCurrent = "command-current";

    /// <summary>Every ended command has one outcome in the feed, with the state that the API shows.</summary>
    public const string OutcomeInFeedOnce = "outcome-in-feed-once";

    /// <summary>A newer connection of an SN wins, the older is closed, and its end is not the end of the newer.</summary>
    public const string OneLiveSession = "one-live-session-per-sn";

    /// <summary>Every answer to a terminal was right; a refusal for a fault of the gateway's own (9998) is none. // D18</summary>
    public const string AnswersRight = "answers-right";

    /// <summary>A server that was told to stop ends with exit code 0.</summary>
    public const string CleanStop = "clean-stop";

    /// <summary>After every fault all servers served again by themselves; a node that ended by itself said by its exit code that it is to be started again.</summary>
    public const string NoHandNeeded = "no-hand-needed";

    /// <summary>After every fault the shard region of each member that is up answers.</summary>
    public const string RegionAnswers = "region-answers";

    /// <summary>At rest, whoever is in the roster of a site is on each of its terminals that did not refuse him.</summary>
    public const string RosterComplete = "roster-complete";

    /// <summary>At rest, nobody else is there but by explicit commands: whoever has left the roster is gone.</summary>
    public const string RosterOnly = "roster-only";

    /// <summary>At rest, terminals have the version that the platform put last.</summary>
    public const string RosterCurrent = "roster-current";

    /// <summary>Whoever is on a terminal by an explicit command and in no roster is left as he is.</summary>
    public const string RosterForeignKept = "roster-foreign-kept";

    /// <summary>What the platform API says of a person on a terminal is so.</summary>
    public const string RosterShown = "roster-shown";

    /// <summary>After the load and the faults everything comes to rest within the time that is set.</summary>
    public const string RosterAtRest = "roster-at-rest";

    /// <summary>What was answered about a roster is in it at the end.</summary>
    public const string RosterKept = "roster-kept";

    /// <summary>Something was acknowledged, and a command was accepted if any was to be: a soak of nothing proves nothing.</summary>
    public const string LoadWasServed = "load-was-served";

    public static readonly IReadOnlyList<string> All =
    [
        AcknowledgedIsStored, StoredOnce, InFeedOnce, FeedIsStored, FeedGapless, FeedOrder, FeedStable, StreamIsFeed, CommandNotLost, DeletionNotLost, CommandWasAsked,
        CommandFinishedNotResent, CommandIdempotent, CommandCurrent, OutcomeInFeedOnce, OneLiveSession, AnswersRight, CleanStop, NoHandNeeded, RegionAnswers,
        RosterComplete, RosterOnly, RosterCurrent, RosterForeignKept, RosterShown, RosterAtRest, RosterKept, LoadWasServed
    ];
}
