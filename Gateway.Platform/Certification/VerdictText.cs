namespace Gateway.Platform.Certification;

/// <summary>The contract's words for verdicts, and people's.</summary>
internal static class VerdictText
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Conforms => "conforms",
        Verdict.Tolerated => "tolerated",
        Verdict.Fails => "fails",
        _ => "not_seen",
    };

    /// <summary>For a report.</summary>
    public static Words ForPeople(string verdict) => verdict switch
    {
        "conforms" => new("conforms", "符合"),
        "tolerated" => new("tolerated", "可容忍"),
        "fails" => new("fails", "不合格"),
        _ => new("not seen", "未见"),
    };
}
