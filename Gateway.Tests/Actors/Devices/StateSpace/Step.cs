namespace Gateway.Tests.Actors.Devices.StateSpace;

/// <summary>One thing that happens in the small world of <see cref="World"/>.</summary>
public enum StepKind
{
    Enqueue,
    Cancel,
    Connect,
    EndByPeer,
    EndByUs,
    Heartbeat,
    HeartbeatSaidAgain,
    TerminalReads,
    LaneReads,
    ActorHears,
    ActorHearsTwice,
    LoseResult,
    LaneDefers,
    Pull,
    AnswerArrives,
    AnswerLost,
    FeedbackArrives,
    FeedbackTwice,
    FeedbackLost,
    Wish,
    Round,
    Reset,
    Wait,
    Restart,
}

/// <summary>A step, with which of several it is about.</summary>
public readonly record struct Step(StepKind Kind, int Which = 0)
{
    public override string ToString() => $"{Kind}({Which})";
}
