using Gateway.Codec.Framing;
using Gateway.Simulator.Enrolment;
using Gateway.Simulator.Http;
using Gateway.Simulator.Photos;
using Gateway.Simulator.Platform;
using Gateway.Simulator.Reports;
using Gateway.Simulator.Terminals;
using Gateway.Simulator.Verbs;
using Gateway.Simulator.Verification;
using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.Whole.Processes;
using Xunit;

namespace Gateway.Tests.Simulator;

/// <summary>The simulator against the whole node, over real sockets, HTTP and HTTPS.</summary>
[Trait(Category.Name, Category.Long)]
public sealed class WholeRunTests : IAsyncLifetime
{
    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync(new Dictionary<string, string>
    {
        ["DeviceHttp:Urls"] = "http://127.0.0.1:0;https://127.0.0.1:0",
        ["Dialects:per-person:feedback"] = "person",
        ["Dialects:swapped:feedbackSwapped"] = "true",
    });

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Theory]
    [InlineData(0)] // http
    [InlineData(1)] // https, self-signed
    public async Task PushesAndDeletions_OverTheSocketAndEachHabit_SucceedAndAreOnceInTheFeed(int listener)
    {
        const string Words = "照片不清楚";
        using var directory = new TempDirectory();
        var settings = Settings(_node.DeviceHttp[listener], directory.Combine("acks.jsonl"), Words);
        using var platform = new PlatformClient(_node.Http.BaseAddress!, TestNode.AdminKey);
        Assert.True(await Provisioner.RunAsync(platform, settings.Devices(null), "sim", TextWriter.Null, default));
        using var stop = new CancellationTokenSource();
        var running = new RunSession(settings, TextWriter.Null, TimeProvider.System).RunAsync(stop.Token);

        string[] sns = [.. Enumerable.Range(0, 4).Select(i => RunSettings.SnOf("sim", i))];
        foreach (var sn in sns)
        {
            for (var i = 0; i < 5; i++) await _node.CommandAsync(sn, Push(i == 3 ? "bad3" : $"u{i}", FaceImage.Make(i, 2_000)));
            await _node.CommandAsync(sn, new { type = "person.delete", user_id = "u77" });
        }

        foreach (var sn in sns)
        {
            await Patience.UntilAsync(
                async () => (await _node.CommandsAsync(sn)).Count(command => command["ended_at"] is not null) == 6, "all have ended, " + sn);
            var ended = await _node.CommandsAsync(sn);
            var failed = Assert.Single(ended, command => command["state"]!.GetValue<string>() != "succeeded");
            string Text(string name) => failed[name]!.GetValue<string>();
            Assert.Equal(("bad3", "failed", Words), (Text("user_id"), Text("state"), Text("result_desc")));
            var outcomes = await _node.OutcomesAsync(sn, 6);
            Assert.Equal(ended.Select(command => command["id"]!.GetValue<string>()).Order(), outcomes.Select(outcome => outcome.Id).Order());
        }

        await stop.CancelAsync();
        var report = await running;
        Assert.Empty(report.WrongAnswers);
        Assert.Null(report.Failure);
        Assert.InRange(report.PersonsPushed, 4 * 4, (4 * 4) + 6); // two report each pull: three persons of whom that is not known yet go once more, each alone (D31)
        Assert.Equal(4, report.PersonsDeleted);
        Assert.True(report.Poll.Count > 0);
        await VerifyRecordsAsync(platform, directory.Combine("acks.jsonl"), report);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 30_000)]
    public async Task Enrolment_InAllShapes_IsThereByteForByteAndNoIdNumberOnDisk(int listener, int photoLength)
    {
        const int Workers = 5 * EnrolmentRequest.Shapes;
        using var directory = new TempDirectory();
        var settings = new EnrolmentSettings
        {
            DeviceHttp = _node.DeviceHttp[listener],
            Workers = Workers,
            Terminals = 3,
            Prefix = "enrol",
            Seed = 5,
            PhotoLength = photoLength
        };
        using var platform = new PlatformClient(_node.Http.BaseAddress!, TestNode.AdminKey);
        Assert.True(await Provisioner.RunAsync(platform, settings.Devices(), "enrol", TextWriter.Null, default));
        var run = new EnrolmentRun(settings, null, TimeProvider.System);

        await run.RunAsync(default);
        await run.RunAsync(default); // The same again is one (§4).

        Assert.Empty(run.Wrong.Kept());
        Assert.Equal(2 * Workers, run.Registered);
        var checker = new RegistrationChecker();
        var workers = Enumerable.Range(0, Workers).Select(i => Worker.Make(5, i, photoLength)).ToList();
        foreach (var worker in workers) checker.Acknowledged(worker.KeyAt(settings.SnOf(worker.Number % 3)));
        await new RegistrationReader(platform, "enrol").ReadAsync(checker, default);
        Assert.All(checker.Judge(), violation => Assert.Equal((0, violation.What), (violation.Count, violation.What)));
        AssertNotOnDisk(workers);
    }

    private void AssertNotOnDisk(List<Worker> workers)
    {
        var files = DataFiles.Read(_node.DataPath);
        Assert.Contains(files, file => file.Where == "gateway.db-wal");
        foreach (var worker in workers)
        {
            var canary = Canary.OfText(worker.ToString(), worker.IdNumber);
            Assert.All(files, file => Assert.Empty(canary.FoundIn(file.Where, file.Bytes)));
        }
    }

    private static object Push(string user, byte[] photo) =>
        new { type = "person.push", person = new { user_id = user, name = "测试", face_template = Convert.ToBase64String(photo) } };

    /// <summary>One socket terminal and one of each habit.</summary>
    private RunSettings Settings(Uri deviceHttp, string ackLog, string words) => new()
    {
        Gateway = _node.Endpoint,
        Terminals = 1,
        HttpTerminals = 3,
        Habits = [HttpHabit.Java, HttpHabit.DotNet, HttpHabit.Android],
        DeviceHttp = deviceHttp,
        Duration = TimeSpan.FromHours(1),
        Prefix = "sim",
        Seed = 3,
        Order = ByteOrder.Big,
        AckLog = ackLog,
        Fleet = new FleetOptions
        {
            HeartbeatEvery = TimeSpan.FromSeconds(0.3),
            PollEvery = TimeSpan.FromSeconds(0.2),
            UploadEvery = TimeSpan.FromSeconds(0.5),
            RampPerSecond = 1000,
            AnswerTimeout = Patience.Max,
            FailUsers = "bad*",
            FailWords = words,
            RunTag = "t"
        }
    };

    private static async Task VerifyRecordsAsync(PlatformClient platform, string ackLog, RunReport report)
    {
        var checker = new DeliveryChecker();
        await using var log = File.OpenRead(ackLog);
        var acknowledged = 0;
        await foreach (var record in AckLogReader.ReadAsync(log))
        {
            checker.Acknowledged(record);
            acknowledged++;
        }

        Assert.Equal(report.RecordsAcknowledged, acknowledged);
        await new DeliveryReader(platform, "sim", TimeProvider.System).ReadAsync(checker, Patience.Max, default);
        Assert.True(checker.Judge().IsKept);
    }
}
