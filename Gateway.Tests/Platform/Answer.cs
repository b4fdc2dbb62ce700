using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Platform;

/// <summary>What came back, read whole.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public JsonArray Items => Json["items"]!.AsArray();

    public string? NextCursor => (string?)Json["next_cursor"];

    /// <summary>The last part of a problem's type; fails when the answer is no proper problem detail.</summary>
    public string Problem
    {
        get
        {
            Xunit.Assert.Equal("application/problem+json", ContentHeaders.ContentType?.MediaType);
            Xunit.Assert.Equal((int)Status, (int)Json["status"]!);
            Xunit.Assert.False(string.IsNullOrEmpty((string?)Json["title"]));
            return ((string)Json["type"]!)["urn:gateway:problem:".Length..];
        }
    }

    /// <summary>Names of the fields that a problem complains of.</summary>
    public IEnumerable<string> ErrorFields => Json["errors"]!.AsObject().Select(e => e.Key);
}
