using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Gateway.Platform.Rosters;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Platform.Commands.Samples;

namespace Gateway.Tests.Platform.Rosters;

/// <summary>Whole lists over HTTP. Every test has a site of its own.</summary>
public class RosterImportTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    private const string Csv = "text/csv; charset=utf-8";
    private const string Ndjson = "application/x-ndjson";

    private readonly PlatformHost _host = fixture.Host;

    private TestDatabase Database => _host.Database;

    [Theory]
    [InlineData("L1", Ndjson)]
    [InlineData("L2", Csv)]
    public async Task List_Merged_ThenReplaced_ChangesWhatDiffersAndKeepsWhomABadLineNames(string site, string type)
    {
        await SiteAsync(site);
        string List(params (string User, string Name, string Tag, byte[]? Photo)[] persons) => type == Csv
            ? "user_id,name,face_template,device_tag\r\n"
                + string.Concat(persons.Select(p => $"{p.User},\"{p.Name}\",{(p.Photo is null ? "" : Convert.ToBase64String(p.Photo))},{p.Tag}\r\n"))
            : string.Join('\n', persons.Select(p => new JsonObject
            {
                ["user_id"] = p.User,
                ["name"] = p.Name,
                ["device_tag"] = p.Tag,
                ["face_template"] = p.Photo is null ? null : Convert.ToBase64String(p.Photo),
            }.ToJsonString()));

        var first = List(("u1", "甲", "", Photo(1_500_000)), ("u2", "乙", "gate", null), ("u3", "丙", "", null), ("u4", "丁", "", null));
        Assert.Equal("""{"added":4,"changed":0,"removed":0,"unchanged":0,"rejected":[]}""", (await ListAsync(site, "?dry_run=true", first, type)).Text);
        Assert.Equal(0, await Database.NumberAsync($"SELECT count(*) FROM roster WHERE site = '{site}'"));
        Assert.Equal("""{"added":4,"changed":0,"removed":0,"unchanged":0,"rejected":[]}""", (await ListAsync(site, "?mode=merge", first, type)).Text);
        Assert.Equal("""{"added":0,"changed":0,"removed":0,"unchanged":4,"rejected":[]}""", (await ListAsync(site, "?mode=replace", first, type)).Text);
        Assert.Equal(4, await Database.NumberAsync($"SELECT roster_version FROM sites WHERE code = '{site}'"));
        Assert.Equal(1, await Database.NumberAsync($"SELECT count(*) FROM roster_work WHERE sn = '{site}-t'"));
        var u1 = (await Database.Rosters.GetAllAsync(site, default))["u1"];
        Assert.Equal(1_500_000, (await Database.Persons.LoadAsync([u1.PersonRef], default))[u1.PersonRef]!.Photo!.Length);

        // Of u2 the name is bad, u1 stands there twice, u4 is not there any more.
        var second = List(("u1", "甲", "", Photo(1_500_000)), ("u2", "", "", null), ("u1", "甲", "", null), ("u3", "丙丙", "", null), ("u5", "戊", "", null));
        var changed = await ListAsync(site, "?mode=replace", second, type);
        Assert.Equal((1, 1, 1, 1), Counts(changed));
        var header = type == Csv ? 1 : 0;
        Assert.Equal(
            [$"{2 + header} name: must have 1 to 64 characters", $"{3 + header} user_id: stands in line {1 + header} already"],
            changed.Json["rejected"]!.AsArray().Select(line => $"{line!["line"]} {line["error"]}"));
        Assert.Equal(["u1", "u2", "u3", "u5"], await UsersAsync(site));

        // Whom this line names cannot be told: nobody goes.
        var third = await ListAsync(site, "?mode=replace", List(("u1", "甲", "", Photo(1_500_000))) + "\n" + (type == Csv ? "\"open" : """{"user_id":"u"""), type);
        Assert.Equal((0, 0, 0, 1), Counts(third));
        Assert.Equal(3, (int)third.Json["removals_withheld"]!);
        Assert.Equal(["u1", "u2", "u3", "u5"], await UsersAsync(site));

        // Nor of one whose user_id cannot be one.
        var fourth = await ListAsync(site, "?mode=replace", List(("u1\u200b", "甲", "", null)), type);
        Assert.Equal((0, 0, 0, 0), Counts(fourth));
        Assert.Equal(4, (int)fourth.Json["removals_withheld"]!);

        // Nor can it be told of a line of another form; of one that has the wrong fields, it can.
        if (type == Ndjson)
            Assert.Equal((0, 0, 2, 1), Counts(await ListAsync(site, "?mode=replace", List(("u1", "甲", "", Photo(1_500_000))) + "\n" + """{"user_id":"u2","age":7}""", type)));

        var notes = (await Database.Audit.ListAsync(new(null, null, site, null, null), 100, null, default)).Items.Select(row => row.Action).ToList();
        Assert.Equal((6, 1), (notes.Count(action => action == "roster.put"), notes.Count(action => action == "roster.delete") - (type == Ndjson ? 2 : 0)));
        Assert.Equal(type == Ndjson ? 6 : 5, notes.Count(action => action == "roster.import"));
    }

    [Fact]
    public async Task List_ThatWouldRemoveOverAFifthAndOverTen_NeedsTheNumber()
    {
        await SiteAsync("L3");
        static string Lines(int from, int to) => string.Join('\n', Enumerable.Range(from, to - from).Select(i => $$"""{"user_id":"u{{i:00}}","name":"工人"}"""));
        Assert.Equal(40, (int)(await ListAsync("L3", "", Lines(0, 40))).Json["added"]!);

        var empty = await ListAsync("L3", "?mode=replace", "");
        var wrong = await ListAsync("L3", "?mode=replace&confirm_removals=11", Lines(12, 40));
        var dry = await ListAsync("L3", "?mode=replace&dry_run=true", "");
        Assert.Equal((HttpStatusCode.Conflict, "roster-removals-unconfirmed", 40), (empty.Status, empty.Problem, (int)empty.Json["removed"]!));
        Assert.Equal(("roster-removals-unconfirmed", 12), (wrong.Problem, (int)wrong.Json["removed"]!));
        Assert.Equal((0, 0, 40, 0), Counts(dry));
        Assert.Equal(40, (await UsersAsync("L3")).Count);

        Assert.Equal((0, 0, 10, 30), Counts(await ListAsync("L3", "?mode=replace", Lines(10, 40)))); // Over a fifth, not over ten.
        Assert.Equal((0, 0, 12, 18), Counts(await ListAsync("L3", "?mode=replace&confirm_removals=12", Lines(22, 40))));
        Assert.Equal(200 - 18, (int)(await ListAsync("L3", "", Lines(0, 200))).Json["added"]!);
        Assert.Equal((0, 0, 40, 160), Counts(await ListAsync("L3", "?mode=replace", Lines(40, 200)))); // Over ten, not over a fifth.
        Assert.Equal((0, 0, 160, 0), Counts(await ListAsync("L3", "?mode=replace&confirm_removals=160", "")));
    }

    [Fact]
    public async Task List_ThatCannotBeTaken_IsRefused()
    {
        await SiteAsync("L4");

        Assert.Equal("site-unknown", (await ListAsync("none", "", "")).Problem);
        Assert.Equal("media-type-unsupported", (await ListAsync("L4", "", "[]", "application/json")).Problem);
        Assert.Equal("parameter-invalid", (await ListAsync("L4", "?mode=all", "")).Problem);
        Assert.Equal("import-header-invalid", (await ListAsync("L4", "", "user_id,phone\nu1,1", Csv)).Problem);
        Assert.Equal("forbidden", (await _host.SendAsync("PUT", "/api/v1/sites/L4/roster", "", _host.ViewerKey, Ndjson)).Problem);
        var tooLong = await ListAsync("L4", "", new string('x', RosterLimits.LineLengthMax + 1) + "\n" + """{"user_id":"u1","name":"工人"}""");
        Assert.Equal((1, 0, 0, 0), Counts(tooLong));
        Assert.Equal($"line: is longer than {RosterLimits.LineLengthMax} bytes", (string?)tooLong.Json["rejected"]![0]!["error"]);
    }

    [Fact]
    public async Task Lists_OfOneKey_AreReadTwoAtATime()
    {
        await SiteAsync("L5");
        using var http = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Patience.Max }) { BaseAddress = _host.Http.BaseAddress };
        var begun = new SemaphoreSlim(0);
        var end = new TaskCompletionSource();
        async Task<HttpResponseMessage> SlowAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/sites/L5/roster") { Content = new SlowContent(begun, end.Task) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _host.PlatformKey);
            request.Headers.ExpectContinue = true; // What it says is asked for only when it has its place.
            return await http.SendAsync(request);
        }

        Task<HttpResponseMessage>[] slow = [SlowAsync(), SlowAsync()];
        await begun.WaitAsync(Patience.Max);
        await begun.WaitAsync(Patience.Max);
        var third = await ListAsync("L5", "", "");
        var other = await _host.SendAsync("PUT", "/api/v1/sites/L5/roster", "", _host.AdminKey, Ndjson);
        end.SetResult();
        var answers = await Task.WhenAll(slow);

        Assert.Equal("roster-imports-exhausted", third.Problem);
        Assert.NotNull(third.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, other.Status);
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(HttpStatusCode.OK, (await ListAsync("L5", "", "")).Status);
    }

    private static (int Added, int Changed, int Removed, int Unchanged) Counts(Answer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return ((int)answer.Json["added"]!, (int)answer.Json["changed"]!, (int)answer.Json["removed"]!, (int)answer.Json["unchanged"]!);
    }

    private Task<Answer> ListAsync(string site, string query, string body, string type = Ndjson) =>
        _host.SendAsync("PUT", $"/api/v1/sites/{site}/roster{query}", body, contentType: type);

    private Task<IReadOnlyList<string>> UsersAsync(string site) => Database.ColumnAsync<string>($"SELECT user_id FROM roster WHERE site = '{site}' ORDER BY user_id");

    private Task<Answer> SiteAsync(string site) => _host.PutDeviceAsync($"{site}-t", $$"""{"key":"l8iTgWXT","kind":"attendance","site":"{{site}}"}""");

    /// <summary>A line, and the end when it is let go.</summary>
    private sealed class SlowContent : HttpContent
    {
        /// <summary>Empty lines ahead: so much may the server wait for at its least rate of 240 bytes a second, whatever a busy machine does meanwhile.</summary>
        private static readonly byte[] Credit = [.. Enumerable.Repeat((byte)'\n', 240 * 2 * (int)Patience.Max.TotalSeconds)];

        private readonly SemaphoreSlim _begun;
        private readonly Task _end;

        public SlowContent(SemaphoreSlim begun, Task end)
        {
            (_begun, _end) = (begun, end);
            Headers.ContentType = new MediaTypeHeaderValue(Ndjson);
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Credit);
            await stream.WriteAsync("{\"user_id\":\"u1\",\"name\":\"工人\"}\n"u8.ToArray());
            await stream.FlushAsync();
            _begun.Release();
            await _end;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
