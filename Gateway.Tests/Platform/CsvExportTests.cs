using System.Net;
using System.Text.Json.Nodes;
using Gateway.Storage.Alarms;
using Gateway.Tests.Storage.Registrations;
using Gateway.Tests.Support;
using Xunit;

namespace Gateway.Tests.Platform;

public sealed class CsvExportTests : IAsyncLifetime
{
    private PlatformHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await PlatformHost.StartAsync();
        var records = Enumerable.Range(0, 1200).Select(i => TestDatabase.Record("d1", $"u{i:0000}", i, "A", """{"memo":"say \"hi\",\r\nthen"}""")).ToArray();
        foreach (var chunk in records.Chunk(400)) await _host.Database.Attendance.StoreAsync([TestDatabase.Upload("d1", chunk)], default);
        await _host.Database.Registrations.StoreAsync(RegistrationStoreTests.Worker(1), default);
        for (var i = 0; i < 3; i++)
            await _host.PutDeviceAsync($"e{i}", $$"""{"key":"l8iTgWXT","kind":"attendance","name":"门, \"{{i}}\"","site":"A","model":{"vendor":"Hua"},"tags":["x","y"]}""");
        RaisedAlarm[] alarms = [new("clock-wrong", "e1", "off"), new("disk-low", "n1", "full")];
        await new AlarmStore(_host.Database.Database).ConfirmAsync(alarms, "n1", TestDatabase.Start, default);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("/api/v1/attendance?site=A", 1200, true)]
    [InlineData("/api/v1/attendance?site=A", 1200, false)]
    [InlineData("/api/v1/attendance?site=none", 0, false)]
    [InlineData("/api/v1/registrations", 1, false)]
    [InlineData("/api/v1/devices?site=A", 3, true)]
    [InlineData("/api/v1/alarms", 2, true)]
    [InlineData("/api/v1/alarms?site=A", 1, true)]
    public async Task List_AsCsv_HasEveryRowOfEveryPage_AsTheJsonHasIt(string path, int count, bool asViewer)
    {
        var key = asViewer ? _host.ViewerKey : _host.PlatformKey;

        var answer = await _host.SendAsync("GET", path, (string?)null, key, accept: "text/csv");

        Assert.Equal((HttpStatusCode.OK, "text/csv", "utf-8"), (answer.Status, answer.ContentHeaders.ContentType?.MediaType, answer.ContentHeaders.ContentType?.CharSet));
        var rows = Split(answer.Text);
        Assert.Equal(count, rows.Count - 1);
        var items = new List<JsonNode>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await _host.GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? "&" : "?")}limit=1000&cursor={cursor}", key);
            items.AddRange(page.Items.Select(static item => item!));
            cursor = page.NextCursor;
        }

        // No field of an item is without its column; absent ones are empty.
        Assert.Equal(rows.Skip(1), items.Select(item => rows[0].Select(column => Text(item[column])).ToArray()));
        Assert.All(items, item => Assert.Subset(rows[0].ToHashSet(), item.AsObject().Select(static field => field.Key).ToHashSet()));
    }

    [Theory]
    [InlineData("text/csv;q=0.5, application/json", "application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/csv, */*;q=0.1", "text/csv")]
    public async Task List_Accept_DecidesTheForm(string accept, string type) =>
        Assert.Equal(type, (await _host.SendAsync("GET", "/api/v1/devices", (string?)null, accept: accept)).ContentHeaders.ContentType?.MediaType);

    [Fact]
    public async Task List_AsCsv_WrongCursorOrFilter_IsAProblem()
    {
        Assert.Equal("cursor-invalid", (await _host.SendAsync("GET", "/api/v1/attendance?cursor=x", (string?)null, accept: "text/csv")).Problem);
        Assert.Equal("parameter-unknown", (await _host.SendAsync("GET", "/api/v1/attendance?who=x", (string?)null, accept: "text/csv")).Problem);
    }

    private static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonArray texts => string.Join(';', texts),
        _ => value.GetValueKind() is JsonValueKind.String ? (string)value! : value.ToJsonString(Relaxed),
    };

    private static JsonSerializerOptions Relaxed { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>RFC 4180, with lines in fields.</summary>
    private static List<string[]> Split(string text)
    {
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        var (rows, row, field, quoted) = (new List<string[]>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"')
            {
                if (quoted && i + 1 < text.Length && text[i + 1] == '"') field.Append(text[i++]);
                else quoted = !quoted;
                continue;
            }

            if (quoted || c is not (',' or '\r' or '\n')) field.Append(c);
            else if (c != '\r') End();
            if (quoted || c != '\n') continue;
            rows.Add([.. row]);
            row.Clear();
        }

        return rows;

        void End()
        {
            row.Add(field.ToString());
            field.Clear();
        }
    }
}
