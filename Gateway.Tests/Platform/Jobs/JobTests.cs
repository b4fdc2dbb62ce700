using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Gateway.Actors.Commands;
using Gateway.Actors.Jobs;
using Gateway.Platform.Jobs;
using Gateway.Storage.Audit;
using Gateway.Storage.Jobs;
using Gateway.Storage.Retention;
using Gateway.Storage.Sql;
using Gateway.Tests.Platform.Commands;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Abstractions;
using static Gateway.Actors.Commands.CommandEvents;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Platform.Jobs;

/// <summary>Jobs over HTTP, step by step by a clock of the test's own; the devices' queues take whatever comes, and the test says what their terminals make of it.</summary>
public class JobTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Clock = """{"type":"clock.set"}""";

    private readonly FakeTimeProvider _time = new(Support.TestDatabase.Start);
    private readonly Dictionary<string, JobTurn> _turns = [];
    private PlatformHost _host = null!;
    private int _projected;

    private protected virtual StorageProvider Provider => StorageProvider.Sqlite;

    private JobStore Jobs => _host.Services.GetRequiredService<JobStore>();

    private IEnumerable<EnqueueCommand> Given => _host.Devices.Received.OfType<EnqueueCommand>();

    public async Task InitializeAsync()
    {
        _host = await PlatformHost.StartAsync(services: (_, services) => services.AddSingleton<TimeProvider>(_time), provider: Provider);
        _host.Devices.Answer = message => message switch
        {
            EnqueueCommand order => new CommandAccepted(new CommandStatus(order.Command, CommandState.Queued, 0, null, null, null, null), Existing: false),
            CancelCommand cancel => new CommandUnknown(cancel.Id),
            _ => null,
        };
        var devices = Enumerable.Range(0, 10).Select(i => Support.TestDatabase.Device($"t{i}", site: i < 6 ? "S" : "R", tags: i < 2 ? ["gate"] : []));
        await _host.Database.Devices.PutAsync([.. devices], default);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task LatestAtSite_OfManyJobs_AreThoseWithATargetThere_TheLatestFirst()
    {
        foreach (var (id, targets) in new[] { ("a", """{"sites":["S"]}"""), ("b", """{"sites":["R"]}"""), ("c", """{"sns":["t0","t9"]}""") })
        {
            await PostAsync(targets, $$""",{"id":"{{id}}"}""");
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(["c", "a"], (await Jobs.LatestAtSiteAsync("S", 5, default)).Select(static job => job.Id));
        Assert.Equal(["c"], (await Jobs.LatestAtSiteAsync("S", 1, default)).Select(static job => job.Id));
        Assert.Equal(["c", "b"], (await Jobs.LatestAtSiteAsync("R", 5, default)).Select(static job => job.Id));
        Assert.Empty(await Jobs.LatestAtSiteAsync("nowhere", 5, default));
    }

    [Fact]
    public async Task Post_Job_IsDurableRepeatableAndKnowsItsTargets()
    {
        await _host.PutDeviceAsync("e1", """{"key":"l8iTgWXT","kind":"enrolment"}""");
        const string Targets = """{"sns":["t9","e1","nobody"],"sites":["S"],"tags":["gate"],"except":["t3"]}""";

        var first = await PostAsync(Targets, """,{"id":"j/1"}""");
        var again = await PostAsync("""{"sns":["nobody","t9","e1","t9"],"except":["t3"],"tags":["gate"],"sites":["S"]}""", """,{"id":"j/1"}""");
        var other = await PostAsync(Targets, """,{"id":"j/1","rollout":{"per_minute":5}}""");

        Assert.Equal((HttpStatusCode.Accepted, "/api/v1/jobs/j%2F1"), (first.Status, first.Headers.Location!.OriginalString));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"job_id":"j/1","state":"scheduled","targets":8}"""), first.Json), first.Text);
        Assert.True(JsonNode.DeepEquals(first.Json, again.Json));
        Assert.Equal("job-conflict", other.Problem);
        var shown = (await _host.GetAsync("/api/v1/jobs/j%2F1", _host.ViewerKey)).Json;
        Assert.Equal("j/1 scheduled clock.set 8 0", $"{shown["job_id"]} {shown["state"]} {shown["type"]} {shown["targets"]} {shown["handed_out"]}");
        Assert.Equal("6 2", $"{shown["counts"]!["waiting"]} {shown["counts"]!["failed"]}");
        var failed = await _host.GetAsync("/api/v1/jobs/j%2F1/targets?state=failed");
        Assert.Equal(["e1 device-takes-no-commands", "nobody device-unknown"], failed.Items.Select(item => $"{item!["sn"]} {item["code"]}"));
        var page = await _host.GetAsync("/api/v1/jobs/j%2F1/targets?limit=5");
        var rest = await _host.GetAsync($"/api/v1/jobs/j%2F1/targets?limit=5&cursor={page.Json["next_cursor"]}");
        Assert.Equal(["e1", "nobody", "t0", "t1", "t2", "t4", "t5", "t9"], page.Items.Concat(rest.Items).Select(item => (string)item!["sn"]!));
        Assert.Equal("j/1", (string?)(await _host.GetAsync("/api/v1/jobs?state=scheduled")).Items.Single()!["job_id"]);
        Assert.Empty((await _host.GetAsync("/api/v1/jobs?state=running")).Items);
        var csv = await _host.SendAsync("GET", "/api/v1/jobs?state=scheduled", (string?)null, accept: "text/csv");
        Assert.StartsWith("job_id,state,reason,type,user_id,command_id,targets,handed_out,", csv.Text, StringComparison.Ordinal);
        Assert.Contains("\r\nj/1,scheduled,,clock.set,,", csv.Text, StringComparison.Ordinal);
        csv = await _host.SendAsync("GET", "/api/v1/jobs/j%2F1/targets?state=failed", (string?)null, accept: "text/csv");
        Assert.Equal("sn,state,code,reason\r\ne1,failed,device-takes-no-commands,\r\nnobody,failed,device-unknown,\r\n", csv.Text);
        Assert.Equal(["job.post"], await _host.Database.ColumnAsync<string>("SELECT action FROM audit WHERE action LIKE 'job%'"));
    }

    [Theory]
    [InlineData("""{"sites":["nowhere"]}""", "", "targets-empty")]
    [InlineData("""{"sns":["t1"],"except":["t1"]}""", "", "targets-empty")]
    [InlineData("""{"except":["t1"]}""", "", "command-targets-invalid")]
    [InlineData("""{"sns":["smz-0000000000000123"]}""", "", "command-targets-invalid")]
    [InlineData("""{"all":true}""", """,{"id":"a b"}""", "job-id-invalid")]
    [InlineData("""{"all":true}""", """,{"rollout":{"canary":"0%"}}""", "job-rollout-invalid")]
    [InlineData("""{"all":true}""", """,{"rollout":{"canary":"many"}}""", "job-rollout-invalid")]
    [InlineData("""{"all":true}""", """,{"rollout":{"canary_minutes":5}}""", "job-rollout-invalid")]
    [InlineData("""{"all":true}""", """,{"rollout":{"factor":2}}""", "job-rollout-invalid")]
    [InlineData("""{"all":true}""", """,{"window":{"from":"22:00","to":"22:00"}}""", "job-window-invalid")]
    [InlineData("""{"all":true}""", """,{"abort":{"failed_percent":101,"after":1}}""", "job-abort-invalid")]
    [InlineData("""{"all":true}""", """,{"expires_at":"2025-03-01T08:00:00Z"}""", "job-expiry-invalid")]
    [InlineData("""{"all":true}""", """,{"rollout":{"canary":true}}""", "field-invalid")]
    public async Task Post_WhatIsNoJob_IsRefused(string targets, string more, string problem)
    {
        Assert.Equal(problem, (await PostAsync(targets, more)).Problem);
        Assert.Equal(0, await _host.Database.NumberAsync("SELECT (SELECT count(*) FROM jobs) + (SELECT count(*) FROM job_targets)"));
    }

    [Fact]
    public async Task PostBatch_TargetsThatAreNobody_IsRefusedUnlessSomebodyWasRejected()
    {
        Assert.Equal("targets-empty", (await _host.SendAsync("POST", "/api/v1/commands", """{"targets":{"site":"nowhere"},"command":{"type":"clock.set"}}""")).Problem);
        Assert.Equal(HttpStatusCode.Accepted, (await _host.SendAsync("POST", "/api/v1/commands", """{"targets":{"sns":["nobody"]},"command":{"type":"clock.set"}}""")).Status);
    }

    [Fact]
    public async Task Routes_UnknownJobOrWrongRole_AreRefused()
    {
        Assert.Equal("forbidden", (await _host.SendAsync("POST", "/api/v1/jobs", "{}", _host.ViewerKey)).Problem);
        foreach (var verb in new[] { "pause", "resume", "cancel", "retry" }) Assert.Equal("job-unknown", (await _host.SendAsync("POST", "/api/v1/jobs/none/" + verb, "")).Problem);
        Assert.Equal("job-unknown", (await _host.GetAsync("/api/v1/jobs/none")).Problem);
        Assert.Equal("job-unknown", (await _host.GetAsync("/api/v1/jobs/none/targets")).Problem);
    }

    [Fact]
    public async Task Canary_HandedOut_WaitsUntilItIsResumed()
    {
        var id = await JobAsync("""{"sites":["S"]}""", """,{"rollout":{"canary":"20%"}}""");

        for (var i = 0; i < 3; i++) await StepAsync(id, TimeSpan.FromHours(1));
        var waits = (await _host.GetAsync("/api/v1/jobs/" + id)).Json;
        Assert.Equal("canary canary_waits 2 4", $"{waits["state"]} {waits["reason"]} {waits["handed_out"]} {waits["counts"]!["waiting"]}");
        Assert.Equal(2, Given.Count());

        await _host.SendAsync("POST", $"/api/v1/jobs/{id}/resume", "");
        await StepAsync(id);
        Assert.Equal(6, Given.Select(order => order.Sn).Distinct().Count());
        Assert.Equal("running", await StateAsync(id));
        await EndAsync(id, failed: 0);
        await StepAsync(id);
        Assert.Equal("completed", await StateAsync(id));
        Assert.Equal("job-finished", (await _host.SendAsync("POST", $"/api/v1/jobs/{id}/pause", "")).Problem);
        Assert.Equal("job-without-failures", (await _host.SendAsync("POST", $"/api/v1/jobs/{id}/retry", "")).Problem);
    }

    /// <summary>The answer to the first may have been lost.</summary>
    [Fact]
    public async Task Resume_OfACanaryThatIsUnderWay_ChangesNothing()
    {
        var id = await JobAsync("""{"sites":["S"]}""", """,{"rollout":{"canary":3,"per_minute":1}}""");
        await StepAsync(id);

        await _host.SendAsync("POST", $"/api/v1/jobs/{id}/pause", "");
        foreach (var _ in (string[])["first", "again"]) await _host.SendAsync("POST", $"/api/v1/jobs/{id}/resume", "");

        var job = (await _host.GetAsync("/api/v1/jobs/" + id)).Json;
        Assert.Equal("canary 1", $"{job["state"]} {job["handed_out"]}");
    }

    [Fact]
    public async Task Threshold_TooManyFailed_AbortsAndTheRestStaysUntouched()
    {
        var id = await JobAsync("""{"all":true}""", """,{"rollout":{"per_minute":4},"abort":{"failed_percent":50,"after":4}}""");
        await StepAsync(id);
        await StepAsync(id, TimeSpan.FromSeconds(59));
        Assert.Equal(4, Given.Count());

        await EndAsync(id, failed: 2);
        for (var i = 0; i < 3; i++) await StepAsync(id, TimeSpan.FromMinutes(2));

        var aborted = (await _host.GetAsync("/api/v1/jobs/" + id)).Json;
        Assert.Equal("aborted failed_percent", $"{aborted["state"]} {aborted["reason"]}");
        Assert.NotNull(aborted["ended_at"]);
        Assert.Equal("6 2 2", $"{aborted["counts"]!["waiting"]} {aborted["counts"]!["failed"]} {aborted["counts"]!["succeeded"]}");
        Assert.Equal(4, Given.Count());
        var failed = (await _host.GetAsync($"/api/v1/jobs/{id}/targets?state=failed")).Items;
        Assert.All(failed, target => Assert.Equal("9999 no room", $"{target!["code"]} {target["reason"]}"));
        var masked = (await _host.GetAsync($"/api/v1/jobs/{id}/targets?state=failed", _host.ViewerKey)).Items;
        Assert.All(masked, target => Assert.Equal("***", (string?)target!["reason"]));

        var retry = await _host.SendAsync("POST", $"/api/v1/jobs/{id}/retry", "");
        Assert.Equal((HttpStatusCode.Accepted, 2), (retry.Status, (int)retry.Json["targets"]!));
        Assert.Equal((string?)retry.Json["job_id"], (string?)(await _host.SendAsync("POST", $"/api/v1/jobs/{id}/retry", "")).Json["job_id"]);
        await StepAsync((string)retry.Json["job_id"]!);
        Assert.Equal(failed.Select(target => (string)target!["sn"]!), Given.Skip(4).Select(order => order.Sn).Order());
    }

    [Fact]
    public async Task Window_Closed_NobodyHasATurnUntilItOpens()
    {
        var id = await JobAsync("""{"all":true}""", """,{"window":{"from":"22:00","to":"05:00"},"expires_at":"2025-03-03T00:00:00Z"}"""); // It is 16:00 in Shanghai.

        var due = await StepAsync(id);
        Assert.Equal((0, "scheduled"), (Given.Count(), await StateAsync(id)));
        Assert.True(due <= _time.GetUtcNow() + new JobLimits().LookMax);
        await StepAsync(id, TimeSpan.FromHours(6));
        Assert.Equal((10, "running"), (Given.Count(), await StateAsync(id)));
        Assert.All(Given, order => Assert.Equal(new DateTimeOffset(2025, 3, 3, 0, 0, 0, TimeSpan.Zero), order.Command.ExpiresAt));
    }

    [Fact]
    public async Task Expiry_OfAJob_EndsWhatWaits()
    {
        var id = await JobAsync("""{"all":true}""", """,{"rollout":{"per_minute":4},"expires_at":"2025-03-01T09:00:00Z"}""");
        await StepAsync(id);
        await StepAsync(id, TimeSpan.FromHours(1));
        await EndAsync(id, failed: 0);
        await StepAsync(id);

        var over = (await _host.GetAsync("/api/v1/jobs/" + id)).Json;
        Assert.Equal("completed expired 4 6", $"{over["state"]} {over["reason"]} {over["counts"]!["succeeded"]} {over["counts"]!["expired"]}");
    }

    [Fact]
    public async Task PauseAndCancel_UnderWay_StopItAndTakeBackWhatIsQueued()
    {
        var id = await JobAsync("""{"all":true}""", """,{"rollout":{"per_minute":4}}""");
        await StepAsync(id);
        await PostAsync(id, "pause", "paused");
        await PostAsync(id, "pause", "paused");
        await StepAsync(id, TimeSpan.FromMinutes(2));
        Assert.Equal(4, Given.Count());

        await PostAsync(id, "resume", "running");
        await StepAsync(id);
        Assert.Equal(8, Given.Count());
        var queued = Given.First();
        var cancelled = await PostAsync(id, "cancel", "cancelled");
        Assert.Equal("2 8 by_hand", $"{cancelled["counts"]!["cancelled"]} {cancelled["counts"]!["queued"]} {cancelled["reason"]}");
        _host.Devices.Answer = message => message is not CancelCommand cancel ? null
            : cancel.Sn == queued.Sn ? new CommandFound(new CommandStatus(queued.Command, CommandState.Cancelled, 0, null, null, null, null)) : new CommandUnknown(cancel.Id);
        await StepAsync(id);
        await StepAsync(id);
        await _host.Database.ProjectAsync(new CommandCancelled(queued.Sn, queued.Command, 0, null, null, null, _time.GetUtcNow()));

        Assert.Equal(8, _host.Devices.Received.OfType<CancelCommand>().Select(cancel => (cancel.Sn, cancel.Id)).Distinct().Count());
        var ended = (await _host.GetAsync("/api/v1/jobs/" + id)).Json;
        Assert.Equal("cancelled 10", $"{ended["state"]} {ended["counts"]!["cancelled"]}");
        Assert.NotNull(ended["ended_at"]);
    }

    [Fact]
    public async Task Runner_KilledBetweenMarkAndOrder_TheNextOneGivesTheVerySameOrders()
    {
        var id = await JobAsync("""{"all":true}""", "");
        var store = _host.Services.GetRequiredService<JobRunStore>();
        var (killed, _) = await store.ClaimAsync(id, job => JobStep.Of(job, _time.GetUtcNow(), TimeZoneInfo.Utc, 3), _time.GetUtcNow(), default);
        Assert.Equal((3, 0), (killed.Count, Given.Count()));

        using var stop = new CancellationTokenSource();
        var runner = _host.Services.GetRequiredService<JobRunner>();
        var other = ActivatorUtilities.CreateInstance<JobRunner>(_host.Services);
        Task[] runs = [runner.RunAsync(stop.Token), other.RunAsync(stop.Token)];
        await Patience.UntilAsync(() => Given.Select(order => order.Sn).Distinct().Count() == 10, "ten have their order");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(runs));

        Assert.Equal(7, 10 - Given.Select(order => order.Sn).Distinct().Count(killed.Contains));
        Assert.Single(Given.Select(order => (order.Command.Id, order.Command.ContentHash, order.Command.BatchId)).Distinct());
        Assert.Equal(10, (await Jobs.GetAsync(id, default))!.Progress.HandedOut);
    }

    [Fact]
    public async Task Device_ThatRefusesOrIsGone_IsAFailedTarget()
    {
        var id = await JobAsync("""{"sns":["t0","t1","t2"]}""", "");
        await _host.Database.Devices.DeleteAsync("t0", default);
        _host.Devices.Answer = message => message is not EnqueueCommand order ? null
            : order.Sn == "t1" ? new QueueFull(1000)
            : new CommandAccepted(new CommandStatus(order.Command with { BatchId = "another" }, CommandState.Queued, 0, null, null, null, null), Existing: true);
        await StepAsync(id);
        await StepAsync(id);

        Assert.Equal(
            ["t0 device-unknown", "t1 command-queue-full", "t2 command-conflict"],
            (await _host.GetAsync($"/api/v1/jobs/{id}/targets?state=failed")).Items.Select(item => $"{item!["sn"]} {item["code"]}"));
        Assert.Equal("completed", await StateAsync(id));

        var reasons = await Jobs.CountReasonsAsync(id, default);
        Assert.Equal(["command-conflict 1", "command-queue-full 1", "device-unknown 1"], reasons.Select(reason => $"{reason.Code} {reason.Targets}"));
        var full = await Jobs.ListTargetsAsync((await Jobs.GetAsync(id, default))!, null, "command-queue-full", 9, null, default);
        Assert.Equal(["t1"], full.Items.Select(target => target.Sn));
        var again = await _host.Services.GetRequiredService<JobMaking>().RetryAsync(id, reasons[1], new AuditCaller("k", "platform", "::1"), default);
        Assert.Equal((1, id), (again.Job!.Targets, again.Job.RetryOf));
    }

    [Fact]
    public async Task Person_OfAJob_IsKeptAWeekLongerThanTheJob()
    {
        var push = Samples.PushJson(null, Samples.Photo());
        var job = $$$"""{"targets":{"sns":["nobody","t1"]},"command":{{{push}}},"rollout":{"per_minute":1}}""";
        var id = (string)(await _host.SendAsync("POST", "/api/v1/jobs", job)).Json["job_id"]!;
        Assert.Equal(0, await UnusedAsync(TimeSpan.FromDays(20)));
        await _host.SendAsync("POST", $"/api/v1/jobs/{id}/cancel", "");
        await StepAsync(id);
        Assert.Equal(0, await UnusedAsync(TimeSpan.FromDays(26)));
        Assert.Equal(2, await UnusedAsync(TimeSpan.FromDays(28)));
        Assert.Equal("job-person-gone", (await _host.SendAsync("POST", $"/api/v1/jobs/{id}/retry", "")).Problem);

        var at = Support.TestDatabase.Start.AddDays(21);
        var retention = new RetentionStore(_host.Database.Database);
        Assert.Equal((0, 0), (await retention.DeleteJobTargetsAsync(at.AddDays(-2), 9, default), await retention.DeleteJobsAsync(at, 9, default)));
        Assert.Equal((2, 1), (await retention.DeleteJobTargetsAsync(at, 9, default), await retention.DeleteJobsAsync(at, 9, default)));

        async Task<int> UnusedAsync(TimeSpan after)
        {
            _time.SetUtcNow(Support.TestDatabase.Start + after);
            _host.Database.Clock.Now = _time.GetUtcNow();
            return await _host.Database.Persons.DeleteUnusedAsync(_time.GetUtcNow(), 10, default);
        }
    }

    [Fact]
    public async Task Post_TwentyThousandTargets_AreRowsAndHandedOutInSteps()
    {
        var all = await _host.Database.ColumnAsync<string>(Provider == StorageProvider.Sqlite
            ? "SELECT name FROM pragma_table_info('devices')"
            : "SELECT column_name FROM information_schema.columns WHERE table_name = 'devices'");
        var columns = string.Join(", ", all.Where(column => column != "sn"));
        await _host.Database.ExecuteAsync(
            $"""
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 19989)
            INSERT INTO devices (sn, {columns}) SELECT 'm' || i, {columns} FROM n, devices WHERE sn = 't0'
            """);

        var started = Stopwatch.GetTimestamp();
        var answer = await PostAsync("""{"all":true}""", "");
        output.WriteLine($"20 000 targets accepted in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.00} s");
        Assert.Equal(20_000, (int)answer.Json["targets"]!);
        Assert.Equal(20_000, await _host.Database.NumberAsync("SELECT count(*) FROM job_targets"));
        Assert.Equal((0, 0), (Given.Count(), await _host.Database.NumberAsync("SELECT count(*) FROM commands")));
        await StepAsync((string)answer.Json["job_id"]!);
        Assert.Equal(new JobLimits().TargetsPerStep, Given.Count());
    }

    private Task<Answer> PostAsync(string targets, string more)
    {
        var job = JsonNode.Parse($$"""{"targets":{{targets}},"command":{{Clock}}}""")!.AsObject();
        if (more.Length > 0) foreach (var (name, value) in JsonNode.Parse(more[1..])!.AsObject()) job[name] = value?.DeepClone();
        return _host.SendAsync("POST", "/api/v1/jobs", job.ToJsonString());
    }

    private async Task<string> JobAsync(string targets, string more) => (string)(await PostAsync(targets, more)).Json["job_id"]!;

    private async Task<JsonNode> PostAsync(string id, string verb, string state)
    {
        var answer = await _host.SendAsync("POST", $"/api/v1/jobs/{id}/{verb}", "");
        Assert.Equal((HttpStatusCode.OK, state), (answer.Status, (string?)answer.Json["state"]));
        return answer.Json;
    }

    private async Task<string?> StateAsync(string id) => (string?)(await _host.GetAsync("/api/v1/jobs/" + id)).Json["state"];

    /// <summary>One step of the runner, after so long; what it gave is projected.</summary>
    private async Task<DateTimeOffset> StepAsync(string id, TimeSpan after = default)
    {
        _time.Advance(after);
        if (!_turns.TryGetValue(id, out var turn)) _turns[id] = turn = new JobTurn();
        var due = await _host.Services.GetRequiredService<JobSteps>().RunAsync((await Jobs.GetAsync(id, default))!, turn, default);
        ICommandEvent[] queued = [.. Given.Skip(_projected).Select(order => new CommandQueued(order.Sn, order.Command, order.At))];
        _projected += queued.Length;
        if (queued.Length > 0) await _host.Database.ProjectAsync(queued);
        return due;
    }

    /// <summary>The terminals that have the job's command report, so many of them a failure.</summary>
    private async Task EndAsync(string id, int failed)
    {
        ICommandEvent[] ends =
        [
            .. Given.Where(order => order.Command.BatchId == id).DistinctBy(order => order.Sn).Select<EnqueueCommand, ICommandEvent>((order, i) => i < failed
                ? new CommandFailed(order.Sn, order.Command, 1, "9999", "no room", order.At, order.At)
                : new CommandSucceeded(order.Sn, order.Command, 1, "0000", "ok", order.At, order.At)),
        ];
        await _host.Database.ProjectAsync(ends);
    }
}
