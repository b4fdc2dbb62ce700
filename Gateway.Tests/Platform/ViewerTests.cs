using System.Net;
using System.Text.Json.Nodes;
using Gateway.Actors.Commands;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Tests.Platform;

/// <summary>What the role <c>viewer</c> is not shown, wherever it looks: a terminal's own fields, a terminal's own words, an ID number as <c>user_id</c>.</summary>
public class ViewerTests : IAsyncLifetime
{
    private const string Name = "欧阳金丝雀";
    private const string Phone = "13800138042";
    private const string IdNumber = "11010519491231002X";

    private const string Extra = $$"""{"recog_type":"人脸","name":"{{Name}}","id_card":"{{IdNumber}}","{{Phone}}":{"tel":"{{Phone}}"} }""";

    private static readonly string[] Canaries = [Name, Phone, IdNumber];

    private PlatformHost _host = null!;

    private protected virtual StorageProvider Provider => StorageProvider.Sqlite;

    public async Task InitializeAsync()
    {
        _host = await PlatformHost.StartAsync(PlatformHost.Patient, provider: Provider);
        await _host.Database.Attendance.StoreAsync(
            [TestDatabase.Upload("d1", TestDatabase.Record("d1", IdNumber, 0, null, Extra))], default);
        await _host.PutDeviceAsync("d1");
        var at = TestDatabase.Start;
        var push = new Command("c1", CommandType.PersonPush, IdNumber, "p1", 400, "h1", null, at, at.AddDays(7));
        var older = push with { Id = "c2" };
        await _host.Database.ProjectAsync(
            new CommandQueued("d1", push, at), new CommandQueued("d1", older, at),
            new CommandFailed("d1", push, 1, "9999", $"拒绝{Name} {Phone}", at, at.AddSeconds(1)),
            new CommandSuperseded("d1", older, 0, null, "c9", null, at.AddSeconds(1)));
        _host.Signal.Publish((await _host.Database.Feed.SequenceAsync(100, default)).LastSeq);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("attendance")]
    [InlineData("feed")]
    [InlineData("feed?wait=1")]
    [InlineData("devices/d1/commands")]
    [InlineData("commands/c1")]
    public async Task Answer_ToViewer_HasNoPersonalData(string path)
    {
        var shown = (await _host.GetAsync("/api/v1/" + path, _host.PlatformKey)).Text;
        var masked = (await _host.GetAsync("/api/v1/" + path, _host.ViewerKey)).Text;

        Assert.Contains(Canaries, canary => shown.Contains(canary, StringComparison.Ordinal));
        Assert.All(Canaries, canary => Assert.DoesNotContain(canary, masked, StringComparison.Ordinal));
        Assert.Contains("***", masked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_ToViewer_HasNoPersonalData()
    {
        using var masked = await FeedEvents.OpenAsync(_host, "/api/v1/feed", key: _host.ViewerKey);
        using var shown = await FeedEvents.OpenAsync(_host, "/api/v1/feed", key: _host.PlatformKey);

        for (var i = 0; i < 3; i++)
        {
            var (one, other) = (await masked.NextAsync(), await shown.NextAsync());
            Assert.Equal((other.Id, other.Kind), (one.Id, one.Kind));
            Assert.Contains(Canaries, canary => other.Data.Contains(canary, StringComparison.Ordinal));
            Assert.All(Canaries, canary => Assert.DoesNotContain(canary, one.Data, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Masked_KeepsWhatIsNobodysBusiness()
    {
        var record = (await _host.GetAsync("/api/v1/attendance", _host.ViewerKey)).Items[0]!;
        Assert.Equal("110*************2X", (string?)record["user_id"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"recog_type":"人脸","name":"***","id_card":"***","***":"***"}"""), record["extra"]), record.ToJsonString());

        var commands = (await _host.GetAsync("/api/v1/devices/d1/commands", _host.ViewerKey)).Items;
        Assert.Equal(("***", "9999"), ((string?)commands[0]!["result_desc"], (string?)commands[0]!["result_code"]));
        Assert.Equal("c9", (string?)commands[1]!["result_desc"]); // In the gateway's own words.
        Assert.True(JsonNode.DeepEquals(record, (await _host.GetAsync("/api/v1/feed?kinds=attendance", _host.ViewerKey)).Items[0]!["data"]));
    }

    /// <summary>Else a masked number is completed by asking for what it may be.</summary>
    [Fact]
    public async Task UserId_ThatIsAnIdNumber_IsNotFoundForViewers()
    {
        var answer = await _host.GetAsync("/api/v1/attendance?user_id=" + IdNumber, _host.ViewerKey);

        Assert.Equal((HttpStatusCode.BadRequest, "parameter-invalid"), (answer.Status, answer.Problem));
        Assert.Single((await _host.GetAsync("/api/v1/attendance?user_id=" + IdNumber, _host.PlatformKey)).Items);
    }
}
