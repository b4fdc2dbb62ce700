using System.Net;
using System.Xml.Linq;
using Gateway.Codec.Framing;
using Gateway.Simulator.Reports;
using Gateway.Simulator.Terminals;
using Gateway.Simulator.Verbs;
using Xunit;

namespace Gateway.Tests.Simulator;

/// <summary>Open loop, storm, merged reports and the picture.</summary>
[Trait(Category.Name, Category.Long)]
public sealed class RunReportTests
{
    private const string Fine = """{"result_code":"0000","result_desc":""}""";

    [Fact]
    public void Merge_TwoRecorders_HasThePercentilesOfBothTogether()
    {
        var fast = new LatencyRecorder();
        var slow = new LatencyRecorder();
        for (var i = 0; i < 98; i++) fast.Record(TimeSpan.FromMilliseconds(1));
        for (var i = 0; i < 2; i++) slow.Record(TimeSpan.FromMilliseconds(500));
        fast.TakeAll();
        slow.TakeAll();

        var both = LatencySummary.Of(EncodedHistogram.Merge([fast.EncodeAll(), "", slow.EncodeAll()]));

        Assert.Equal(100, both.Count);
        Assert.InRange(both.P50Ms, 0.999, 1.001);
        Assert.InRange(both.P99Ms, 499.5, 500.5);
    }

    [Theory]
    [InlineData("no base64!")]
    [InlineData("AAAA")]
    public void Merge_TextThatIsNoHistogram_IsRefused(string text) => Assert.Throws<FormatException>(() => EncodedHistogram.Merge([text]));

    [Fact]
    public void OpenLoop_AnUploadThatWaitedForAConnection_CountsFromWhenItWasDue()
    {
        var bench = new TerminalBench(openLoop: true).Connect();
        bench.Answer(0x10, 0x00);
        bench.TakeSent();
        bench.Disconnect();
        bench.Pass(13); // An upload was due within the first ten seconds.

        bench.Connect();
        bench.Answer(0x10, 0x00);
        bench.Answer(0x19, 0x01, Fine);

        Assert.True(bench.Context.UploadLatency.TakeAll().MaxMs >= 3000);
    }

    [Fact]
    public async Task Storm_OfAllTerminals_IsReportedAndMergedAndDrawn()
    {
        await using var gateway = new ScriptedGateway(KeyOf, Right);
        RunReport[] reports = [.. (await Task.WhenAll(RunAsync(gateway.Address, 1), RunAsync(gateway.Address, 11))).Select(Reread)];

        Assert.All(reports, report => Assert.Null(report.Failure));
        Assert.All(reports, report => Assert.Equal((10L, 10L), (report.Storm!.Terminals, report.Storm.Served)));
        Assert.Equal(20, gateway.Requests.Select(request => request.Sn).Distinct().Count());

        var merged = ReportMerger.Merge(reports);

        Assert.Equal(20, merged.Terminals);
        Assert.Equal(20, merged.Reconnects);
        Assert.Equal(reports.Sum(report => report.Heartbeat.Count), merged.Heartbeat.Count);
        Assert.Equal(reports.Max(report => report.Upload.MaxMs), merged.Upload.MaxMs);
        Assert.Equal(20, merged.Storm!.Served);
        var plot = XDocument.Parse(RunPlot.Draw(merged));
        Assert.Equal(7, plot.Descendants().Count(element => element.Name.LocalName == "path"));
    }

    private static RunReport Reread(RunReport report) =>
        JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(report, RunReportJson.Default.RunReport), RunReportJson.Default.RunReport)!;

    private static Task<RunReport> RunAsync(EndPoint gateway, int first)
    {
        var settings = new RunSettings
        {
            Gateway = gateway,
            Terminals = 10,
            FirstTerminal = first,
            Duration = TimeSpan.FromSeconds(10),
            StormAt = TimeSpan.FromSeconds(3),
            Prefix = "sim",
            Seed = 7,
            Order = ByteOrder.Big,
            Fleet = new FleetOptions
            {
                HeartbeatEvery = TimeSpan.FromSeconds(0.3),
                UploadEvery = TimeSpan.FromSeconds(0.4),
                RampPerSecond = 1000,
                AnswerTimeout = Patience.Max,
                OpenLoop = true,
                SourceAddresses = 3,
                RunTag = "t"
            }
        };
        return new RunSession(settings, TextWriter.Null, TimeProvider.System).RunAsync(CancellationToken.None);
    }

    private static string KeyOf(string sn) => TerminalKeys.Derive(7, sn);

    private static byte[]? Right(TerminalRequest request) => request.Word == 0x19
        ? GatewayBytes.Reply(0x19, 0x01, request.Sn, KeyOf(request.Sn), Fine)
        : GatewayBytes.Reply(0x10, 0x00, request.Sn, KeyOf(request.Sn));
}
