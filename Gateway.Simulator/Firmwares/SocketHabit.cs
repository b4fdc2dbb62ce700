namespace Gateway.Simulator.Firmwares;

/// <summary>How one firmware speaks on the socket (§5). As it stands it is the specification's terminal; every fault changes one thing.</summary>
internal sealed record SocketHabit
{
    /// <summary>Time between heartbeats.</summary>
    public TimeSpan BeatEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an answer to a heartbeat or an upload may take before it hangs up; longer than the gateway may take to store (D18).</summary>
    public TimeSpan AnswerPatience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How far the clock is ahead of the truth when it is switched on.</summary>
    public TimeSpan ClockError { get; init; }

    /// <summary>A correction is obeyed (D12).</summary>
    public bool SetsClock { get; init; } = true;

    /// <summary>What heartbeats say for the time until the clock was set once; null: what the clock shows.</summary>
    public string? ClockTextUntilSet { get; init; }

    /// <summary>Records are stamped by a second clock, which began at 1970 with the last power cut and is never set.</summary>
    public bool RecordsFrom1970 { get; init; }

    /// <summary>Records whose answer was lost are sent again.</summary>
    public bool RepeatsUnanswered { get; init; } = true;

    /// <summary>Records that were refused are sent again.</summary>
    public bool RepeatsRefused { get; init; } = true;

    /// <summary>Uploads have a right trailer.</summary>
    public bool UploadChecksumRight { get; init; } = true;

    /// <summary>The SN in the bodies is the terminal's own.</summary>
    public bool BodySnRight { get; init; } = true;

    public PushAnswer PushAnswer { get; init; }

    /// <summary>Time between a push and its answer.</summary>
    public TimeSpan PushAnswerDelay { get; init; }

    /// <summary>Success is written as the number 0.</summary>
    public bool SaysZeroAsNumber { get; init; }

    /// <summary>A photo inside of the JSON is taken.</summary>
    public bool TakesInlinePhoto { get; init; } = true;

    /// <summary>A photo in packets of its own is taken.</summary>
    public bool TakesPhotoPackets { get; init; } = true;

    /// <summary>Packets of a message must be numbered from 0, or it is not read.</summary>
    public bool PacketsFromZeroOnly { get; init; }

    /// <summary><c>count</c> must be a number, or the push is not read.</summary>
    public bool CountMustBeNumber { get; init; }

    /// <summary>A person who is there already, as he is, is refused.</summary>
    public bool RefusesRepeatedPush { get; init; }

    /// <summary>The frame behind an announcement is read (D13).</summary>
    public bool ReadsAnnounced { get; init; } = true;

    /// <summary>A command that is itself the answer to a heartbeat is read (D13).</summary>
    public bool ReadsDirect { get; init; } = true;

    /// <summary>A command that follows a result without a heartbeat is read (D14).</summary>
    public bool ReadsDrained { get; init; } = true;

    public bool AnswersDeletions { get; init; } = true;

    /// <summary>The deletion of a person who is not there succeeds.</summary>
    public bool UnknownDeletionSucceeds { get; init; } = true;

    /// <summary>A frame that comes in two pieces is read.</summary>
    public bool JoinsPieces { get; init; } = true;

    /// <summary>Half a frame is forgotten with its connection; else nothing that comes after it is read for <see cref="StuckFor"/>.</summary>
    public bool ForgetsHalves { get; init; } = true;

    /// <summary>An unknown command word is passed over; else it hangs up and stays away for <see cref="StuckFor"/>.</summary>
    public bool SurvivesUnknownWords { get; init; } = true;

    /// <summary>How long a terminal that broke down is gone.</summary>
    public TimeSpan StuckFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>It comes back after its key was refused.</summary>
    public bool ComesBackAfterRefusal { get; init; } = true;
}

/// <summary>What a terminal says to a push.</summary>
internal enum PushAnswer
{
    /// <summary>What came of it; a failure when one of its persons was not taken (§5.3.2).</summary>
    True,

    /// <summary>Always success.</summary>
    HidesBad,

    /// <summary>Nothing.</summary>
    None
}
