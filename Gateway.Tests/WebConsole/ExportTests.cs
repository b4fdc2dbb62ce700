using System.Net;
using System.Text.Json.Nodes;
using Gateway.Platform.Sheets;
using Gateway.Tests.Edge.Tcp;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.WebConsole;

/// <summary>Lists as files, by plain HTTP on the whole node.</summary>
public sealed class ExportTests(ExportStage stage) : IClassFixture<ExportStage>, IAsyncLifetime
{
    private const string IdNumber = ExportStage.IdNumber;
    private const string Formula = ExportStage.Formula;

    private readonly CookieContainer _cookies = new();
    private HttpClient _browser = null!;
    private string _keyId = "";

    private TestNode Node => stage.Node;

    private MadeRows Rows => stage.Rows;

    public async Task InitializeAsync()
    {
        Rows.Reset();
        var (id, key) = await stage.AddKeyAsync("platform");
        (_keyId, _browser) = (id, ConsoleBrowser.Open(Node, _cookies));
        (await ConsoleBrowser.SignInAsync(_browser, key)).Dispose();
    }

    public Task DisposeAsync()
    {
        _browser.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Csv_OfWhatIsFiltered_IsForExcelMaskedAndHarmless()
    {
        using var answer = await _browser.GetAsync("/console/export/attendance?site=A&format=csv&columns=user_id,name,gate,site");

        Assert.Equal((HttpStatusCode.OK, "text/csv", "utf-8"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentType?.CharSet));
        Assert.StartsWith("attendance-", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
        Assert.Equal(
            $"\uFEFFName,Person (user_id),Gate,Site code\r\n,110*************2X,'{Formula},A\r\n张**,007,'{Formula},A\r\n",
            Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()));
    }

    [Fact]
    public async Task Xlsx_Chosen_HasTextsOnly()
    {
        using var answer = await _browser.GetAsync("/console/export/attendance?site=A&format=xlsx&columns=user_id,gate");

        var sheet = XlsxWorkbook.Read(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()), default).Single();
        Assert.Equal("attendance", sheet.Name);
        Assert.Equal(["Person (user_id)", "Gate", "110*************2X", Formula, "007", Formula], sheet.Rows.SelectMany(static row => row.Cells));
    }

    [Fact]
    public async Task Clear_WithAReason_IsShownAndAudited()
    {
        using var answer = await ConsoleBrowser.PostAsync(
            Node, _browser, _cookies, "/console/export/attendance",
            [new("site", "A"), new("format", "csv"), new("columns", "name,user_id"), new("reason", "wage claim 17")], _keyId);

        Assert.Contains($",{IdNumber}\r\n张三丰,007\r\n", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var row = await AuditAsync();
        Assert.Equal(("list.export", "exports/attendance", "wage claim 17"), ((string?)row["action"], (string?)row["subject"], (string?)row["reason"]));
        Assert.Equal(("no", "site=A", "name,user_id"), ((string?)row["after"]!["masked"], (string?)row["after"]!["filter"], (string?)row["after"]!["columns"]));
        Assert.Equal(["A"], row["subjects"]!.AsArray().Select(static subject => (string?)subject));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" x ")]
    public async Task Clear_WithoutAReason_IsRefused(string reason)
    {
        using var answer = await ConsoleBrowser.PostAsync(Node, _browser, _cookies, "/console/export/attendance", [new("format", "csv"), new("reason", reason)], _keyId);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Clear_WithoutThePagesToken_IsRefused()
    {
        using var form = new FormUrlEncodedContent([new("format", "csv"), new("reason", "wage claim 17")]);

        Assert.Equal(HttpStatusCode.BadRequest, (await _browser.PostAsync("/console/export/attendance", form)).StatusCode);
    }

    [Fact]
    public async Task Clear_ForAViewer_IsRefused_MaskedIsNot()
    {
        var cookies = new CookieContainer();
        using var viewer = ConsoleBrowser.Open(Node, cookies);
        var (id, key) = await stage.AddKeyAsync("viewer");
        (await ConsoleBrowser.SignInAsync(viewer, key)).Dispose();

        using var clear = await ConsoleBrowser.PostAsync(
            Node, viewer, cookies, "/console/export/attendance", [new("format", "csv"), new("reason", "wage claim 17")], id);
        var masked = await viewer.GetStringAsync("/console/export/attendance?format=csv");

        Assert.Equal(HttpStatusCode.Forbidden, clear.StatusCode);
        Assert.DoesNotContain(IdNumber, masked, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync("/console/export/rows?format=csv")).StatusCode); // Not his list.
    }

    [Theory]
    [InlineData("/console/export/nothing?format=csv", HttpStatusCode.NotFound)]
    [InlineData("/console/export/attendance?format=pdf", HttpStatusCode.BadRequest)]
    [InlineData("/console/export/attendance", HttpStatusCode.BadRequest)]
    [InlineData("/console/export/attendance?format=csv&worker=~garbage", HttpStatusCode.BadRequest)]
    [InlineData($"/console/export/attendance?format=csv&user_id={IdNumber}", HttpStatusCode.BadRequest)] // Stands in no address.
    public async Task Export_AskedForWrongly_IsAPageWithAWayBack(string address, HttpStatusCode expected)
    {
        using var answer = await _browser.GetAsync(address);

        Assert.Equal((expected, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains("Back to the list", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_WithoutSignIn_LeadsToTheSignIn()
    {
        using var nobody = ConsoleBrowser.Open(Node);

        using var answer = await nobody.GetAsync("/console/export/attendance?format=csv");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/sign-in", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OfOnePerson_HasHisIdInTheAuditOnlyMasked()
    {
        var reference = Node.Services.GetRequiredService<Gateway.WebConsole.Parts.WorkerLinks>().Reference(IdNumber);

        var csv = await _browser.GetStringAsync($"/console/export/attendance?format=csv&columns=user_id&worker={reference}");

        Assert.Equal(2, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        var row = await AuditAsync();
        Assert.Equal(["110*************2X"], row["subjects"]!.AsArray().Select(static subject => (string?)subject));
        Assert.DoesNotContain(IdNumber, row.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OfWhichNothingIsRead_IsInTheAuditAlready()
    {
        Rows.BeforeFirst = static () => throw new TimeoutException("The database does not answer.");

        using var answer = await _browser.GetAsync("/console/export/rows?format=csv");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("exports/rows", (string?)(await AuditAsync())["subject"]);
    }

    [Fact]
    public async Task Export_SecondOfAKey_WaitsForTheEndOfTheFirst()
    {
        Rows.Count = 1;
        Rows.Gate = new TaskCompletionSource();
        var first = _browser.GetAsync("/console/export/rows?format=csv");
        await Rows.Begun.Task.WaitAsync(Patience.Max);

        using (var second = await _browser.GetAsync("/console/export/attendance?format=csv"))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);

        Rows.Gate.SetResult();
        (await first).Dispose();
        await Patience.UntilAsync(
            async () =>
            {
                using var third = await _browser.GetAsync("/console/export/attendance?format=csv");
                return third.StatusCode == HttpStatusCode.OK;
            },
            "the turn given back");
    }

    [Fact]
    public async Task Export_ReaderGone_GivesItsTurnBack()
    {
        Rows.Count = int.MaxValue;
        using (var answer = await _browser.GetAsync("/console/export/rows?format=csv", HttpCompletionOption.ResponseHeadersRead))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        await Patience.UntilAsync(
            async () =>
            {
                using var next = await _browser.GetAsync("/console/export/attendance?format=csv");
                return next.StatusCode == HttpStatusCode.OK;
            },
            "the turn given back");
    }

    [Fact]
    public async Task Export_BrokenOff_HasNoEnd()
    {
        Rows.Count = 5000;
        Rows.At = static row =>
        {
            if (row == 4000) throw new TimeoutException("The database does not answer.");
        };

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _browser.GetStringAsync("/console/export/rows?format=csv"));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _browser.GetByteArrayAsync("/console/export/rows?format=xlsx"));
    }

    [Fact]
    public async Task Export_SignedOutMeanwhile_IsBrokenOff()
    {
        Rows.Count = int.MaxValue;
        using var answer = await _browser.GetAsync("/console/export/rows?format=csv", HttpCompletionOption.ResponseHeadersRead);
        using var other = ConsoleBrowser.Open(Node, _cookies);

        (await ConsoleBrowser.PostAsync(Node, other, _cookies, "/sign-out", keyId: _keyId)).Dispose();

        await using var body = await answer.Content.ReadAsStreamAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => body.CopyToAsync(Stream.Null)).WaitAsync(Patience.Max);
    }

    private async Task<JsonNode> AuditAsync() => (await Node.GetAsync("/api/v1/audit?action=list.export"))["items"]!.AsArray()[^1]!;
}
