using System.Text.Json.Nodes;
using Gateway.Tests.House;
using Xunit;

namespace Gateway.Tests.Platform.OpenApi;

/// <summary>What breaks a client, and what does not.</summary>
public sealed class ApiSurfaceTests
{
    /// <summary>What clients of the last release hold on to; <c>./build.sh openapi --release</c> writes it.</summary>
    public const string PathOfRelease = "docs/api-surface.txt";

    private const string Small =
        """
        {"paths":{"/things":{"get":{"operationId":"ListThings","parameters":[{"name":"state","schema":{"$ref":"#/components/schemas/State"}}],
           "responses":{"200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Thing"}}}},"400":{}}},
          "put":{"operationId":"PutThing","requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Wish"}}}},"responses":{"204":{}}}}},
         "components":{"schemas":{"State":{"enum":["on","off"]},
           "Thing":{"required":["id","state"],"properties":{"id":{"type":"string"},"state":{"oneOf":[{"type":"null"},{"$ref":"#/components/schemas/State"}]}
             ,"note":{"type":["null","string"]}}},
           "Wish":{"required":["name"],"properties":{"name":{"type":"string"},"size":{"type":"integer"}}}}}}
        """;

    [Theory]
    [InlineData("\"operationId\":\"ListThings\"", "\"operationId\":\"AllThings\"", "GET /things")] // Its name in every generated client.
    [InlineData("\"put\":", "\"post\":", "PUT /things")]
    [InlineData(",\"note\":{\"type\":[\"null\",\"string\"]}", "", "Thing.note")]
    [InlineData("\"id\":{\"type\":\"string\"}", "\"id\":{\"type\":\"integer\"}", "Thing.id")]
    [InlineData("\"required\":[\"id\",\"state\"]", "\"required\":[\"id\"]", "Thing.state")]
    [InlineData("[\"on\",\"off\"]", "[\"on\"]", "State")]
    [InlineData("\"required\":[\"name\"]", "\"required\":[\"name\",\"size\"]", "Wish.size")]
    [InlineData(",\"size\":{\"type\":\"integer\"}", "", "Wish.size")]
    [InlineData("\"204\"", "\"200\"", "PUT /things >204")]
    [InlineData("\"name\":\"state\"", "\"name\":\"states\"", "GET /things ?state")]
    [InlineData("\"requestBody\":{", "\"requestBody\":{\"required\":true,", "PUT /things <")]
    public void Breaks_OfWhatAClientHoldsOnTo_NameIt(string old, string now, string subject) =>
        Assert.Equal(subject, Assert.Single(ApiSurface.Breaks(Of(Small), Of(Small.Replace(old, now, StringComparison.Ordinal))).Select(static b => b.Subject)));

    [Theory]
    [InlineData("\"size\":", "\"colour\":{\"type\":\"string\"},\"size\":")]
    [InlineData("\"note\":", "\"more\":{\"type\":\"string\"},\"note\":")]
    [InlineData("[\"on\",\"off\"]", "[\"on\",\"off\",\"broken\"]")]
    [InlineData("\"required\":[\"name\"],", "")]
    [InlineData("\"400\":{}", "\"409\":{}")]
    [InlineData("\"put\":", "\"post\":{\"operationId\":\"New\",\"requestBody\":{\"required\":true,\"content\":{}},\"responses\":{}},\"put\":")]
    public void Breaks_OfWhatIsOnlyMore_AreNone(string old, string now) => Assert.Empty(ApiSurface.Breaks(Of(Small), Of(Small.Replace(old, now, StringComparison.Ordinal))));

    [Fact]
    public void Document_ThatBreaksAClient_IsInTheChangeLog()
    {
        var unreleased = Repository.Read("CHANGELOG.md").Split("\n## [")[1];

        var breaks = ApiSurface.Breaks(Repository.Read(PathOfRelease).Split('\n', StringSplitOptions.RemoveEmptyEntries), ApiSurface.Of(ApiDocument.OfRepository));

        var unsaid = breaks.Where(b => !unreleased.Contains($"`{b.Subject}`", StringComparison.Ordinal)).ToArray();
        Assert.True(unsaid.Length == 0, string.Join('\n', unsaid.Select(static b =>
            $"this breaks clients ({b.Fact}): undo it, or say under Unreleased in CHANGELOG.md what has become of `{b.Subject}`")));
    }

    private static IReadOnlyList<string> Of(string json) => ApiSurface.Of(new ApiDocument(JsonNode.Parse(json)!));
}
