using System.Net;
using Gateway.Simulator.Platform;
using Gateway.Simulator.Verification;
using Xunit;

namespace Gateway.Tests.Simulator;

/// <summary>How the simulator reads and feeds the platform API of the contract.</summary>
public sealed class PlatformTests
{
    private const string Rest = """ "user_id":"a","recog_time":"2025-03-01T04:00:00Z","received_at":"2025-03-01T04:00:01Z","transport":"socket","extra":{}}""";
    private const string Record = """{"id":"1","sn":"sim-00001",""" + Rest;
    private const string Other = """{"id":"2","sn":"other-1",""" + Rest;

    private static readonly RecordKey Acknowledged = new("sim-00001", "a", new DateTimeOffset(2025, 3, 1, 4, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Delivery_OverSeveralPages_IsReadWholeAndOtherSnsAreLeftOut()
    {
        var verdict = await VerifyAsync(new Dictionary<string, string>
        {
            ["/api/v1/feed?after=0&generation=&limit=1000&wait=1"] =
                $$"""{"items":[{{Item(1, "device", "{}")}},{{Item(2, "attendance", Other)}}],"next":2,"generation":"g1"}""",
            ["/api/v1/feed?after=2&generation=g1&limit=1000&wait=1"] = $$"""{"items":[{{Item(3, "attendance", Record)}}],"next":3,"generation":"g1"}""",
            ["/api/v1/attendance?limit=1000"] = $$"""{"items":[{{Other}}],"next_cursor":"a b"}""",
            ["/api/v1/attendance?limit=1000&cursor=a%20b"] = $$"""{"items":[{{Record}}],"next_cursor":null}"""
        }, Patience.Max);

        Assert.True(verdict.IsKept);
        Assert.Equal((1, 1, 1, 3), (verdict.Acknowledged, verdict.Stored, verdict.Fed, verdict.LastSeq));
    }

    [Fact]
    public async Task Delivery_FeedThatNeverCatchesUp_IsGivenUpAfterTheSettlingTime()
    {
        var verdict = await VerifyAsync(new Dictionary<string, string>
        {
            ["/api/v1/feed?after=0&generation=&limit=1000&wait=1"] = """{"items":[],"next":0,"generation":"g1"}""",
            ["/api/v1/feed?after=0&generation=g1&limit=1000&wait=1"] = """{"items":[],"next":0,"generation":"g1"}""",
            ["/api/v1/attendance?limit=1000"] = $$"""{"items":[{{Record}}],"next_cursor":null}"""
        }, TimeSpan.FromSeconds(0.5));

        Assert.False(verdict.IsKept);
        Assert.Equal(["acknowledged, not in the feed"], verdict.Checks.Where(check => check.Count > 0).Select(check => check.What));
    }

    [Fact]
    public async Task Import_SendsOneDeviceALineAndReadsWhatWasRejected()
    {
        var handler = new CannedHandler(new Dictionary<string, string>
        {
            ["/api/v1/devices/import"] = """{"created":1,"updated":0,"rejected":[{"line":2,"error":"a weak DES key is refused"}]}"""
        });
        using var client = new PlatformClient(new Uri("http://127.0.0.1"), "k", handler);

        var ndjson = Provisioner.ToNdjson(
            [new("sim-00001", "l8iTgWXT", SimulatedDevice.Attendance, null), new("sim-00002", "12345678", SimulatedDevice.Attendance, null)], "sim");
        var result = await client.ImportAsync(ndjson, CancellationToken.None);

        Assert.Equal((1, 0), (result.Created, result.Updated));
        Assert.Equal([new ImportRejection(2, "a weak DES key is refused")], result.Rejected);
        Assert.Equal(
            """
            {"sn":"sim-00001","key":"l8iTgWXT","kind":"attendance","name":"sim-00001","site":"sim"}
            {"sn":"sim-00002","key":"12345678","kind":"attendance","name":"sim-00002","site":"sim"}

            """.ReplaceLineEndings("\n"),
            handler.LastBody);
        Assert.Equal("application/x-ndjson", handler.LastContentType);
    }

    [Fact]
    public async Task Request_Refused_SaysWhatWasAskedAndWhatCameBack()
    {
        using var client = new PlatformClient(new Uri("http://127.0.0.1"), "k", new CannedHandler([]));

        var e = await Assert.ThrowsAsync<PlatformException>(() => client.ReadFeedAsync(0, 0, CancellationToken.None));

        Assert.Equal("GET api/v1/feed?after=0&generation=&limit=1000&wait=0: 401 nothing canned", e.Message);
    }

    private static string Item(long seq, string kind, string data) =>
        $$$"""{"seq":{{{seq}}},"kind":"{{{kind}}}","sn":"x","at":"2025-03-01T04:00:00Z","data":{{{data}}}}""";

    private static async Task<DeliveryVerdict> VerifyAsync(Dictionary<string, string> answers, TimeSpan settle)
    {
        using var client = new PlatformClient(new Uri("http://127.0.0.1"), "k", new CannedHandler(answers));
        var checker = new DeliveryChecker();
        checker.Acknowledged(Acknowledged);
        await new DeliveryReader(client, "sim", TimeProvider.System).ReadAsync(checker, settle, CancellationToken.None);
        return checker.Judge();
    }

    private sealed class CannedHandler(Dictionary<string, string> answers) : HttpMessageHandler
    {
        public string? LastBody { get; private set; }

        public string? LastContentType { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("Bearer k", request.Headers.Authorization?.ToString());
            LastContentType = request.Content?.Headers.ContentType?.ToString();
            LastBody = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
            var isCanned = answers.TryGetValue(request.RequestUri!.PathAndQuery, out var answer);
            return new HttpResponseMessage(isCanned ? HttpStatusCode.OK : HttpStatusCode.Unauthorized)
            {
                Content = new StringContent(answer ?? "nothing canned", Encoding.UTF8, "application/json")
            };
        }
    }
}
