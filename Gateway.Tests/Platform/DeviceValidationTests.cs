using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Gateway.Tests.Platform;

public sealed class DeviceValidationTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    private readonly PlatformHost _host = fixture.Host;

    [Theory]
    [InlineData("""{"key":"l8iTgWX","kind":"attendance"}""", "device-key-invalid", "key")]
    [InlineData("""{"key":"l8iTgWXT9","kind":"attendance"}""", "device-key-invalid", "key")]
    [InlineData("""{"key":"","kind":"attendance"}""", "device-key-invalid", "key")]
    [InlineData("""{"key":"键键键键键键键键","kind":"attendance"}""", "device-key-invalid", "key")]
    [InlineData("""{"key":"\u0001\u0001\u0001\u0001\u0001\u0001\u0001\u0001","kind":"attendance"}""", "device-key-weak", "key")]
    [InlineData("""{"key":"l8iTgWXT","kind":"camera"}""", "device-kind-invalid", "kind")]
    [InlineData("""{"key":"l8iTgWXT","kind":"attendance","dialect":"klingon"}""", "device-dialect-unknown", "dialect")]
    [InlineData("""{"key":"l8iTgWXT","kind":"attendance","tags":[""]}""", "device-tags-invalid", "tags")]
    [InlineData("""{"key":"l8iTgWXT","kind":"attendance","allowed_addresses":["10.0.0.300"]}""", "device-allowed-addresses-invalid", "allowed_addresses")]
    [InlineData("""{"key":"l8iTgWXT","kind":"attendance","allowed_addresses":["10.0.0.1",null]}""", "device-allowed-addresses-invalid", "allowed_addresses")]
    [InlineData("""{"key":"l8iTgWXT","kind":"attendance","allowed_addresses":"10.0.0.1"}""", "field-invalid", "allowed_addresses")]
    [InlineData("""{"key":"l8iTgWXT","kind":"attendance","transports":["http"]}""", "device-transports-invalid", "transports")]
    [InlineData("""{"key":"l8iTgWXT","kind":"attendance","transports":["socket",null]}""", "device-transports-invalid", "transports")]
    [InlineData("""{"key":"l8iTgWXT","kind":"attendance","transports":"socket"}""", "field-invalid", "transports")]
    [InlineData("""{"key":"l8iTgWXT","kind":"attendance","upload_key":"none"}""", "device-upload-key-invalid", "upload_key")]
    [InlineData("""{"key":"l8iTgWXT","kind":"attendance","feedback_from_pull":"often"}""", "field-invalid", "feedback_from_pull")]
    [InlineData("""{"key":"l8iTgWXT","kind":"attendance","model":"M1"}""", "field-invalid", "model")]
    [InlineData("""{"key":"l8iTgWXT","kind":"attendance","model":{"vendor":"a\u202Eb"}}""", "device-model-invalid", "model.vendor")]
    [InlineData("""{"key":"l8iTgWXT","kind":"attendance","model":{"name":"M1"}}""", "field-unknown", "model.name")]
    [InlineData(
        """{"key":"l8iTgWXT","kind":"attendance","model":{"firmware":"12345678901234567890123456789012345678901234567890123456789012345"}}""",
        "device-model-invalid",
        "model.firmware")]
    [InlineData("""{"key":"l8iTgWXT","kind":"attendance","name":"a\nb"}""", "device-name-invalid", "name")]
    [InlineData("""{"kind":"attendance"}""", "device-incomplete", "key")]
    [InlineData("""{"key":"l8iTgWXT"}""", "device-incomplete", "kind")]
    [InlineData("""{"key":"l8iTgWXT","kind":"attendance","nmae":"x"}""", "field-unknown", "nmae")]
    [InlineData(
        """{"a234567890b234567890c234567890d234567890e234567890f234567890g2345":1}""",
        "field-unknown",
        "a234567890b234567890c234567890d234567890e234567890f234567890g234")]
    [InlineData("""{"key":"l8iTgWXT","kind":"attendance","a.b":"x"}""", "field-unknown", "a.b")]
    [InlineData("""{"key":12345678,"kind":"attendance"}""", "field-invalid", "key")]
    [InlineData("""{"key":"l8iTgWXT","kind":"attendance","tags":["a",1]}""", "field-invalid", "tags[1]")]
    [InlineData("""{"key":"l8iTgWXT","kind":"attendance","enabled":"true"}""", "field-invalid", "enabled")]
    [InlineData("""{"key":"l8iTgWXT","key":"l8iTgWXU","kind":"attendance"}""", "field-invalid", "key")]
    [InlineData("""{"key":"l8iTgWXT","kind":"attendance","name":"\ud800"}""", "field-invalid", "name")]
    [InlineData("""{"key":"l8iTgWXT","kind":""", "body-malformed", "body")]
    [InlineData("""[]""", "body-malformed", "body")]
    [InlineData("""null""", "body-malformed", "body")]
    [InlineData("", "body-malformed", "body")]
    public async Task Put_InvalidBody_NamesTheFieldAndStoresNothing(string json, string problem, string field)
    {
        var answer = await _host.PutDeviceAsync("none", json);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(problem, answer.Problem);
        Assert.Equal([field], answer.ErrorFields);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.GetAsync("/api/v1/devices/none")).Status);
    }

    [Fact]
    public async Task Put_AtAndOverTheLimits_TakesTheOneAndNamesTheOther()
    {
        var longest = new string('门', 128);
        var tags = new JsonArray([.. Enumerable.Range(0, 32).Select(i => (JsonNode)$"{i:00}{new string('t', 62)}")]);
        var body = new JsonObject { ["key"] = "l8iTgWXT", ["kind"] = "attendance", ["name"] = longest, ["site"] = longest, ["tags"] = tags };
        Assert.Equal(HttpStatusCode.Created, (await _host.PutDeviceAsync("d1", body.ToJsonString())).Status);

        body["name"] = longest + "门";
        body["site"] = longest + "门";
        tags.Add("one more");
        var answer = await _host.PutDeviceAsync("d1", body.ToJsonString());

        Assert.Equal("request-invalid", answer.Problem);
        Assert.Equal(["name", "site", "tags"], answer.ErrorFields);
        Assert.Equal("device-name-invalid", (await _host.PutDeviceAsync("d1", new JsonObject { ["name"] = longest + "门" }.ToJsonString())).Problem);
        Assert.Equal("device-tags-invalid", (await _host.PutDeviceAsync("d1", $$"""{"tags":["{{new string('t', 65)}}"]}""")).Problem);
    }

    [Theory]
    [InlineData("10.0.0.0/8\",\"10.0.0.300", "10.0.0.300\\\" is no IP address")]
    [InlineData("10.0.0.1/8", "10.0.0.0/8 is the network")]
    public async Task Put_BadAllowedAddress_IsNamed(string elements, string why)
    {
        var answer = await _host.PutDeviceAsync("none", $$"""{"key":"l8iTgWXT","kind":"attendance","allowed_addresses":["{{elements}}"]}""");

        Assert.Equal((HttpStatusCode.BadRequest, "device-allowed-addresses-invalid"), (answer.Status, answer.Problem));
        Assert.Contains(why, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_AllowedAddressesAtAndOverTheLimit_TakesTheOneAndNotTheOther()
    {
        // The longest that there can be: they must fit into their column.
        var addresses = new JsonArray([.. Enumerable.Range(0, 32).Select(i => (JsonNode)$"2001:1db8:1111:2222:3333:4444:5555:{0xAA00 + (2 * i):x4}/127")]);
        var body = new JsonObject { ["key"] = "l8iTgWXT", ["kind"] = "attendance", ["allowed_addresses"] = addresses };
        Assert.Equal(32, (await _host.PutDeviceAsync("d32", body.ToJsonString())).Json["allowed_addresses"]!.AsArray().Count);

        addresses.Add("10.0.0.1");

        Assert.Equal("device-allowed-addresses-invalid", (await _host.PutDeviceAsync("d32", body.ToJsonString())).Problem);
    }

    [Theory]
    [InlineData("12345678901234567", "17")]
    [InlineData("%E9%97%A8", "ASCII")]
    [InlineData("a%01b", "ASCII")]
    [InlineData("%20", "at least one")]
    public async Task Put_ImpossibleSn_SaysWhy(string sn, string why)
    {
        var answer = await _host.PutDeviceAsync(sn);

        Assert.Equal("device-sn-invalid", answer.Problem);
        Assert.Contains(why, (string?)answer.Json["detail"], StringComparison.Ordinal);
        Assert.Equal(["sn"], answer.ErrorFields);
        Assert.Equal("device-sn-invalid", (await _host.GetAsync("/api/v1/devices/" + sn)).Problem);
        Assert.Equal("device-sn-invalid", (await _host.SendAsync("DELETE", "/api/v1/devices/" + sn)).Problem);
    }

    [Theory]
    [InlineData("1234567890123456", "1234567890123456")]
    [InlineData("a%20b%3F%25", "a b?%")]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("a%252Fb", "a%2Fb")]
    [InlineData("smz-a03%20", "smz-a03")]
    public async Task Put_AnyPrintableSn_IsTakenDecoded(string inPath, string sn)
    {
        var answer = await _host.PutDeviceAsync(inPath);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(sn, (string?)answer.Json["sn"]);
        Assert.Equal(sn, (string?)(await _host.GetAsync(answer.Headers.Location!.OriginalString)).Json["sn"]);
    }

    [Theory]
    [InlineData("limit=0", "parameter-invalid", "limit")]
    [InlineData("limit=1001", "parameter-invalid", "limit")]
    [InlineData("limit=ten", "parameter-invalid", "limit")]
    [InlineData("limit=1&limit=2", "parameter-invalid", "limit")]
    [InlineData("status=sleeping", "parameter-invalid", "status")]
    [InlineData("stauts=online", "parameter-unknown", "stauts")]
    [InlineData("cursor=nonsense", "cursor-invalid", "cursor")]
    public async Task List_InvalidQuery_NamesTheParameter(string query, string problem, string field)
    {
        var answer = await _host.GetAsync("/api/v1/devices?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(problem, answer.Problem);
        Assert.Equal([field], answer.ErrorFields);
    }
}
