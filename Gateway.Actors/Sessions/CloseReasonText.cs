namespace Gateway.Actors.Sessions;

/// <summary>A <see cref="CloseReason"/> as the feed and the API write it: a frozen snake_case code.</summary>
public static class CloseReasonText
{
    private static readonly string[] Codes = [.. Enum.GetNames<CloseReason>().Select(Normal)];

    /// <summary>Every code.</summary>
    public static IReadOnlyList<string> All => Codes;

    public static string Of(CloseReason reason) => Codes[(int)reason];

    /// <summary>The code of a stored reason: before 1.0 the name itself was stored, <c>PeerClosed</c> for <c>peer_closed</c>.</summary>
    public static string Normal(string stored) => JsonNamingPolicy.SnakeCaseLower.ConvertName(stored);
}
