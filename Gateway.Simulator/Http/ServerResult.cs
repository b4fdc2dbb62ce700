namespace Gateway.Simulator.Http;

/// <summary>The answer of §6.1, read strictly: bare JSON with exactly its three members.</summary>
/// <param name="Code"><c>Result</c>: 0 fine, -1 failed, -2 unknown SN, -3 nothing given.</param>
/// <param name="CipherText"><c>Content</c>; empty for none.</param>
internal readonly record struct ServerResult(int Code, string CipherText, string Message)
{
    private static readonly string[] Members = ["Content", "Msg", "Result"];
    private static readonly string[] Texts = ["Content", "Msg"];

    /// <summary>Reads it; false with what is wrong.</summary>
    public static bool TryRead(HttpReply reply, out ServerResult result, out string fault)
    {
        result = default;
        fault = OutsideFault(reply) ?? "";
        if (fault.Length > 0) return false;
        try
        {
            using var json = JsonDocument.Parse(reply.Body);
            var root = json.RootElement;
            fault = MemberFault(root) ?? "";
            if (fault.Length > 0) return false;
            result = new ServerResult(
                root.GetProperty("Result").GetInt32(), root.GetProperty("Content").GetString() ?? "", root.GetProperty("Msg").GetString() ?? "");
            return true;
        }
        catch (JsonException)
        {
            fault = "is no JSON";
            return false;
        }
    }

    /// <summary>What is wrong with status and type; null when they are right.</summary>
    public static string? OutsideFault(HttpReply reply) => reply switch
    {
        { Status: not 200 } => $"HTTP status {reply.Status}",
        _ when !reply.ContentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) => "is no application/json",
        _ => null
    };

    private static string? MemberFault(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return "is no JSON object";
        string[] names = [.. root.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)];
        if (!names.SequenceEqual(Members)) return "has other members than Result, Content and Msg";
        if (root.GetProperty("Result").ValueKind != JsonValueKind.Number || !root.GetProperty("Result").TryGetInt32(out _)) return "Result is no whole number";
        return Texts.FirstOrDefault(name => root.GetProperty(name).ValueKind is not (JsonValueKind.String or JsonValueKind.Null)) is { } wrong
            ? $"{wrong} is no text"
            : null;
    }
}
