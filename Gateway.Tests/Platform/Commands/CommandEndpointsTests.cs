using System.Net;
using System.Text.Json.Nodes;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Gateway.Storage.Sql;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;
using static Gateway.Tests.Platform.Commands.Samples;

namespace Gateway.Tests.Platform.Commands;

/// <summary>The routes of commands over HTTP, with real DeviceActors and their SQL journal behind them.</summary>
public class CommandEndpointsTests : IAsyncLifetime
{
    private PlatformHost _host = null!;
    private CommandNode _node = null!;

    private protected virtual StorageProvider Provider => StorageProvider.Sqlite;

    public async Task InitializeAsync()
    {
        _host = await PlatformHost.StartAsync(services: (database, services) =>
        {
            _node = CommandNode.Start(database, history: new CommandHistory([]));
            services.AddSingleton(_node.Region);
        }, provider: Provider);
        _node.StartProjection();
        await _host.PutDeviceAsync("d1");
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Post_Push_IsAcceptedShownAtOnceAndTheVeryPersonIsLoadable()
    {
        var photo = Photo();
        var answer = await PostAsync(PushJson("c/1", photo));

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"id":"c/1","state":"queued"}"""), answer.Json));
        var shown = await _host.GetAsync(answer.Headers.Location!.OriginalString, _host.ViewerKey);
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        Assert.Equal("c/1|d1|person.push|u1|queued|0", string.Join('|', Values(shown.Json, "id", "sn", "type", "user_id", "state", "attempts")));
        Assert.All(Values(shown.Json, "result_code", "result_desc", "batch_id", "sent_at", "ended_at"), Assert.Null);
        Assert.Equal(TimeSpan.FromDays(7), (DateTimeOffset)shown.Json["expires_at"]! - (DateTimeOffset)shown.Json["created_at"]!);
        var status = (await _node.Region.AskAsync<CommandFound>(new GetCommand("d1", "c/1"), Patience.Max)).Status;
        var person = (await _host.Database.Persons.LoadAsync([status.Command.PersonRef!], default)).Values.Single()!;
        Assert.Equal(("u1", "金丝雀三", "WORK-CANARY-9", "510104199003077777"), (person.UserId, person.Name, person.WorkSn, person.IdCard));
        Assert.Equal(photo, person.Photo);
        Assert.InRange(status.Command.PersonBytes, photo.Length * 4 / 3, (photo.Length * 4 / 3) + 300);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("prefix")]
    [InlineData("percent")]
    [InlineData("spaces")]
    [InlineData("lines")]
    [InlineData("escaped")]
    public async Task Post_PhotoInAnyTolerableForm_ComesOutByteExact(string form)
    {
        var photo = Photo(1000, seed: 3);
        var base64 = Convert.ToBase64String(photo);
        Assert.Contains("+", base64, StringComparison.Ordinal);
        var text = form switch
        {
            "prefix" => "data:image/jpeg;base64," + base64,
            "percent" => Uri.EscapeDataString("data:image/jpeg;base64," + base64),
            "spaces" => base64.Replace('+', ' '),
            "lines" => Convert.ToBase64String(photo, Base64FormattingOptions.InsertLineBreaks),
            _ => base64,
        };
        var person = new JsonObject { ["user_id"] = "u1", ["name"] = "n", ["face_template"] = text };
        var json = new JsonObject { ["type"] = "person.push", ["person"] = person }.ToJsonString();
        if (form == "escaped") json = json.Replace("/", "\\/", StringComparison.Ordinal);
        var id = (string)(await PostAsync(json)).Json["id"]!;

        var command = (await _node.Region.AskAsync<CommandFound>(new GetCommand("d1", id), Patience.Max)).Status.Command;
        var stored = (await _host.Database.Persons.LoadAsync([command.PersonRef!], default)).Values.Single()!;
        Assert.Equal(photo, stored.Photo);
        Assert.Equal(("u1", ""), (stored.WorkSn, stored.IdCard));
    }

    [Fact]
    public async Task Post_SameIdAgain_ReturnsTheFirstOrConflicts()
    {
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(PushJson("c1", Photo()))).Status);
        await _host.SendAsync("DELETE", "/api/v1/devices/d1/commands/c1");
        // Before that the actor says the same, when the other person has been stored: he goes unused.
        await Patience.UntilAsync(async () => await _host.Database.NumberAsync("SELECT count(*) FROM commands") == 1, "the table knows it");

        var again = await PostAsync(PushJson("c1", Photo()));
        var other = await PostAsync(PushJson("c1", Photo(seed: 2)));
        var otherLife = await PostAsync("""{"type":"clock.set","id":"c1"}""");

        Assert.Equal((HttpStatusCode.Accepted, "cancelled"), (again.Status, (string?)again.Json["state"]));
        Assert.Equal((HttpStatusCode.Conflict, "command-conflict"), (other.Status, other.Problem));
        Assert.Equal("command-conflict", otherLife.Problem);
        Assert.Equal(1, await _host.Database.NumberAsync("SELECT count(*) FROM photos"));
        Assert.Equal(1, await _host.Database.NumberAsync("SELECT count(*) FROM persons"));
    }

    [Fact]
    public async Task Post_SameIdForAnotherDevice_IsAnotherCommand()
    {
        await _host.PutDeviceAsync("d2");
        await PostAsync("""{"type":"clock.set","id":"c1"}""");
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("""{"type":"person.delete","id":"c1","user_id":"u1"}""", "d2")).Status);
        await Patience.UntilAsync(async () => await _host.Database.NumberAsync("SELECT count(*) FROM commands") == 2, "both commands");

        var answer = await _host.GetAsync("/api/v1/commands/c1");

        Assert.Equal((HttpStatusCode.Conflict, "command-id-ambiguous"), (answer.Status, answer.Problem));
        Assert.Contains("d1, d2", (string?)answer.Json["detail"], StringComparison.Ordinal);
        Assert.Equal("person.delete", (string?)(await _host.GetAsync("/api/v1/devices/d2/commands/c1")).Json["type"]);
    }

    /// <summary>The queue remembers its last thousand; the table remembers all.</summary>
    [Fact]
    public async Task Post_IdThatTheQueueHasForgotten_IsStillTheFirst()
    {
        await PostAsync("""{"type":"person.delete","id":"old","user_id":"u"}""");
        var newest = Enumerable.Range(0, 1100)
            .Select(i => new Command($"n{i}", CommandType.PersonDelete, "u", null, 0, "h", null, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1)));
        foreach (var command in newest) _node.Region.Tell(new EnqueueCommand("d1", command.CreatedAt, command));
        await Patience.UntilAsync(async () =>
            await _host.Database.NumberAsync("SELECT count(*) FROM commands WHERE state = 'superseded'") == 1100, "1100 ended commands");
        await _node.Region.AskAsync<CommandUnknown>(new GetCommand("d1", "old"), Patience.Max);

        var again = await PostAsync("""{"type":"person.delete","id":"old","user_id":"u"}""");
        var conflict = await PostAsync("""{"type":"clock.set","id":"old"}""");
        var shown = await _host.GetAsync("/api/v1/devices/d1/commands/old");
        var cancelled = await _host.SendAsync("DELETE", "/api/v1/devices/d1/commands/old");

        Assert.Equal("superseded", (string?)again.Json["state"]);
        Assert.Equal("command-conflict", conflict.Problem);
        Assert.Equal(("superseded", "n0"), ((string?)shown.Json["state"], (string?)shown.Json["result_desc"]));
        Assert.Equal("command-finished", cancelled.Problem);
        Assert.Equal(1101, await _host.Database.NumberAsync("SELECT count(*) FROM commands"));
    }

    [Fact]
    public async Task Delete_QueuedEndedInFlightUnknown_EachItsOwnAnswer()
    {
        await PostAsync("""{"type":"clock.set","id":"c1"}""");
        await PostAsync("""{"type":"person.delete","id":"c2","user_id":"u1"}""");
        var session = new Session(new SessionId(1, 1), Akka.Actor.ActorRefs.Nobody, Gateway.Actors.Sessions.Transport.Http, "r", "n", DateTimeOffset.UtcNow);
        await _node.Region.AskAsync<HandedOut>(new TakeCommands("d1", session, DateTimeOffset.UtcNow, CommandType.PersonDelete, 20, 1000, FeedbackRule.Batch),
            Patience.Max);

        var cancelled = await _host.SendAsync("DELETE", "/api/v1/devices/d1/commands/c1");
        var again = await _host.SendAsync("DELETE", "/api/v1/devices/d1/commands/c1");
        var inFlight = await _host.SendAsync("DELETE", "/api/v1/devices/d1/commands/c2");
        var unknown = await _host.SendAsync("DELETE", "/api/v1/devices/d1/commands/c3");

        Assert.Equal((HttpStatusCode.OK, "cancelled"), (cancelled.Status, (string?)cancelled.Json["state"]));
        Assert.NotNull(cancelled.Json["ended_at"]);
        Assert.Equal((HttpStatusCode.Conflict, "command-finished"), (again.Status, again.Problem));
        Assert.Equal((HttpStatusCode.Conflict, "command-in-flight"), (inFlight.Status, inFlight.Problem));
        Assert.Equal((HttpStatusCode.NotFound, "command-unknown"), (unknown.Status, unknown.Problem));
        Assert.Equal("in_flight", (string?)(await _host.GetAsync("/api/v1/devices/d1/commands/c2")).Json["state"]);
        await Patience.UntilAsync(async () =>
            (await _host.GetAsync("/api/v1/devices/d1/commands?state=in_flight")).Items.Count == 1, "the state in the list");
        await Patience.UntilAsync(async () => (string?)(await _host.GetAsync("/api/v1/commands/c1")).Json["state"] == "cancelled", "the state by id alone");
    }

    [Fact]
    public async Task RosterCommand_IsShownWithoutAnEnd_CannotBeCancelled_AndEndsForTheReasonGiven() // D26
    {
        var command = new Command("r1", CommandType.PersonDelete, "u1", null, 0, "h", null, DateTimeOffset.UtcNow, Command.Never, new RosterOrder("天府-1", 7));
        await _node.Region.AskAsync<CommandAccepted>(new EnqueueCommand("d1", DateTimeOffset.UtcNow, command), Patience.Max);

        var refused = await _host.SendAsync("DELETE", "/api/v1/devices/d1/commands/r1");
        var shown = (await _host.GetAsync("/api/v1/devices/d1/commands/r1")).Json;

        Assert.Equal((HttpStatusCode.Conflict, "roster-command"), (refused.Status, refused.Problem));
        Assert.Equal(("queued", null), ((string?)shown["state"], shown["expires_at"]));
        Assert.Equal(("天府-1", 7), ((string?)shown["roster"]!["site"], (int?)shown["roster"]!["version"]));
        Assert.Equal(1, (await _node.Region.AskAsync<OpenCommandsCancelled>(
            new CancelOpenCommands("d1", DateTimeOffset.UtcNow, CancelOpenCommands.Replaced), Patience.Max)).Count);
        await Patience.UntilAsync(async () => (string?)(await _host.GetAsync("/api/v1/commands/r1")).Json["result_code"] == "replaced", "the end in the table");
    }

    [Fact]
    public async Task Post_DisabledDevice_IsQueuedAllTheSame()
    {
        await _host.PutDeviceAsync("d1", """{"enabled":false}""");

        Assert.Equal("queued", (string?)(await PostAsync("""{"type":"clock.set","ttl_seconds":60}""")).Json["state"]);
    }

    [Fact]
    public async Task PostBatch_MixedTargets_AcceptsSomeAndNamesTheOthers()
    {
        await _host.PutDeviceAsync("e1", """{"key":"l8iTgWXT","kind":"enrolment","site":"天府"}""");
        await _host.PutDeviceAsync("e2", """{"key":"l8iTgWXT","kind":"enrolment","tags":["gate"]}""");
        await _host.PutDeviceAsync("d2", """{"key":"l8iTgWXT","kind":"attendance","site":"天府"}""");
        await _host.PutDeviceAsync("d3", """{"key":"l8iTgWXT","kind":"attendance","tags":["gate"]}""");

        var answer = await BatchAsync("""{"sns":["d1","e1","nobody","d1"],"site":"天府","tag":"gate"}""", PushJson(null, Photo()));

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal(3, (int)answer.Json["accepted"]!);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""[{"sn":"e1","error":"device-takes-no-commands"},{"sn":"nobody","error":"device-unknown"}]"""), answer.Json["rejected"]),
            answer.Text);
        var batchId = (string)answer.Json["batch_id"]!;
        await Patience.UntilAsync(async () => (int)(await _host.GetAsync("/api/v1/batches/" + batchId)).Json["counts"]!["queued"]! == 3, "three queued");
        var ids = await _host.Database.ColumnAsync<string>("SELECT id FROM commands");
        Assert.Equal(3, ids.Distinct().Count());
        Assert.Equal(batchId, (string?)(await _host.GetAsync("/api/v1/commands/" + ids[0])).Json["batch_id"]);
        Assert.Equal(1, await _host.Database.NumberAsync("SELECT count(*) FROM photos"));

        await _host.SendAsync("DELETE", "/api/v1/devices/d2/commands/" + (await _host.GetAsync("/api/v1/devices/d2/commands")).Items[0]!["id"]);
        await Patience.UntilAsync(async () => (int)(await _host.GetAsync("/api/v1/batches/" + batchId)).Json["counts"]!["cancelled"]! == 1, "one cancelled");
        var batch = (await _host.GetAsync("/api/v1/batches/" + batchId)).Json;
        Assert.Equal("person.push|5|3|2", string.Join('|', Values(batch, "type", "targets", "accepted", "rejected")));
        Assert.Equal(
            ["cancelled", "expired", "failed", "in_flight", "queued", "succeeded", "superseded"], batch["counts"]!.AsObject().Select(c => c.Key).Order());
    }

    [Fact]
    public async Task PostBatch_RepeatedWithItsId_IsTheSameBatch()
    {
        await _host.PutDeviceAsync("d2");
        var first = await BatchAsync("""{"sns":["d1","d2"]}""", PushJson("c1", Photo()));
        var again = await BatchAsync("""{"sns":["d2","d1"]}""", PushJson("c1", Photo()));
        var other = await BatchAsync("""{"all":true}""", PushJson("c1", Photo(seed: 2)));

        Assert.Equal(first.Text, again.Text);
        Assert.NotEqual((string?)first.Json["batch_id"], (string?)other.Json["batch_id"]);
        Assert.Equal(["command-conflict", "command-conflict"], other.Json["rejected"]!.AsArray().Select(r => (string?)r!["error"]));
        await Patience.UntilAsync(async () => await _host.Database.NumberAsync("SELECT count(*) FROM commands") == 2, "two commands");
    }

    /// <summary>Neither the database's files, nor the journal in them, nor the log, nor any answer has a word of the person.</summary>
    [Fact]
    public async Task Commands_AcceptedRefusedAndShown_LeaveNothingPersonalInClear()
    {
        var answers = new List<Answer>
        {
            await PostAsync(PushJson("c1", Photo())),
            await PostAsync(PushJson("c1", Photo(seed: 2))),
            await PostAsync(PushJson("c2", Encoding.UTF8.GetBytes("JPEG-CANARY-BYTES"))),
            await PostAsync("""{"type":"person.push","person":{"user_id":"u1","name":"金丝雀三","id_card":"510104199003077777 "}}"""),
            await BatchAsync("""{"all":true}""", PushJson(null, Photo())),
            await _host.GetAsync("/api/v1/devices/d1/commands/c1"),
        };
        await Patience.UntilAsync(async () => await _host.Database.NumberAsync("SELECT count(*) FROM commands") == 2, "both commands");
        answers.Add(await _host.GetAsync("/api/v1/devices/d1/commands"));

        Assert.Equal([202, 409, 400, 400, 202, 200, 200], answers.Select(answer => (int)answer.Status));
        foreach (var canary in Canaries)
        {
            Assert.DoesNotContain(answers, answer => answer.Text.Contains(canary, StringComparison.Ordinal));
            Assert.DoesNotContain(_host.Log.Lines.Concat(_node.Log.Lines), line => line.Contains(canary, StringComparison.Ordinal));
        }

        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(_host.Database.File)!))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            foreach (var canary in Canaries)
                Assert.True(copy.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(canary)) < 0, $"{canary} in {Path.GetFileName(file)}");
        }
    }

    private static string?[] Values(JsonNode json, params string[] names) => [.. names.Select(name => json[name]?.ToString())];

    private Task<Answer> PostAsync(string json, string sn = "d1") => _host.SendAsync("POST", $"/api/v1/devices/{sn}/commands", json);

    private Task<Answer> BatchAsync(string targets, string command) =>
        _host.SendAsync("POST", "/api/v1/commands", $$"""{"targets":{{targets}},"command":{{command}}}""");
}
