using System.CommandLine;
using Gateway.Simulator.Enrolment;
using Gateway.Simulator.Ledgers;
using Gateway.Simulator.Photos;
using Gateway.Simulator.Platform;
using static Gateway.Simulator.Verbs.OptionRules;

namespace Gateway.Simulator.Verbs;

/// <summary><c>enrol</c>: enrolment terminals that register workers (§4).</summary>
internal sealed class EnrolVerb
{
    private const int WrongShownMax = 20;

    private readonly Option<int> _workers = Number("--workers", "How many workers.", 1000).Between(1, 10_000_000);
    private readonly Option<int> _terminals = Number("--terminals", "How many enrolment terminals share them.", 4).Between(1, 999);
    private readonly Option<int> _photoBytes =
        Number("--photo-bytes", "Bytes of each of the three photos; 0 for as few as possible.", 0).Between(0, 2 * 1024 * 1024);
    private readonly Option<int> _atOnce = Number("--at-once", "Registrations sent at the same time.", 8).Between(1, 256);
    private readonly Option<Uri> _address = DeviceHttpOption.Create();
    private readonly Option<long> _seed = Number("--seed", "Workers and keys are made from it.", 1L);
    private readonly Option<bool> _noProvision = new("--no-provision") { Description = "Do not create the devices first." };

    private readonly Option<string> _prefix = new Option<string>("--prefix")
    {
        Description = "What every SN begins with, <prefix>-001 …, and the name of the site.",
        DefaultValueFactory = _ => "enrol"
    }.MakingSns("-001");

    private readonly Option<string> _ledger = new("--ledger")
    {
        Description = "Append every registration that was answered 0 to this file, a JSON object a line, hashes only, for verify-registrations.",
        HelpName = "file"
    };

    private readonly PlatformOptions _platform = new();

    public static Command Create() => new EnrolVerb().ToCommand();

    private Command ToCommand()
    {
        var verb = new Command(
            "enrol",
            "Enrolment terminals register workers with valid ID numbers and three photos each (small real JPEGs): multipart and url-encoded, both spellings, "
            + "photos plain, encoded twice, prefixed, and with spaces for pluses. The only right answer is {\"errcode\":0,\"errmsg\":\"\"}; without an "
            + "answer it is sent again. Exit code 1 after any other answer.")
        {
            _workers, _terminals, _photoBytes, _atOnce, _prefix, _seed, _noProvision, _ledger, _address
        };
        _platform.AddTo(verb);
        verb.Validators.Add(result =>
        {
            if (result.GetValue(_photoBytes) is not (> 0 and < FaceImage.LengthMin)) return;
            result.AddError($"--photo-bytes: 0, or {FaceImage.LengthMin} and more is allowed.");
        });
        verb.SetAction(RunAsync);
        return verb;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var output = parsed.InvocationConfiguration.Output;
        var settings = new EnrolmentSettings
        {
            DeviceHttp = parsed.GetRequiredValue(_address),
            Workers = parsed.GetValue(_workers),
            Terminals = parsed.GetValue(_terminals),
            Prefix = parsed.GetRequiredValue(_prefix),
            Seed = parsed.GetValue(_seed),
            PhotoLength = parsed.GetValue(_photoBytes),
            AtOnce = parsed.GetValue(_atOnce)
        };
        if (!parsed.GetValue(_noProvision))
        {
            using var platform = _platform.Connect(parsed);
            if (!await Provisioner.RunAsync(platform, settings.Devices(), settings.Prefix, output, stop)) return ExitCode.Broken;
        }

        try
        {
            return await RunAsync(settings, parsed.GetValue(_ledger), output, stop);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The ledger cannot be written: {e.Message}", e);
        }
    }

    private static async Task<int> RunAsync(EnrolmentSettings settings, string? path, TextWriter output, CancellationToken stop)
    {
        await using var ledger = path is null ? null : new RegistrationLedger(new JsonLineFile(path, TimeProvider.System));
        var run = new EnrolmentRun(settings, ledger, TimeProvider.System);
        var started = TimeProvider.System.GetTimestamp();
        await run.RunAsync(stop);
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        var latency = run.Latency.TakeAll();
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"registered {run.Registered} of {settings.Workers} in {seconds:F1} s, {run.Registered / Math.Max(seconds, 0.001):F0}/s, "
            + $"{run.AnswersLost} without an answer sent again"));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"ms: p50 {latency.P50Ms:F1} p99 {latency.P99Ms:F1} max {latency.MaxMs:F1}"));
        foreach (var wrong in run.Wrong.Kept().Take(WrongShownMax)) await output.WriteLineAsync($"  {wrong}");
        var isFine = run.Wrong.Count == 0 && run.Registered == settings.Workers;
        await output.WriteLineAsync(isFine ? "fine: every registration was answered 0" : $"FAILED: {run.Wrong.Count} wrong answers");
        return isFine ? ExitCode.Fine : ExitCode.Broken;
    }
}
