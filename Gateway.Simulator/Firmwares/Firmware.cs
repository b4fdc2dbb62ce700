namespace Gateway.Simulator.Firmwares;

/// <summary>
/// One firmware, as a description that <see cref="FirmwareTerminal"/> plays: written from the specification and the field notes, never from the gateway. Where the notes give
/// a habit without saying whose it is, one client has it here (docs/simulator.md says which).
/// </summary>
/// <param name="Name">For the command line.</param>
/// <param name="Sentence">What it is, for people.</param>
internal sealed record Firmware(string Name, string Sentence)
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(5);

    /// <summary>Not null: it speaks on the socket.</summary>
    public SocketHabit? Socket { get; init; }

    /// <summary>Not null: it speaks over HTTPS.</summary>
    public HttpsHabit? Https { get; init; }

    /// <summary>Not null: it registers workers, under an SN of its own.</summary>
    public EnrolmentHabit? Enrolment { get; init; }

    /// <summary>A terminal of §5, faultless.</summary>
    public static Firmware SocketStandard { get; } = new("socket-standard", "a faultless terminal on the socket (§5)") { Socket = new SocketHabit() };

    /// <summary>A terminal of §6, faultless.</summary>
    public static Firmware HttpsStandard { get; } = new("https-standard", "a faultless terminal over HTTPS (§6)") { Https = new HttpsHabit() };

    /// <summary>A terminal of §4, faultless.</summary>
    public static Firmware EnrolmentStandard { get; } = new("enrolment-standard", "a faultless enrolment terminal (§4)")
    {
        Enrolment = new EnrolmentHabit(Shape: 0, "/Regist.Asfx", RetryEvery)
    };

    /// <summary>A .NET integration console, 2020–2024.</summary>
    public static Firmware DotNetConsole { get; } = new(
        "dotnet-console", "a .NET console: reports once per pull, takes <string>…</string> off, lower-case hexadecimal, a Content-type on its GET")
    {
        Https = new HttpsHabit
        {
            Path = "/Service/DevivePacketWebSvr.assx/",
            Reads = AnswerReading.JsonOrString,
            LowerHex = true,
            JsonTypeOnGet = true,
            Feedback = FeedbackHabit.PerPull
        },
        Enrolment = new EnrolmentHabit(Shape: 0, "/Regist.Asfx", RetryEvery)
    };

    /// <summary>The firmware of Android terminals in Hainan, 2019.</summary>
    public static Firmware AndroidHainan { get; } = new(
        "android-hainan", "an Android firmware: prints answers as a map and parses that, crashes on any status but 2xx, one feedback per pull, 1 with 人员删除成功 for deletions")
    {
        Https = new HttpsHabit
        {
            Path = "/Web/service/devivepacketwebsvr.assx/",
            Reads = AnswerReading.PrintedMap,
            CrashesOnStatus = true,
            ContentName = "Content",
            WrongCount = true,
            DeletesOnAnyAnswer = true,
            Feedback = FeedbackHabit.PerPull,
            FeedbackForEmpty = true,
            ReportsRefusedPull = true,
            Deletions = DeletionReport.SwappedWithWords,
            UnknownDeletion = UnknownDeletion.Throws
        }
    };

    /// <summary>A Java middleware for gate terminals in Chengdu, 2019.</summary>
    public static Firmware JavaMiddleware { get; } = new(
        "java-middleware", "a Java middleware: reports once per person by GET, encrypts uploads with its SN, never gets a deletion's feedback out")
    {
        Https = new HttpsHabit
        {
            PollEvery = TimeSpan.FromMinutes(5),
            UploadInQuery = true,
            UploadKeyIsSn = true,
            DeletesOnAnyAnswer = true,
            FeedbackByGet = true,
            Deletions = DeletionReport.NeverLeaves
        }
    };

    /// <summary>A Python desktop client of a Chengdu vendor, 2019.</summary>
    public static Firmware PythonDesktop { get; } = new(
        "python-desktop", "a Python desktop client: parses every answer of §6 as XML, one feedback per pull; its registrations have a misspelled header")
    {
        Https = new HttpsHabit
        {
            Path = "/httpservice/Service/DevivePacketWebSvr.assx/",
            UserAgent = "python-requests/2.22.0",
            Reads = AnswerReading.Xml,
            Feedback = FeedbackHabit.PerPull
        },
        Enrolment = new EnrolmentHabit(Shape: 7, "/regist.asfx", RetryEvery) // url-encoded with the header misspelled, the other spelling, photos encoded twice
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Firmware> All { get; } =
        [SocketStandard, HttpsStandard, EnrolmentStandard, DotNetConsole, AndroidHainan, JavaMiddleware, PythonDesktop];

    /// <summary>The one of that name; null if there is none.</summary>
    public static Firmware? Of(string name) => All.FirstOrDefault(firmware => firmware.Name == name);

    /// <summary>The same with a fault.</summary>
    /// <exception cref="ArgumentException">The fault is none that this kind of terminal can have.</exception>
    public Firmware With(FirmwareFault fault) => fault.IsOf(this)
        ? this with { Socket = Socket is null ? null : fault.OnSocket?.Invoke(Socket) ?? Socket, Https = Https is null ? null : fault.OverHttps?.Invoke(Https) ?? Https }
        : throw new ArgumentException($"{fault.Name} is no fault that {Name} can have");
}
