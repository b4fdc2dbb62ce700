namespace Gateway.Simulator.Terminals;

/// <summary>The result codes of §5.4. // D28</summary>
internal static class ResultCodes
{
    public const string Success = "0000";

    /// <summary>Invalid data.</summary>
    public const string Invalid = "9999";

    /// <summary>The body is no JSON.</summary>
    public const string NoJson = "9001";

    /// <summary>What a code means, for people.</summary>
    public static string Meaning(string code) => code switch
    {
        Success => "success",
        Invalid => "failure, invalid data",
        "9998" => "unknown error, a fault of the other side",
        NoJson => "the body is no JSON",
        "9021" => "the clock could not be set",
        _ => "not in the specification"
    };
}
