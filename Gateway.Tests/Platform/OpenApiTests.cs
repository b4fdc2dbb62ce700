using Xunit;

namespace Gateway.Tests.Platform;

public sealed class OpenApiTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    private readonly PlatformHost _host = fixture.Host;

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
            ["key", "kind", "name", "site", "dialect", "tags", "enabled", "allowed_addresses", "transports", "feedback_from_pull", "model", "certifying", "upload_key",
                "replaces", "confirm_removals"],
            request["properties"]!.AsObject().Select(p => p.Key));
        Assert.All(request["properties"]!.AsObject(), p => Assert.False(string.IsNullOrEmpty((string?)p.Value!["description"]), p.Key));
        var face = document["components"]!["schemas"]!["PersonRequest"]!["properties"]!["face_template"]!;
        Assert.Equal(["null", "string"], face["type"]!.AsArray().Select(t => (string?)t).Order());
        Assert.Contains("text/event-stream", document["paths"]!["/api/v1/feed"]!["get"]!["responses"]!["200"]!["content"]!.AsObject().Select(c => c.Key));
        var import = document["paths"]!["/api/v1/devices/import"]!["post"]!["requestBody"]!["content"]!.AsObject();
        Assert.Equal(["application/x-ndjson", "text/csv"], import.Select(c => c.Key).Order());
    }
}
