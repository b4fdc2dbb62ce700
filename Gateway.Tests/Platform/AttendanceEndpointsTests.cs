using System.Net;
using System.Text.Json.Nodes;
using Gateway.Actors.Attendance;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;

namespace Gateway.Tests.Platform;

public class AttendanceEndpointsTests : IAsyncLifetime
{
    private protected virtual StorageProvider Provider => StorageProvider.Sqlite;

    private PlatformHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await PlatformHost.StartAsync(provider: Provider);
        AttendanceRecord[] records =
        [
            TestDatabase.Record("d1", "u1", 0, "天府", """{"recog_type":"人脸"}"""),
            TestDatabase.Record("d1", "u2", 60),
            TestDatabase.Record("d2", "u1", 120, "天府"),
        ];
        await _host.Database.Attendance.StoreAsync([TestDatabase.Upload("d1", records[0], records[1]), TestDatabase.Upload("d2", records[2])], default);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task List_Records_HaveTheOneShape()
    {
        var answer = await _host.GetAsync("/api/v1/attendance?sn=d1&user_id=u1", _host.ViewerKey);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("application/json", answer.ContentHeaders.ContentType?.MediaType);
        var item = Assert.Single(answer.Items)!.AsObject();
        Assert.True(Guid.TryParse((string?)item["id"], out _));
        item.Remove("id");
        var expected = JsonNode.Parse("""
            {"sn":"d1","user_id":"u1","recog_time":"2025-03-01T08:00:00Z","received_at":"2025-03-01T09:00:00Z","transport":"socket","extra":{"recog_type":"人脸"}}
            """);
        Assert.True(JsonNode.DeepEquals(expected, item), answer.Text);
        Assert.Contains("人脸", answer.Text, StringComparison.Ordinal);
        Assert.Null(answer.NextCursor);
    }

    [Theory]
    [InlineData("", "d1u1 d1u2 d2u1")]
    [InlineData("user_id=u1", "d1u1 d2u1")]
    [InlineData("site=%E5%A4%A9%E5%BA%9C", "d1u1 d2u1")]
    [InlineData("from=2025-03-01T08:01:00Z", "d1u2 d2u1")]
    [InlineData("from=2025-03-01T16:01:00%2B08:00&to=2025-03-01T16:02:00+08:00", "d1u2")]
    [InlineData("to=2025-03-01T08:00:00.001Z", "d1u1")]
    [InlineData("sn=d3", "")]
    public async Task List_Filters_NarrowTheList(string query, string found)
    {
        var answer = await _host.GetAsync("/api/v1/attendance?" + query);

        Assert.Equal(found, string.Join(' ', answer.Items.Select(i => $"{i!["sn"]}{i["user_id"]}")));
    }

    [Fact]
    public async Task List_WalkedByCursor_GivesEachRecordOnceOldestFirst()
    {
        var first = await _host.GetAsync("/api/v1/attendance?limit=2");
        var second = await _host.GetAsync($"/api/v1/attendance?limit=2&cursor={first.NextCursor}");

        Assert.Equal(["d1u1", "d1u2", "d2u1"], first.Items.Concat(second.Items).Select(i => $"{i!["sn"]}{i["user_id"]}"));
        Assert.Null(second.NextCursor);
    }

    [Theory]
    [InlineData("from=yesterday", "parameter-invalid", "from")]
    [InlineData("from=2025-03-01", "parameter-invalid", "from")]
    [InlineData("to=2025-03-01T08:00:00", "parameter-invalid", "to")]
    [InlineData("to=2025-02-30T08:00:00Z", "parameter-invalid", "to")]
    [InlineData("from=2025-03-02T00:00:00Z&to=2025-03-01T00:00:00Z", "parameter-invalid", "from")]
    [InlineData("limit=-1", "parameter-invalid", "limit")]
    [InlineData("device=d1", "parameter-unknown", "device")]
    [InlineData("cursor=!", "cursor-invalid", "cursor")]
    public async Task List_InvalidQuery_NamesTheParameter(string query, string problem, string field)
    {
        var answer = await _host.GetAsync("/api/v1/attendance?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(problem, answer.Problem);
        Assert.Equal([field], answer.ErrorFields);
    }
}
