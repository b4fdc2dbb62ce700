using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Gateway.Platform.Sheets;
using Gateway.Storage.Attendance;
using Gateway.Storage.Keys;
using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.Support;
using Gateway.WebConsole.Exports;
using Gateway.WebConsole.Lists;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.WebConsole;

/// <summary>Lists as files, by plain HTTP on the whole node.</summary>
public sealed class ExportTests : IAsyncLifetime
{
    private const string IdNumber = "11010519491231002X";
    private const string Formula = "=cmd|' /C calc'!A0";

    private readonly CookieContainer _cookies = new();
    private readonly Rows _rows = new();
    private TestNode _node = null!;
    private HttpClient _browser = null!;

    public async Task InitializeAsync()
    {
        _node = await TestNode.StartAsync(replace: services => services.AddSingleton<IExportList>(_rows));
        using (await _node.Http.PutAsJsonAsync("/api/v1/devices/d1", new { key = "l8iTgWXT", kind = "attendance", name = Formula, site = "A" }))
        using (await _node.Http.PutAsJsonAsync("/api/v1/sites/A/roster/007", new { name = "张三丰" }))
        {
            var records = new[] { TestDatabase.Record("d1", "007", 1, "A"), TestDatabase.Record("d1", IdNumber, 2, "A"), TestDatabase.Record("d2", "9", 3, "B") };
            await _node.Services.GetRequiredService<AttendanceStore>().StoreAsync([.. records.Select(record => TestDatabase.Upload(record.Sn, record))], default);
        }

        _browser = ConsoleBrowser.Open(_node, _cookies);
        (await ConsoleBrowser.SignInAsync(_browser, TestNode.AdminKey)).Dispose();
    }

    public async Task DisposeAsync()
    {
        _browser.Dispose();
        await _node.DisposeAsync();
    }

    [Fact]
    public async Task Csv_OfWhatIsFiltered_IsForExcelMaskedAndHarmless()
    {
        using var answer = await _browser.GetAsync("/console/export/attendance?site=A&format=csv&columns=user_id,name,gate,site");

        Assert.Equal((HttpStatusCode.OK, "text/csv", "utf-8"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentType?.CharSet));
        Assert.StartsWith("attendance-", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
        Assert.Equal(
            $"\uFEFFName,Person (user_id),Gate,Site code\r\n,1101**********002X,\"'{Formula}\",A\r\n张**,007,\"'{Formula}\",A\r\n".Replace("Person (user_id)", "\"Person (user_id)\"", StringComparison.Ordinal),
            Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()));
    }

    [Fact]
    public async Task Xlsx_Chosen_HasTextsOnly()
    {
        using var answer = await _browser.GetAsync("/console/export/attendance?site=A&format=xlsx&columns=user_id,gate");

        var sheet = XlsxWorkbook.Read(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()), default).Single();
        Assert.Equal("attendance", sheet.Name);
        Assert.Equal(["Person (user_id)", "Gate", "1101**********002X", Formula, "007", Formula], sheet.Rows.SelectMany(static row => row.Cells));
    }

    [Fact]
    public async Task Clear_WithAReason_IsShownAndAudited()
    {
        using var answer = await ConsoleBrowser.PostAsync(
            _node, _browser, _cookies, "/console/export/attendance", [new("site", "A"), new("format", "csv"), new("columns", "name,user_id"), new("reason", "wage claim 17")]);

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
        using var answer = await ConsoleBrowser.PostAsync(_node, _browser, _cookies, "/console/export/attendance", [new("format", "csv"), new("reason", reason)]);

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
        using var viewer = ConsoleBrowser.Open(_node, cookies);
        var (id, key) = await AddKeyAsync("viewer");
        (await ConsoleBrowser.SignInAsync(viewer, key)).Dispose();

        using var clear = await ConsoleBrowser.PostAsync(
            _node, viewer, cookies, "/console/export/attendance", [new("format", "csv"), new("reason", "wage claim 17")], id);
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
        using var nobody = ConsoleBrowser.Open(_node);

        using var answer = await nobody.GetAsync("/console/export/attendance?format=csv");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/sign-in", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OfOnePerson_HasHisIdInTheAuditOnlyMasked()
    {
        var reference = _node.Services.GetRequiredService<Gateway.WebConsole.Parts.WorkerLinks>().Reference(IdNumber);

        var csv = await _browser.GetStringAsync($"/console/export/attendance?format=csv&columns=user_id&worker={reference}");

        Assert.Equal(2, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        var row = await AuditAsync();
        Assert.Equal(["1101**********002X"], row["subjects"]!.AsArray().Select(static subject => (string?)subject));
        Assert.DoesNotContain(IdNumber, row.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OfWhichNothingIsRead_IsInTheAuditAlready()
    {
        _rows.BeforeFirst = static () => throw new TimeoutException("The database does not answer.");

        using var answer = await _browser.GetAsync("/console/export/rows?format=csv");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("exports/rows", (string?)(await AuditAsync())["subject"]);
    }

    [Fact]
    public async Task Export_SecondOfAKey_WaitsForTheEndOfTheFirst()
    {
        _rows.Count = 1;
        _rows.Gate = new TaskCompletionSource();
        var first = _browser.GetAsync("/console/export/rows?format=csv");
        await _rows.Begun.Task.WaitAsync(Patience.Max);

        using (var second = await _browser.GetAsync("/console/export/attendance?format=csv"))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);

        _rows.Gate.SetResult();
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
        _rows.Count = int.MaxValue;
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
        _rows.Count = 5000;
        _rows.At = static row =>
        {
            if (row == 4000) throw new TimeoutException("The database does not answer.");
        };

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _browser.GetStringAsync("/console/export/rows?format=csv"));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _browser.GetByteArrayAsync("/console/export/rows?format=xlsx"));
    }

    [Fact]
    public async Task Export_SignedOutMeanwhile_IsBrokenOff()
    {
        _rows.Count = int.MaxValue;
        using var answer = await _browser.GetAsync("/console/export/rows?format=csv", HttpCompletionOption.ResponseHeadersRead);
        using var other = ConsoleBrowser.Open(_node, _cookies);

        (await ConsoleBrowser.SignOutAsync(_node, other, _cookies)).Dispose();

        await using var body = await answer.Content.ReadAsStreamAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => body.CopyToAsync(Stream.Null)).WaitAsync(Patience.Max);
    }

    /// <summary>As many rows as there may be: a hundred bytes each, so that whoever kept them would hold far more than is allowed.</summary>
    [Theory]
    [InlineData("csv", Exporter.RowsMost + 7, Exporter.RowsMost + 2)] // Titles, the rows, and that there are more.
    [InlineData("xlsx", 200_000, 0)]
    public async Task Export_OfManyRows_KeepsNoneOfThemInMemory(string format, int count, int lines)
    {
        const long GrowthMax = 16 * 1024 * 1024;
        _rows.Count = count;
        var (before, most) = (0L, 0L);
        _rows.At = row =>
        {
            if (row % 50_000 == 1) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
            if (row == 1) before = most;
        };

        using var answer = await _browser.GetAsync($"/console/export/rows?format={format}", HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.Content.ReadAsStreamAsync();
        var (buffer, ends) = (new byte[64 * 1024], 0);
        for (var read = -1; read != 0;)
        {
            read = await body.ReadAsync(buffer);
            ends += buffer.AsSpan(0, read).Count((byte)'\n');
        }

        if (lines > 0) Assert.Equal(lines, ends);
        Assert.InRange(most - before, 0, GrowthMax);
    }

    private async Task<JsonNode> AuditAsync() => (await _node.GetAsync("/api/v1/audit?action=list.export"))["items"]!.AsArray()[^1]!;

    private async Task<(string Id, string Key)> AddKeyAsync(string role)
    {
        using var answer = await _node.Http.PostAsJsonAsync("/api/v1/keys", new { name = role, role });
        var key = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        return ((string)key["id"]!, (string)key["key"]!);
    }

    /// <summary>A list of rows out of nothing, for the platform.</summary>
    private sealed class Rows : IExportList
    {
        private static readonly string Text = new('x', 100);

        public int Count { get; set; }

        public Action? BeforeFirst { get; set; }

        /// <summary>Before each row, with its number from 0 on.</summary>
        public Action<int>? At { get; set; }

        /// <summary>Rows come only once it opens.</summary>
        public TaskCompletionSource? Gate { get; set; }

        public TaskCompletionSource Begun { get; } = new();

        public string Name => "rows";

        public ApiRole Least => ApiRole.Platform;

        public bool HasPersonal => false;

        public IReadOnlyList<ListColumn> Columns { get; } = [new("text", "Text", "文本")];

        public async IAsyncEnumerable<string?[]> RowsAsync(ExportQuery query, [EnumeratorCancellation] CancellationToken cancellation)
        {
            Begun.TrySetResult();
            BeforeFirst?.Invoke();
            if (Gate is not null) await Gate.Task.WaitAsync(cancellation);
            for (var row = 0; row < Count; row++)
            {
                At?.Invoke(row);
                yield return [Text];
            }
        }
    }
}
