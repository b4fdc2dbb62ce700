namespace Gateway.Simulator.Firmwares;

/// <summary>How one firmware speaks over HTTPS (§6, field notes). As it stands it is the specification's terminal; every firmware and every fault changes some of it.</summary>
internal sealed record HttpsHabit
{
    /// <summary>Time between two polls, each a pull and a deletion pull.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time between uploads of everything that has piled up.</summary>
    public TimeSpan UploadEvery { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>All before the name of the route.</summary>
    public string Path { get; init; } = "/httpserver/Service/DevivePacketWebSvr.assx/";

    /// <summary>The <c>User-Agent</c> header; null for none.</summary>
    public string? UserAgent { get; init; }

    public AnswerReading Reads { get; init; }

    /// <summary>Any status but 2xx gives it no body, and ends it until it is started again.</summary>
    public bool CrashesOnStatus { get; init; }

    /// <summary>Ciphertext in lower-case hexadecimal.</summary>
    public bool LowerHex { get; init; }

    /// <summary>Sends <c>Content-type: application/json</c> with a GET.</summary>
    public bool JsonTypeOnGet { get; init; }

    /// <summary>An upload stands in the query, with an empty body; else in a form.</summary>
    public bool UploadInQuery { get; init; }

    /// <summary>The name of the ciphertext's parameter.</summary>
    public string ContentName { get; init; } = "content";

    /// <summary>Uploads say <c>Count</c>, and not the number of records.</summary>
    public bool WrongCount { get; init; }

    /// <summary>Uploads are encrypted with the SN.</summary>
    public bool UploadKeyIsSn { get; init; }

    /// <summary>Records are deleted on any answer to an upload; else on one that says so.</summary>
    public bool DeletesOnAnyAnswer { get; init; }

    public FeedbackHabit Feedback { get; init; } = FeedbackHabit.PerPerson;

    /// <summary>FeedBack by GET, its message raw in the query; else a form.</summary>
    public bool FeedbackByGet { get; init; }

    /// <summary>Success is reported for an empty list, too.</summary>
    public bool FeedbackForEmpty { get; init; }

    /// <summary>What a pull had to be told is told after the next pull of its kind.</summary>
    public bool FeedbackLate { get; init; }

    /// <summary>A pull whose <c>Result</c> was not 0 is reported, with 3, or with 0 for deletions.</summary>
    public bool ReportsRefusedPull { get; init; }

    public DeletionReport Deletions { get; init; }

    public UnknownDeletion UnknownDeletion { get; init; }
}

/// <summary>How a firmware reads an answer of §6.</summary>
internal enum AnswerReading
{
    /// <summary>Bare JSON, the whole body.</summary>
    Json,

    /// <summary>JSON; a <c>&lt;string&gt;…&lt;/string&gt;</c> around it is taken off.</summary>
    JsonOrString,

    /// <summary>XML, of which the root's text is the JSON; bare JSON is an error.</summary>
    Xml,

    /// <summary>Bare JSON, printed as a map <c>{Result=0.0, Content=…, Msg=…}</c>, which is parsed again, leniently.</summary>
    PrintedMap
}

/// <summary>How often a firmware reports what became of a pull.</summary>
internal enum FeedbackHabit
{
    PerPerson,
    PerPull,
    None
}

/// <summary>How a firmware reports deletions.</summary>
internal enum DeletionReport
{
    /// <summary>0 for success, 1 for failure (§6.5).</summary>
    Specified,

    /// <summary>1 for success, 0 for failure, without a word that tells.</summary>
    Swapped,

    /// <summary>1 with 人员删除成功 for success.</summary>
    SwappedWithWords,

    /// <summary>The request has blanks in its address and never leaves the terminal.</summary>
    NeverLeaves
}

/// <summary>What a firmware makes of the deletion of a person whom it does not have.</summary>
internal enum UnknownDeletion
{
    Succeeds,

    /// <summary>The rest of that hand-out is passed over, and nothing is reported.</summary>
    Throws
}
