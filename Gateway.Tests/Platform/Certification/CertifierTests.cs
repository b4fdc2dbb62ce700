using System.Text.Json.Nodes;
using Gateway.Platform.Certification;
using Gateway.Simulator.Firmwares;
using Gateway.Storage.Certification;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Abstractions;

namespace Gateway.Tests.Platform.Certification;

/// <summary>
/// The whole way: a node, terminals of the simulator with one fault each, the script, the report: it finds each fault by the right line, and nothing else
/// (docs/certification.md has the table).
/// </summary>
public sealed class CertifierTests(ITestOutputHelper output)
{
    /// <summary>Runs at once on the one node.</summary>
    private const int AtOnce = 12;

    /// <summary>Fault, and the lines that must find it; all other lines must find nothing.</summary>
    private static readonly (string? Fault, bool IsHttps, (string Line, string Verdict)[] Found)[] Matrix =
    [
        (null, false, []),
        (null, true, []),
        ("clock-never-set", false, [("clock-set", "fails")]),
        ("clock-unreadable", false, [("clock-readable", "tolerated")]),
        ("clock-1970", false, [("upload-clock", "tolerated")]),
        ("upload-drops-unanswered", false, [("upload-lost", "fails")]),
        ("upload-drops-refused", false, [("upload-refused", "fails")]),
        ("upload-impatient", false, [("upload-slow", "tolerated")]),
        ("push-never-answers", false, [("push-plain", "fails")]),
        ("push-answers-late", false, [("result-time", "tolerated")]),
        ("push-says-0-as-number", false, [("result-code", "tolerated")]),
        ("push-batch-hides-bad", false, [("push-bad", "fails")]),
        ("push-twice-forgets", false, [("push-again", "fails")]),
        ("photo-inline-refused", false, [("push-photo", "tolerated")]),
        ("photo-packets-refused", false, [("push-packets", "tolerated")]),
        ("packets-from-0", false, [("push-packets", "tolerated")]),
        ("count-number", false, [("push-count", "tolerated")]),
        ("announce-ignored", false, [("follow-up", "tolerated")]),
        ("direct-ignored", false, []),
        ("no-drain", false, [("push-drain", "tolerated")]),
        ("delete-never-answers", false, [("delete-known", "fails")]),
        ("delete-unknown-fails", false, [("delete-unknown", "tolerated")]),
        ("frame-split-unread", false, [("push-split", "fails")]),
        ("cut-frame-stuck", false, [("push-cut", "fails")]),
        ("unknown-word-crash", false, [("unknown-word", "fails")]),
        ("checksum-wrong", false, [("frames", "fails")]),
        ("sn-other", false, [("body-sn", "fails")]),
        ("gives-up-after-refusal", false, [("key-refused", "fails")]),
        ("answer-needs-string", true, [("answer-json", "tolerated")]),
        ("answer-needs-json", true, []),
        ("feedback-none", true, [("pull-one", "tolerated")]),
        ("feedback-per-pull", true, [("feedback", "tolerated")]),
        ("feedback-per-person", true, []),
        ("feedback-for-empty", true, [("feedback-empty", "tolerated")]),
        ("feedback-late", true, [("answer-json", "tolerated"), ("feedback", "tolerated"), ("feedback-empty", "tolerated")]), // Not by its own line.
        ("deletion-words", true, [("http-delete", "tolerated")]),
        ("deletion-swapped", true, [("http-delete", "fails")]),
        ("delete-unknown-throws", true, [("http-delete-unknown", "tolerated")]),
        ("deletes-on-any-answer", true, [("http-upload-refused", "tolerated")]),
        ("upload-key-is-sn", true, [("upload-key", "fails")]),
        ("upload-count-wrong", true, [("http-upload-count", "tolerated")]),
    ];

    [CertifyFact]
    [Trait(Category.Name, Category.Long)]
    public async Task Certification_OfATerminalWithOneFault_FindsItByTheRightLineAndNothingElse()
    {
        var wanted = CertifyFactAttribute.Faults!;
        var rows = Matrix.Where(row => wanted == "all" || wanted.Split(',').Contains(row.Fault ?? "none"));
        await using var certified = await CertifiedNode.StartAsync(factor: 20);

        var wrong = new List<string>();
        foreach (var batch in rows.Chunk(AtOnce))
            foreach (var (row, report) in await Task.WhenAll(batch.Select(async row => (row, await CertifyAsync(certified, row.Fault, row.IsHttps))))) Judge(row, report, wrong);

        Assert.Empty(wrong);
        var records = await certified.Node.GetAsync("/api/v1/attendance?limit=1000");
        Assert.NotEmpty(records["items"]!.AsArray());
        Assert.All(records["items"]!.AsArray(), static item => Assert.True((bool)item!["extra"]!["certifying"]!));
    }

    [Fact]
    [Trait(Category.Name, Category.Long)]
    public async Task Run_WhoseNodeIsGone_IsEndedAndItsTestPersonsDeleted()
    {
        await using var certified = await CertifiedNode.StartAsync(factor: 10);
        var store = certified.Node.Services.GetRequiredService<CertificationStore>();
        await certified.Node.PutDeviceAsync("smz-gone");
        var gone = certified.Now.AddMinutes(-5);
        var number = (await store.BeginAsync("smz-gone", null, null, null, gone, default))!.Value;
        await store.SaveAsync(number, CertificationRow.Running, (CertificationReport.Empty with { Persons = [1, 2] }).ToJson(), gone, null, default);

        await Patience.UntilAsync(async () => (await store.GetAsync("smz-gone", number, default))!.State == CertificationRow.Aborted, "the run is ended");

        var commands = await certified.Node.CommandsAsync("smz-gone");
        await Patience.UntilAsync(async () => (commands = await certified.Node.CommandsAsync("smz-gone")).Count == 2, "the deletions are in the list");
        Assert.Equal([$"cert-{number}-1", $"cert-{number}-2"], commands.Select(static command => (string?)command["user_id"]).Order());
        Assert.All(commands, static command => Assert.Equal("person.delete", (string?)command["type"]));
    }

    private static Task<JsonNode> CertifyAsync(CertifiedNode certified, string? fault, bool isHttps)
    {
        var firmware = isHttps ? Firmware.HttpsStandard : Firmware.SocketStandard;
        return certified.CertifyAsync($"c-{Math.Abs((fault ?? (isHttps ? "https" : "socket")).GetHashCode(StringComparison.Ordinal) % 1_000_000_000)}", fault is null
            ? firmware : firmware.With(FirmwareFault.Of(fault)!));
    }

    private void Judge((string? Fault, bool IsHttps, (string Line, string Verdict)[] Found) row, JsonNode report, List<string> wrong)
    {
        var name = row.Fault ?? (row.IsHttps ? "no fault (https)" : "no fault (socket)");
        output.WriteLine($"== {name}: {report["state"]} {report["reason"]}");
        foreach (var line in report["lines"]!.AsArray()) output.WriteLine($"{line!["verdict"],-10} {line["line"],-20} {line["seen"]}");
        var found = CertifiedNode.Verdicts(report).Where(static verdict => verdict.Value is "fails" or "tolerated")
            .Select(static verdict => (verdict.Key, verdict.Value)).Order().ToList();
        var expected = row.Found.Order().ToList();
        if (!found.SequenceEqual(expected) || (string?)report["state"] != "completed") wrong.Add($"{name}: found {string.Join(' ', found)}, expected {string.Join(' ', expected)}");
    }
}
