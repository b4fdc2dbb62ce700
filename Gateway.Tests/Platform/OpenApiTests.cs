using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Gateway.Tests.Platform;

public sealed class OpenApiTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    private static readonly string[] Operations =
    [
        "GET /api/v1/registrations", "POST /api/v1/registrations/search", "DELETE /api/v1/registrations/{id}",
        "GET /api/v1/registrations/{id}", "GET /api/v1/registrations/{id}/photos/{kind}", "GET /api/v1/audit",
        "PUT /api/v1/devices/{sn}", "GET /api/v1/devices/{sn}", "DELETE /api/v1/devices/{sn}", "GET /api/v1/devices",
        "POST /api/v1/devices/import", "GET /api/v1/alarms", "GET /api/v1/attendance", "GET /api/v1/feed", "GET /api/v1/quarantine",
        "DELETE /api/v1/quarantine/{id}", "GET /api/v1/keys", "POST /api/v1/keys", "DELETE /api/v1/keys/{id}", "GET /health/live", "GET /health/ready",
        "POST /api/v1/devices/{sn}/commands", "GET /api/v1/devices/{sn}/connections", "GET /api/v1/devices/{sn}/commands", "GET /api/v1/devices/{sn}/commands/{id}",
        "DELETE /api/v1/devices/{sn}/commands/{id}", "POST /api/v1/commands", "GET /api/v1/commands/{id}", "GET /api/v1/batches/{id}",
    ];

    private readonly PlatformHost _host = fixture.Host;

    [Fact]
    public async Task Document_EveryRoute_IsDescribed()
    {
        var document = (await _host.GetAsync("/openapi/v1.json", "")).Json;

        var described = document["paths"]!.AsObject()
            .SelectMany(p => p.Value!.AsObject().Select(o => (Name: $"{o.Key.ToUpperInvariant()} {p.Key}", Body: o.Value!)))
            .ToArray();
        Assert.Equal(Operations.Order(StringComparer.Ordinal), described.Select(o => o.Name).Order(StringComparer.Ordinal));
        foreach (var (name, body) in described)
        {
            Assert.False(string.IsNullOrEmpty((string?)body["summary"]), name);
            Assert.False(string.IsNullOrEmpty((string?)body["description"]), name);
            Assert.Equal(name.Contains("/api/", StringComparison.Ordinal), body["security"] is JsonArray { Count: 1 });
            if (name.Contains("/api/", StringComparison.Ordinal))
                Assert.Equal("application/problem+json", body["responses"]!["401"]!["content"]!.AsObject().Single().Key);

            foreach (var inPath in name.Split('/').Where(s => s.StartsWith('{')))
                Assert.Contains(inPath, body["parameters"]!.AsArray().Select(p => $"{{{p!["name"]}}}"));

            foreach (var parameter in body["parameters"]?.AsArray() ?? [])
                Assert.False(string.IsNullOrEmpty((string?)parameter!["description"]), $"{name} {parameter["name"]}");
        }
    }

    [Fact]
    public async Task Document_Details_AreThoseOfTheCode()
    {
        var document = (await _host.GetAsync("/openapi/v1.json", "")).Json;

        Assert.Equal("bearer", (string?)document["components"]!["securitySchemes"]!["Bearer"]!["scheme"]);
        var put = document["paths"]!["/api/v1/devices/{sn}"]!["put"]!["requestBody"]!["content"]!["application/json"]!;
        Assert.Equal("#/components/schemas/PutDeviceRequest", (string?)put["schema"]!["$ref"]);
        Assert.Contains("errors", document["components"]!["schemas"]!["ProblemResponse"]!["properties"]!.AsObject().Select(p => p.Key));
        var lastSeen = document["components"]!["schemas"]!["DeviceResponse"]!["properties"]!["last_seen"]!;
        Assert.Equal("date-time", (string?)lastSeen["format"]);
        Assert.Equal(["null", "string"], lastSeen["type"]!.AsArray().Select(t => (string?)t).Order());
        var limit = document["paths"]!["/api/v1/devices"]!["get"]!["parameters"]!.AsArray().Single(p => (string?)p!["name"] == "limit")!["schema"]!;
        Assert.Equal(("integer", 1, 1000, 100), ((string?)limit["type"], (int)limit["minimum"]!, (int)limit["maximum"]!, (int)limit["default"]!));
        var request = document["components"]!["schemas"]!["PutDeviceRequest"]!;
        Assert.Equal(
            ["key", "kind", "name", "site", "dialect", "tags", "enabled", "allowed_addresses", "transports", "feedback_from_pull"],
            request["properties"]!.AsObject().Select(p => p.Key));
        Assert.All(request["properties"]!.AsObject(), p => Assert.False(string.IsNullOrEmpty((string?)p.Value!["description"]), p.Key));
        var face = document["components"]!["schemas"]!["CommandRequest"]!["properties"]!["person"]!["properties"]!["face_template"]!;
        Assert.Equal(["null", "string"], face["type"]!.AsArray().Select(t => (string?)t).Order());
        Assert.Contains("text/event-stream", document["paths"]!["/api/v1/feed"]!["get"]!["responses"]!["200"]!["content"]!.AsObject().Select(c => c.Key));
        var import = document["paths"]!["/api/v1/devices/import"]!["post"]!["requestBody"]!["content"]!.AsObject();
        Assert.Equal(["application/x-ndjson", "text/csv"], import.Select(c => c.Key).Order());
    }

    [Fact]
    public async Task Docs_Page_NeedsNothingFromOutside()
    {
        var page = await _host.GetAsync("/docs/", "");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("text/html", page.ContentHeaders.ContentType?.MediaType);
        Assert.DoesNotContain("https://", page.Text, StringComparison.Ordinal);
        Assert.Contains("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("openapi/v1.json", page.Text, StringComparison.Ordinal);
        foreach (var script in new[] { "scalar.js", "scalar.aspnetcore.js" })
        {
            Assert.Contains($"src=\"{script}\"", page.Text, StringComparison.Ordinal);
            Assert.True((await _host.GetAsync("/docs/" + script, "")).Text.Length > 500);
        }
    }
}
