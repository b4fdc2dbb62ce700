using System.Text.Json.Nodes;

namespace Gateway.Edge.Uploads;

/// <summary>The mark in <c>extra</c> of a record that a certifying device sent: <c>"certifying": true</c>, whatever the terminal itself put there.</summary>
internal static class CertificationMark
{
    private const string Alone = """{"certifying":true}""";

    public static string On(string? extraJson)
    {
        if (extraJson is null || JsonNode.Parse(extraJson) is not JsonObject extra) return Alone;
        extra["certifying"] = true;
        return extra.ToJsonString();
    }
}
