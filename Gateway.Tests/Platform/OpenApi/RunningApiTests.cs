using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.House;
using Xunit;

namespace Gateway.Tests.Platform.OpenApi;

/// <summary>The document of the repository against a running gateway.</summary>
public sealed class RunningApiTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private const string Sn = "84E0F420576B0001";

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What must be there before the examples of an operation make sense; the examples themselves come in the order of the document.</summary>
    private static readonly Dictionary<string, (string Path, string Json)> Before = new()
    {
        ["PutDevice"] = ("devices/84E0F420576B0000", """{"key":"l8iTgWXT","kind":"attendance","enabled":true}"""), // Which it replaces.
        ["CertifyDevice"] = ("devices/" + Sn, """{"enabled":true,"site":"","certifying":true}"""),
        ["PostCommand"] = ("devices/" + Sn, """{"enabled":true}"""),
    };

    /// <summary>Set by <c>./build.sh openapi</c>: write the document, and for a release the surface.</summary>
    public static string? Wish => Environment.GetEnvironmentVariable("GATEWAY_WRITE_OPENAPI");

    [Fact]
    public async Task Document_OfTheGateway_IsTheOneOfTheRepository()
    {
        var text = JsonNode.Parse(await fixture.Node.Http.GetStringAsync("/openapi/v1.json"))!.ToJsonString(Format).ReplaceLineEndings("\n") + "\n";
        if (Wish is { } wish)
        {
            await File.WriteAllTextAsync(Repository.PathOf(ApiDocument.Path), text);
            var surface = string.Join('\n', ApiSurface.Of(new ApiDocument(JsonNode.Parse(text)!))) + "\n";
            if (wish == "release") await File.WriteAllTextAsync(Repository.PathOf(ApiSurfaceTests.PathOfRelease), surface);
            return;
        }

        var kept = Repository.Read(ApiDocument.Path).ReplaceLineEndings("\n");
        if (kept == text) return;
        var (now, before) = (ApiSurface.Of(new ApiDocument(JsonNode.Parse(text)!)), ApiSurface.Of(ApiDocument.OfRepository));
        var differences = now.Except(before).Select(static line => "+ " + line).Concat(before.Except(now).Select(static line => "- " + line))
            .DefaultIfEmpty("only descriptions or examples differ");
        Assert.Fail($"{ApiDocument.Path} is not what the gateway serves: `./build.sh openapi` writes it anew.\n{string.Join('\n', differences)}");
    }

    [Fact]
    public async Task Requests_OfTheExamples_AreAccepted()
    {
        var refused = new List<string>();
        foreach (var operation in ApiDocument.OfRepository.Operations.OrderBy(static o => o.Id switch { "PutDevice" => 0, "PutSite" => 1, _ => 2 }))
        {
            foreach (var (mediaType, body) in operation.Json["requestBody"]?["content"]?.AsObject() ?? [])
            {
                foreach (var (name, example) in body!["examples"]!.AsObject())
                {
                    if (Before.TryGetValue(operation.Id, out var before)) await SendAsync("PUT", "/api/v1/" + before.Path, before.Json, "application/json");
                    var path = operation.Path;
                    foreach (var parameter in operation.Json["parameters"]?.AsArray().Where(static p => (string?)p!["in"] == "path") ?? [])
                        path = path.Replace($"{{{parameter!["name"]}}}", (string?)parameter["example"], StringComparison.Ordinal);
                    var value = example!["value"];
                    var text = value is JsonValue && value.GetValueKind() == JsonValueKind.String ? (string)value! : value!.ToJsonString();
                    var (status, answer) = await SendAsync(operation.Method, path, text, mediaType);
                    if ((int)status is not (>= 200 and < 300)) refused.Add($"{operation.Name}, \"{name}\": {(int)status} {answer}");
                }
            }
        }

        Assert.True(refused.Count == 0, string.Join('\n', refused));
    }

    private async Task<(HttpStatusCode Status, string Answer)> SendAsync(string method, string path, string body, string mediaType)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body, Encoding.UTF8, mediaType) };
        using var answer = await fixture.Node.Http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
