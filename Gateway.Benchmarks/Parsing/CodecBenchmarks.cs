using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Gateway.Benchmarks.Measuring;

namespace Gateway.Benchmarks.Parsing;

/// <summary>
/// The codec by BenchmarkDotNet: in this process and with its short job, which is enough for factors of two and for allocated bytes, which are exact.
/// </summary>
internal static class CodecBenchmarks
{
    /// <summary>Object header, method table and length of an array: what a body costs beside its bytes on a 64-bit machine.</summary>
    private const int ArrayOverhead = 24;

    public static IReadOnlyList<Finding> Run()
    {
        using var directory = new WorkDirectory(Path.GetTempPath());
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(NullLogger.Instance)
            .WithArtifactsPath(directory.Path)
            .WithOptions(ConfigOptions.DisableLogFile);
        var parsing = Measure(BenchmarkRunner.Run<HeartbeatParsing>(config));
        var des = Measure(BenchmarkRunner.Run<DesDecryption>(config));
        var whole = parsing[nameof(HeartbeatParsing.ReadDecryptParse)];
        var frame = parsing[nameof(HeartbeatParsing.ReadFrame)];
        var ours = des[nameof(DesDecryption.Ours)];
        const int body = HeartbeatParsing.BodyLength + ArrayOverhead;
        return
        [
            new Finding("FrameReader, one heartbeat", Text(frame), $"its body: {body} B", $"{frame.Bytes} B", "the body alone", frame.Bytes == body),
            new Finding("FrameReader + decrypt + parse", Text(whole), $"its body: {body} B", $"{whole.Bytes} B", "the body alone", whole.Bytes == body),
            Des("DES of 64 bytes: cached transform / ours", ours, des[nameof(DesDecryption.CachedTransform)]),
            Des("DES of 64 bytes: one-shot / ours", ours, des[nameof(DesDecryption.OneShot)]),
        ];
    }

    private static Finding Des(string what, Measurement ours, Measurement platform) =>
        new(what, Text(ours), Text(platform), $"{platform.Nanoseconds / ours.Nanoseconds:F2}", "", null);

    private static Dictionary<string, Measurement> Measure(Summary summary)
    {
        var measured = new Dictionary<string, Measurement>();
        foreach (var report in summary.Reports)
        {
            var name = report.BenchmarkCase.Descriptor.WorkloadMethod.Name;
            var mean = report.ResultStatistics?.Mean ?? throw new InvalidOperationException($"{name} could not be measured");
            measured[name] = new Measurement(mean, report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0);
            Console.WriteLine($"codec, {name,-17} {Text(measured[name])} (± {report.ResultStatistics.StandardDeviation:F0} ns)");
        }

        return measured;
    }

    private static string Text(Measurement measured) => $"{measured.Nanoseconds:F0} ns, {measured.Bytes} B";

    private readonly record struct Measurement(double Nanoseconds, long Bytes);
}
