namespace Gateway.Platform.Certification;

/// <summary>What a line found.</summary>
/// <param name="Seen">What came.</param>
/// <param name="Gateway">What the gateway does about it; null: nothing is to be done.</param>
internal sealed record Finding(Verdict Verdict, Words Seen, Words? Gateway = null)
{
    public static Finding Conforms(string en, string zh) => new(Verdict.Conforms, new Words(en, zh));

    public static Finding NotSeen(string en, string zh) => new(Verdict.NotSeen, new Words(en, zh));

    public static Finding Tolerated(Words seen, Words gateway) => new(Verdict.Tolerated, seen, gateway);

    public static Finding Fails(Words seen, Words gateway) => new(Verdict.Fails, seen, gateway);
}
