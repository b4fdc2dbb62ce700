using System.Text.Json.Nodes;
using Gateway.Actors.Commands;
using Gateway.Storage.Audit;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Platform;

/// <summary>Every write over REST, and every reading in clear, has its row, found by whom it is about.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private PlatformHost _host = null!;

    public async Task InitializeAsync() => _host = await PlatformHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task PutDevice_TwiceAndDeleted_HasRowsWithBeforeAndAfterWithoutTheKey()
    {
        await _host.PutDeviceAsync("smz-1", """{"key":"l8iTgWXT","kind":"attendance","site":"S-9","name":"east"}""");
        await _host.PutDeviceAsync("smz-1", """{"name":"west"}""");
        _host.Devices.Answer = static m => m is Decommission ? new Decommissioned(0) : null;
        await _host.SendAsync("DELETE", "/api/v1/devices/smz-1");
        var rows = await RowsAsync("subject=smz-1");
        Assert.Equal(["device.put", "device.put", "device.delete"], rows.Select(row => (string?)row["action"]));
        Assert.Null(rows[0]["before"]);
        Assert.Equal("""{"key":"***","kind":"attendance","name":"east","site":"S-9"}""", rows[0]["after"]!.ToJsonString());
        Assert.Equal("east", (string?)rows[1]["before"]!["name"]);
        Assert.Equal("""{"name":"west"}""", rows[1]["after"]!.ToJsonString());
        Assert.Equal("west", (string?)rows[2]["before"]!["name"]);
        Assert.DoesNotContain("l8iTgWXT", string.Concat(rows.Select(row => row.ToJsonString())));
        Assert.Equal(3, (await RowsAsync("subject=S-9")).Count);
    }

    [Fact]
    public async Task Import_OfTwoLines_HasARowForEach()
    {
        await _host.SendAsync("POST", "/api/v1/devices/import", "sn,key,kind\na-1,l8iTgWXT,attendance\na-2,l8iTgWXU,attendance\n", contentType: "text/csv");
        Assert.Equal("device.put", (string?)Assert.Single(await RowsAsync("subject=a-1"))["action"]);
        Assert.Equal("devices/a-2", (string?)Assert.Single(await RowsAsync("subject=a-2"))["subject"]);
    }

    [Fact]
    public async Task Command_PostedAndCancelled_HasRowsFoundBySnUserAndId_WithThePersonMasked()
    {
        await _host.PutDeviceAsync("smz-1");
        _host.Devices.Answer = static m => m is EnqueueCommand e ? new CommandAccepted(new CommandStatus(e.Command, CommandState.Queued, 0, null, null, null, null), false)
            : m is CancelCommand ? new CommandUnknown("c-1")
            : null;
        await _host.SendAsync(
            "POST", "/api/v1/devices/smz-1/commands",
            """{"type":"person.push","id":"c-1","person":{"user_id":"u-7","name":"张三丰","id_card":"510107199001010010"}}""");
        await _host.SendAsync("DELETE", "/api/v1/devices/smz-1/commands/c-1");
        var post = Assert.Single(await RowsAsync("subject=u-7"));
        Assert.Equal(("command.post", "devices/smz-1/commands/c-1"), ((string?)post["action"], (string?)post["subject"]));
        Assert.Equal(["smz-1", "c-1", "u-7"], post["subjects"]!.AsArray().Select(s => (string?)s));
        Assert.Equal("张**", (string?)post["after"]!["name"]);
        Assert.DoesNotContain("199001010010", post.ToJsonString());
        Assert.Equal(["command.post", "command.cancel"], (await RowsAsync("subject=c-1")).Select(row => (string?)row["action"]));
    }

    [Fact]
    public async Task Keys_MadeAndDeleted_HaveRows_WithoutTheKey()
    {
        var made = await _host.SendAsync("POST", "/api/v1/keys", """{"name":"n","role":"viewer"}""", _host.AdminKey);
        var id = (string)made.Json["id"]!;
        await _host.SendAsync("DELETE", "/api/v1/keys/" + id, key: _host.AdminKey, body: (string?)null);
        var rows = await RowsAsync("subject=" + id);
        Assert.Equal(["key.add", "key.delete"], rows.Select(row => (string?)row["action"]));
        Assert.Equal("""{"name":"n","role":"viewer"}""", rows[0]["after"]!.ToJsonString());
        Assert.DoesNotContain((string)made.Json["key"]!, string.Concat(rows.Select(row => row.ToJsonString())));
    }

    [Fact]
    public async Task Reading_RepeatedByTheSameCaller_HasOneRowAMinute()
    {
        var time = new FakeTimeProvider(TestDatabase.Start);
        var audit = new AuditStore(_host.Database.Database, time);
        AuditNote Reading(string remote) => new(new AuditCaller("k", "viewer", remote), AuditActions.FramesRead, "devices/d-1", ["d-1"]);

        for (var i = 0; i < 100; i++) await audit.AddReadingAsync(Reading("10.0.0.1"), default);
        Assert.Single(await RowsAsync("subject=d-1"));
        await audit.AddReadingAsync(Reading("10.0.0.2"), default);
        time.Advance(TimeSpan.FromMinutes(1));
        await audit.AddReadingAsync(Reading("10.0.0.1"), default);

        Assert.Equal(["10.0.0.1", "10.0.0.2", "10.0.0.1"], (await RowsAsync("subject=d-1")).Select(row => (string?)row["remote"]));
    }

    private async Task<IReadOnlyList<JsonNode>> RowsAsync(string query) =>
        [.. (await _host.GetAsync("/api/v1/audit?" + query, _host.AdminKey)).Items.Select(item => item!)];
}
