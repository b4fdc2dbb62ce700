namespace Gateway.Actors.Trials;

/// <summary>What a certification may have done to its terminal, once each. The numbers cross nodes: frozen.</summary>
public enum TrialKind : byte
{
    /// <summary>Every node shows what passes between the terminal and it; to be repeated within <see cref="TrialBoard.OrderLife"/>.</summary>
    Watch = 0,

    /// <summary>Nothing is shown and nothing is done any more.</summary>
    Unwatch = 1,

    /// <summary>The next upload of test persons' records is stored, and the connection is cut in place of the answer.</summary>
    LoseUploadAnswer = 2,

    /// <summary>The next upload of test persons' records is refused: on the socket with 9998, and not stored; over HTTPS with -1 and stored, since clients delete on any
    /// answer.</summary>
    RefuseUpload = 3,

    /// <summary>The next upload of test persons' records is answered so many seconds late.</summary>
    SlowUploadAnswer = 4,

    /// <summary>The next push of test persons is cut off in the middle of its frame, and the connection with it.</summary>
    CutFrame = 5,

    /// <summary>The next push of test persons comes in two pieces, the first of two bytes.</summary>
    SplitFrame = 6,

    /// <summary>The connection is cut right behind the next push of test persons.</summary>
    CloseBehindFrame = 7,

    /// <summary>A frame with this command word follows the next idle answer to a heartbeat.</summary>
    UnknownWord = 8,

    /// <summary>For so many seconds every frame is refused as with a wrong key.</summary>
    RefuseFrames = 9,

    /// <summary>The next clock correction is so many seconds ahead of the truth.</summary>
    ShiftClock = 10,

    /// <summary>The next hand-out of persons over HTTPS is not answered.</summary>
    LosePull = 11,

    /// <summary>The next hand-out of persons over HTTPS is answered in this form: 0 = bare JSON, 1 = in a string element (D30).</summary>
    AnswerForm = 12,
}
