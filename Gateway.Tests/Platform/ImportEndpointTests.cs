using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Gateway.Actors.Devices;
using Gateway.Platform.Import;
using Gateway.Storage.Sql;
using Xunit;

namespace Gateway.Tests.Platform;

public class ImportEndpointTests : IAsyncLifetime
{
    private protected virtual StorageProvider Provider => StorageProvider.Sqlite;

    private const string Path = "/api/v1/devices/import";
    private const string Csv = "text/csv; charset=utf-8";
    private const string Ndjson = "application/x-ndjson";

    private PlatformHost _host = null!;

    public async Task InitializeAsync() => _host = await PlatformHost.StartAsync(provider: Provider);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task DryRun_StoresNothing_AndNamesTheSitesThatItWouldMake()
    {
        await _host.PutDeviceAsync("old", """{"key":"l8iTgWXT","kind":"attendance","site":"Bridge"}""");
        var lines = "sn,key,kind,site\nold,,,Bridge\nn1,l8iTgWXT,attendance,Brigde\nn1,,,Tower\nn2,l8iTgWXT,attendance,Bridge\nn3,,,Nowhere\nold,,,Brigde";

        var answer = await _host.SendAsync("POST", Path + "?dry_run=true", lines, contentType: Csv);

        Assert.Equal((2, 3), ((int)answer.Json["created"]!, (int)answer.Json["updated"]!));
        Assert.Equal(["Brigde", "Tower"], answer.Json["new_sites"]!.AsArray().Select(static site => (string?)site));
        Assert.Equal(["6 key: is needed: the device is new; kind: is needed: the device is new"], Rejected(answer));
        Assert.Equal("site-unknown", (await _host.GetAsync("/api/v1/sites/Tower")).Problem);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.GetAsync("/api/v1/devices/n1")).Status);
        Assert.Equal("parameter-unknown", (await _host.SendAsync("POST", Path + "?dryrun=true", lines, contentType: Csv)).Problem);
        var real = await _host.SendAsync("POST", Path, lines, contentType: Csv);
        Assert.Equal((2, 3, false), ((int)real.Json["created"]!, (int)real.Json["updated"]!, real.Json.AsObject().ContainsKey("new_sites")));
        Assert.Equal(HttpStatusCode.OK, (await _host.GetAsync("/api/v1/sites/Tower")).Status);
    }

    [Fact]
    public async Task Csv_MixedLines_OnlyTheBadOnesAreRejected()
    {
        await _host.PutDeviceAsync("old", """{"key":"l8iTgWXT","kind":"attendance","name":"旧","tags":["keep"]}""");
        var body = string.Join("\r\n",
            "\uFEFFsn,key,kind,name,site,dialect,tags,enabled",
            "n1,l8iTgWXT,attendance,\"一号门, 东\",\"\"\"天府\"\"\",hainan,a; b;,true",
            "",
            "old,,,,新工地,,,",
            "n2,short,camera,,,,,",
            "n3,l8iTgWXT",
            "n4,l8iTgWXT,attendance,\"open,,,,",
            "n5,,,,,,,",
            "12345678901234567,l8iTgWXT,attendance,,,,,",
            "n6,l8iTgWXT,attendance,,,,,perhaps",
            "n7,l8iTgWXT,enrolment,,,,,false");

        var answer = await _host.SendAsync("POST", Path, body, contentType: Csv);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(2, (int)answer.Json["created"]!);
        Assert.Equal(1, (int)answer.Json["updated"]!);
        Assert.False(answer.Json.AsObject().ContainsKey("rejected_total"));
        Assert.Equal(
            [
                "5 key: must be 8 printable ASCII characters; kind: must be one of attendance, enrolment",
                "6 line: has 2 fields, the header has 8",
                "7 line: field 4 has an opening quote and no closing one",
                "8 key: is needed: the device is new; kind: is needed: the device is new",
                "9 sn: an SN has at most 16 characters, this one has 17",
                "10 enabled: must be true or false",
            ],
            Rejected(answer));
        var n1 = (await _host.GetAsync("/api/v1/devices/n1")).Json;
        Assert.Equal("一号门, 东", (string?)n1["name"]);
        Assert.Equal("\"天府\"", (string?)n1["site"]);
        Assert.Equal(["a", "b"], n1["tags"]!.AsArray().Select(t => (string?)t));
        var old = (await _host.GetAsync("/api/v1/devices/old")).Json;
        Assert.Equal(("旧", "新工地"), ((string?)old["name"], (string?)old["site"]));
        Assert.Equal(["keep"], old["tags"]!.AsArray().Select(t => (string?)t));
        Assert.False((bool)(await _host.GetAsync("/api/v1/devices/n7")).Json["enabled"]!);
    }

    [Theory]
    [InlineData(Csv, "sn,key,kind,transports,feedback_from_pull\na1,l8iTgWXT,attendance,https,true\na2,l8iTgWXT,attendance,https;socket,\na3,l8iTgWXT,attendance,radio,", 4)]
    [InlineData(
        Ndjson,
        """
        {"sn":"a1","key":"l8iTgWXT","kind":"attendance","transports":["https"],"feedback_from_pull":true}
        {"sn":"a2","key":"l8iTgWXT","kind":"attendance","transports":["https","socket"]}
        {"sn":"a3","key":"l8iTgWXT","kind":"attendance","transports":["radio"]}
        """,
        3)]
    public async Task Import_Transports_AreTakenAndABadOneRejectsItsLine(string type, string body, int line)
    {
        var answer = await _host.SendAsync("POST", Path, body, contentType: type);

        Assert.Equal([$"{line} transports: must be a list of socket and https"], Rejected(answer));
        var a1 = (await _host.GetAsync("/api/v1/devices/a1")).Json;
        Assert.Equal(("https", true), ((string?)Assert.Single(a1["transports"]!.AsArray()), (bool)a1["feedback_from_pull"]!));
        Assert.Equal(2, (await _host.GetAsync("/api/v1/devices/a2")).Json["transports"]!.AsArray().Count);
    }

    [Theory]
    [InlineData(Csv, "sn,key,kind,allowed_addresses\na1,l8iTgWXT,attendance,10.0.0.7; 10.1.0.0/16 2001:db8::/32;\na2,l8iTgWXT,attendance,10.0.0.7;gate\na1,,,\n", 3)]
    [InlineData(
        Ndjson,
        """
        {"sn":"a1","key":"l8iTgWXT","kind":"attendance","allowed_addresses":["10.0.0.7","10.1.0.0/16","2001:db8::/32"]}
        {"sn":"a2","key":"l8iTgWXT","kind":"attendance","allowed_addresses":["10.0.0.7","gate"]}
        {"sn":"a1"}
        """,
        2)]
    public async Task Import_AllowedAddresses_AreTakenAndABadOneRejectsItsLine(string type, string body, int line)
    {
        var answer = await _host.SendAsync("POST", Path, body, contentType: type);

        Assert.Equal([$"{line} allowed_addresses: \"gate\" is no IP address or network such as 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32"], Rejected(answer));
        var a1 = (await _host.GetAsync("/api/v1/devices/a1")).Json;
        Assert.Equal(["10.0.0.7", "10.1.0.0/16", "2001:db8::/32"], a1["allowed_addresses"]!.AsArray().Select(a => (string?)a));
    }

    [Fact]
    public async Task Ndjson_MixedLines_OnlyTheBadOnesAreRejected()
    {
        var body = string.Join("\n",
            "\uFEFF{\"sn\":\"n1\",\"key\":\"l8iTgWXT\",\"kind\":\"attendance\",\"name\":\"门\",\"tags\":[\"a\"]}\r",
            "{\"sn\":\"n2\",\"key\":\"l8iTgWXT\",\"kind\":\"attendance\",\"colour\":\"red\"}",
            "not json",
            "",
            "{\"key\":\"l8iTgWXT\",\"kind\":\"attendance\"}",
            "{\"sn\":\"n1\",\"name\":\"\"}",
            $"{{\"sn\":\"n3\",\"name\":\"{new string('x', 70_000)}\"}}",
            "{\"sn\":\"n4\",\"key\":\"l8iTgWXT\",\"kind\":\"attendance\"}",
            "{\"sn\":\"n4\",\"site\":\"S\",\"confirm_removals\":3}");

        var answer = await _host.SendAsync("POST", Path, body, contentType: Ndjson);

        Assert.Equal(2, (int)answer.Json["created"]!);
        Assert.Equal(1, (int)answer.Json["updated"]!);
        Assert.Equal(
            [
                "2 colour: is not a field of this body; known: sn, key, kind, name, site, dialect, tags, enabled, allowed_addresses, transports, feedback_from_pull, "
                    + "model, certifying, upload_key, replaces, confirm_removals",
                "3 body: is not JSON at line 1, byte 2",
                "5 sn: an SN has at least one character",
                "7 line: is longer than 65536 bytes",
                "9 replaces: and confirm_removals are for one device: PUT it",
            ],
            Rejected(answer));
        Assert.Null((await _host.GetAsync("/api/v1/devices/n1")).Json["name"]);
        Assert.Equal(["n1", "n1", "n4"], _host.Changes.Sns);
    }

    [Theory]
    [InlineData("", "header")]
    [InlineData("\r\n\r\n", "header")]
    [InlineData("key,kind\n", "sn")]
    [InlineData("sn,colour\n", "colour")]
    [InlineData("sn,name,sn\n", "sn")]
    [InlineData("sn,\"key\n", "header")]
    public async Task Csv_UnusableHeader_NothingIsImported(string body, string field)
    {
        var answer = await _host.SendAsync("POST", Path, body, contentType: Csv);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("import-header-invalid", answer.Problem);
        Assert.Equal([field], answer.ErrorFields);
    }

    [Fact]
    public async Task Csv_NotUtf8_IsRejectedByLine()
    {
        byte[] body = [.. "SN,Key,Kind,Name\nn1,l8iTgWXT,attendance,"u8, 0xC3, 0xC5, .. "\nn2,l8iTgWXT,attendance,x\n"u8]; // 门 in GBK.

        var answer = await _host.SendAsync("POST", Path, body, contentType: Csv);

        Assert.Equal(["2 line: is not UTF-8"], Rejected(answer));
        Assert.Equal(1, (int)answer.Json["created"]!);
    }

    [Fact]
    public async Task Import_ChangedKeyAndDisabled_RevokesThoseSessions()
    {
        foreach (var sn in new[] { "same", "rekeyed", "off" }) await _host.PutDeviceAsync(sn);
        await _host.SendAsync("POST", Path, "sn,key,enabled\nsame,l8iTgWXT,true\nrekeyed,another1,\noff,,0\n", contentType: Csv);
        await _host.GetAsync("/api/v1/devices/same");

        Assert.Equal(["rekeyed", "off", "same"], _host.Devices.Received.Select(m => m.Sn));
        Assert.All(_host.Devices.Received.Take(2), m => Assert.IsType<DeviceMessages.RevokeSession>(m));
    }

    [Fact]
    public async Task Import_TwelveThousandLines_StreamsAndCountsAll()
    {
        async Task WriteAsync(Stream stream)
        {
            for (var i = 0; i < 1_200; i++)
                await stream.WriteAsync(Encoding.UTF8.GetBytes($"{{\"sn\":\"s{i}\",\"key\":\"l8iTgWXT\",\"kind\":\"attendance\"}}\n"));

            for (var i = 0; i < 10_800; i++) await stream.WriteAsync("{}\n"u8.ToArray());
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StreamedContent(WriteAsync, Ndjson) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _host.PlatformKey);
        using var response = await _host.Http.SendAsync(request);

        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(1_200, (int)answer["created"]!);
        Assert.Equal(10_000, answer["rejected"]!.AsArray().Count);
        Assert.Equal(10_800, (int)answer["rejected_total"]!);
        Assert.Equal(1_200, await _host.Database.NumberAsync("SELECT count(*) FROM devices"));
    }

    [Fact]
    public async Task Import_DatabaseFailsHalfWay_ProblemTellsHowFarItCame()
    {
        await _host.Database.RefuseInsertsAsync("devices", "new.sn = 's700'");
        var body = string.Concat(Enumerable.Range(0, 900).Select(i => $"{{\"sn\":\"s{i}\",\"key\":\"l8iTgWXT\",\"kind\":\"attendance\"}}\n"));

        var answer = await _host.SendAsync("POST", Path, body, contentType: Ndjson);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("database-unavailable", answer.Problem);
        Assert.Equal((500, 500), ((int)answer.Json["settled_line"]!, (int)answer.Json["created"]!));
        Assert.Equal(500, await _host.Database.NumberAsync("SELECT count(*) FROM devices"));
    }

    [Fact]
    public async Task Import_AnnouncedOverTheLimit_413()
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync("127.0.0.1", _host.Http.BaseAddress!.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {Path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {_host.PlatformKey}\r\nContent-Type: {Ndjson}\r\n"
            + $"Content-Length: {ImportLimits.LengthMax + 1}\r\nConnection: close\r\n\r\n"));

        var text = await new StreamReader(stream).ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 413", text, StringComparison.Ordinal);
        Assert.Contains("urn:gateway:problem:body-too-large", text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Rejected(Answer answer) => answer.Json["rejected"]!.AsArray().Select(r => $"{r!["line"]} {r["error"]}");

    private sealed class StreamedContent : HttpContent
    {
        private readonly Func<Stream, Task> _write;

        public StreamedContent(Func<Stream, Task> write, string type)
        {
            _write = write;
            Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _write(stream);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
