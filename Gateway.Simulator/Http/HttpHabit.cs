using System.Collections.Frozen;

namespace Gateway.Simulator.Http;

/// <summary>
/// How one vendor's client speaks §6 (field notes). The notes give each habit without saying whose it is, but for the letter case of the hexadecimal text;
/// here every one of them is at least one vendor's.
/// </summary>
internal sealed record HttpHabit
{
    /// <summary>Letters and digits, for the command line.</summary>
    public required string Name { get; init; }

    /// <summary>All before the name of the route.</summary>
    public required string Path { get; init; }

    /// <summary>The dialect that the gateway must have for it; null for the standard one.</summary>
    public string? Dialect { get; init; }

    /// <summary>Ciphertext in lower-case hexadecimal.</summary>
    public bool LowerHex { get; init; }

    /// <summary>An upload stands in the query, with an empty body; else in a form.</summary>
    public bool UploadInQuery { get; init; }

    /// <summary>The name of the ciphertext's parameter.</summary>
    public string ContentName { get; init; } = "content";

    /// <summary>FeedBack by GET, its message raw in the query; else a form.</summary>
    public bool FeedbackByGet { get; init; }

    /// <summary>One feedback per person, in the order of the list (D23); else one per pull.</summary>
    public bool FeedbackPerPerson { get; init; }

    /// <summary>Deletions are reported with 1 for success and 0 for failure.</summary>
    public bool FeedbackSwapped { get; init; }

    /// <summary>A success is reported for an empty list too.</summary>
    public bool FeedbackForNothing { get; init; }

    /// <summary>Sends <c>Content-type: application/json</c> with a GET.</summary>
    public bool JsonTypeOnGet { get; init; }

    /// <summary>Uploads say <c>Count</c>, and not always the number of records.</summary>
    public bool WrongCount { get; init; }

    /// <summary>A Java middleware for gate terminals.</summary>
    public static HttpHabit Java { get; } = new()
    {
        Name = "java",
        Path = "/httpserver/Service/DevivePacketWebSvr.assx/",
        UploadInQuery = true,
        FeedbackByGet = true
    };

    /// <summary>A .NET integration console. Needs the dialect <c>per-person</c>: <c>feedback = person</c>.</summary>
    public static HttpHabit DotNet { get; } = new()
    {
        Name = "dotnet",
        Path = "/Service/DevivePacketWebSvr.assx/",
        Dialect = "per-person",
        LowerHex = true,
        FeedbackPerPerson = true,
        JsonTypeOnGet = true
    };

    /// <summary>The firmware of Android terminals. Needs the dialect <c>swapped</c>: <c>feedbackSwapped = true</c>.</summary>
    public static HttpHabit Android { get; } = new()
    {
        Name = "android",
        Path = "/Web/service/devivepacketwebsvr.assx/",
        Dialect = "swapped",
        ContentName = "Content",
        FeedbackSwapped = true,
        FeedbackForNothing = true,
        WrongCount = true
    };

    /// <summary>By name.</summary>
    public static FrozenDictionary<string, HttpHabit> All { get; } = new[] { Java, DotNet, Android }.ToFrozenDictionary(habit => habit.Name);
}
