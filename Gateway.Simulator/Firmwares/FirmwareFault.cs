namespace Gateway.Simulator.Firmwares;

/// <summary>One thing that a terminal does otherwise than the specification's: a single deviation of its description.</summary>
/// <param name="Name">For the command line.</param>
/// <param name="Sentence">What it does, for people.</param>
internal sealed record FirmwareFault(string Name, string Sentence)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The deviation on the socket; null: a terminal there cannot have it.</summary>
    public Func<SocketHabit, SocketHabit>? OnSocket { get; private init; }

    /// <summary>The deviation over HTTPS; null: a terminal there cannot have it.</summary>
    public Func<HttpsHabit, HttpsHabit>? OverHttps { get; private init; }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FirmwareFault> All { get; } =
    [
        Socket("clock-never-set", "its clock is a day behind, and it ignores the correction", static habit => habit with { ClockError = -Day, SetsClock = false }),
        Socket(
            "clock-unreadable", "its heartbeats say 0000-00-00 00:00:00 until the clock is set", static habit => habit with { ClockTextUntilSet = "0000-00-00 00:00:00" }),
        Socket("clock-1970", "its records have times of 1970, counted from the power cut", static habit => habit with { RecordsFrom1970 = true }),
        Socket("upload-drops-unanswered", "forgets records whose answer was lost", static habit => habit with { RepeatsUnanswered = false }),
        Socket("upload-drops-refused", "forgets records that were refused", static habit => habit with { RepeatsRefused = false }),
        Socket(
            "upload-impatient", "hangs up when an answer takes more than 3 s, and comes again", static habit => habit with { AnswerPatience = TimeSpan.FromSeconds(3) }),
        Socket("push-never-answers", "takes persons in and answers nothing", static habit => habit with { PushAnswer = PushAnswer.None }),
        Socket("push-answers-late", "answers a push after 70 s", static habit => habit with { PushAnswerDelay = TimeSpan.FromSeconds(70) }),
        Socket("push-says-0-as-number", "writes success as the number 0", static habit => habit with { SaysZeroAsNumber = true }),
        Socket("push-batch-hides-bad", "answers 0000 though it did not take a person", static habit => habit with { PushAnswer = PushAnswer.HidesBad }),
        Socket("push-twice-forgets", "answers 9999 when a person comes a second time", static habit => habit with { RefusesRepeatedPush = true }),
        Socket("photo-inline-refused", "answers 9999 to a photo inside of the JSON", static habit => habit with { TakesInlinePhoto = false }),
        Socket("photo-packets-refused", "answers 9999 to a photo in packets of its own", static habit => habit with { TakesPhotoPackets = false }),
        Socket("packets-from-0", "does not read messages whose packets are numbered from 1", static habit => habit with { PacketsFromZeroOnly = true }),
        Socket("count-number", "does not read a push whose count is text", static habit => habit with { CountMustBeNumber = true }),
        Socket("announce-ignored", "does not read the frame behind an announcement", static habit => habit with { ReadsAnnounced = false }),
        Socket("direct-ignored", "does not read a command that answers its heartbeat", static habit => habit with { ReadsDirect = false }),
        Socket("no-drain", "does not read a command that follows its result without a heartbeat", static habit => habit with { ReadsDrained = false }),
        Socket("delete-never-answers", "deletes persons and answers nothing", static habit => habit with { AnswersDeletions = false }),
        Socket("delete-unknown-fails", "answers 9999 to the deletion of a person whom it does not have", static habit => habit with { UnknownDeletionSucceeds = false }),
        Socket("frame-split-unread", "does not read a frame that comes in two pieces", static habit => habit with { JoinsPieces = false }),
        Socket("cut-frame-stuck", "reads nothing for five minutes once a connection ended inside of a frame", static habit => habit with { ForgetsHalves = false }),
        Socket("unknown-word-crash", "hangs up at an unknown command word and stays away for five minutes", static habit => habit with { SurvivesUnknownWords = false }),
        Socket("checksum-wrong", "its uploads have a wrong trailer", static habit => habit with { UploadChecksumRight = false }),
        Socket("sn-other", "its uploads name another SN in the body", static habit => habit with { BodySnRight = false }),
        Socket("gives-up-after-refusal", "never comes back once it was refused", static habit => habit with { ComesBackAfterRefusal = false }),

        Https("answer-needs-string", "reads answers in <string>…</string> only", static habit => habit with { Reads = AnswerReading.Xml }),
        Https("answer-needs-json", "reads bare JSON only, as the specification has it", static habit => habit with { Reads = AnswerReading.Json }),
        Https("feedback-none", "reports nothing", static habit => habit with { Feedback = FeedbackHabit.None }),
        Https("feedback-per-pull", "reports once per pull", static habit => habit with { Feedback = FeedbackHabit.PerPull }),
        Https("feedback-per-person", "reports once per person, as the specification has it", static habit => habit with { Feedback = FeedbackHabit.PerPerson }),
        Https("feedback-for-empty", "reports success for an empty list, too", static habit => habit with { FeedbackForEmpty = true }),
        Https("feedback-late", "reports what a pull gave after the next pull of its kind", static habit => habit with { FeedbackLate = true }),
        Https(
            "deletion-words", "reports a deletion with 1 and 人员删除成功", static habit => habit with { Deletions = DeletionReport.SwappedWithWords }),
        Https("deletion-swapped", "reports a deletion with 1 and no word that tells", static habit => habit with { Deletions = DeletionReport.Swapped }),
        Https("delete-unknown-throws", "passes the rest of a hand-out over at a person whom it does not have, and reports nothing",
            static habit => habit with { UnknownDeletion = UnknownDeletion.Throws }),
        Https("deletes-on-any-answer", "deletes its records on any answer", static habit => habit with { DeletesOnAnyAnswer = true }),
        Https("upload-key-is-sn", "encrypts its uploads with its SN", static habit => habit with { UploadKeyIsSn = true }),
        Https("upload-count-wrong", "counts its records wrongly", static habit => habit with { WrongCount = true })
    ];

    /// <summary>The one of that name; null if there is none.</summary>
    public static FirmwareFault? Of(string name) => All.FirstOrDefault(fault => fault.Name == name);

    /// <summary>Whether that kind of terminal can have it.</summary>
    public bool IsOf(Firmware firmware) => (OnSocket is not null && firmware.Socket is not null) || (OverHttps is not null && firmware.Https is not null);

    private static FirmwareFault Socket(string name, string sentence, Func<SocketHabit, SocketHabit> deviation) => new(name, sentence) { OnSocket = deviation };

    private static FirmwareFault Https(string name, string sentence, Func<HttpsHabit, HttpsHabit> deviation) => new(name, sentence) { OverHttps = deviation };
}
