using System.CommandLine;
using System.CommandLine.Parsing;
using Gateway.Codec.Framing;
using Gateway.Simulator.Platform;
using Gateway.Simulator.Reports;
using Gateway.Simulator.Terminals;
using static Gateway.Simulator.Verbs.OptionRules;

namespace Gateway.Simulator.Verbs;

/// <summary><c>run</c>: many terminals with heartbeats, uploads and commands.</summary>
internal sealed class RunVerb
{
    private const int NumberMax = 99_999;

    private readonly Option<int> _terminals = Number("--terminals", "How many terminals on the socket.", 2000).Between(0, 99_999);
    private readonly HttpTerminalOptions _http = new();
    private readonly Option<double> _seconds = Number("--seconds", "How long they run; after that, requests without an answer get five more seconds.", 60d).Between(1d, 1e7);
    private readonly Option<double> _heartbeatEvery = Number("--heartbeat-every", "Seconds between the heartbeats of one terminal.", 30d).Between(0.01, 3600);

    private readonly Option<double> _uploadsPerSecond =
        Number("--uploads-per-second", "Uploads of all terminals together; 0 for none.", 100d).Between(0, 1e6);

    private readonly Option<double> _uploadEvery =
        new Option<double>("--upload-every") { Description = "Seconds between the uploads of one terminal, instead of --uploads-per-second." }
            .Between(0.01, 86_400);

    private readonly Option<int> _recordsPerUpload =
        Number("--records-per-upload", "Records in each upload.", FleetOptions.RecordsPerUploadMax).Between(1, FleetOptions.RecordsPerUploadMax);

    private readonly Option<string> _prefix = new("--prefix")
    {
        Description = "What every SN begins with, <prefix>-00001 …, and the name of the site.",
        DefaultValueFactory = _ => "sim"
    };

    private readonly Option<long> _seed = Number("--seed", "The terminals' keys are made from it and the SN.", 1L);

    private readonly Option<string> _order = new("--order")
    {
        Description = "Byte order of the 16-bit fields; mixed: every other terminal little-endian.",
        DefaultValueFactory = _ => "big"
    };

    private readonly Option<double> _ramp = Number("--ramp-per-second", "Terminals that connect for the first time each second.", 500d).Between(0.1, 1e6);

    private readonly Option<bool> _noProvision = new("--no-provision")
    {
        Description = "Do not create the devices first: an earlier run with the same seed and prefix already did."
    };

    private readonly Option<string> _dialect = new("--dialect") { Description = "The dialect the devices are created with." };
    private readonly Option<bool> _regroup = new("--regroup") { Description = "Repeat records in other groups than they were first sent in." };

    private readonly Option<string> _failUsers = new("--fail-users")
    {
        Description = "Answer 9999 to pushes and deletions of user_ids that match this pattern.",
        HelpName = "pattern with * and ?"
    };

    private readonly Option<string> _failWords = new("--fail-words")
    {
        Description = "The text of those answers.",
        HelpName = "text"
    };

    private readonly Option<double> _clockError =
        Number("--clock-error", "Seconds by which the terminals' clocks are ahead of the truth at first; negative for behind.", 0d).Between(-2e9, 2e9);

    private readonly Option<double> _utcOffset = Number("--utc-offset", "Zone of the terminals' clocks, in hours.", 8d).Between(-14, 14);
    private readonly Option<double> _answerTimeout =
        Number("--answer-timeout", "Seconds after which a terminal gives up on a silent connection.", 30d).Between(0.1, 3600);
    private readonly Option<bool> _openLoop = new("--open-loop")
    {
        Description = "Count latencies from when a request was due, not from when it was sent."
    };

    private readonly Option<int> _sources =
        Number("--source-addresses", "Number of addresses to connect from: 127.0.0.1 and those after it; 0: the system chooses.", 0).Between(0, 1000);

    private readonly Option<double> _stormAt =
        new Option<double>("--storm-at") { Description = "After this many seconds all terminals disconnect and reconnect at once." }.Between(1d, 1e7);

    private readonly Option<int> _firstTerminal =
        Number("--first-terminal", "Number of the first terminal, so that several processes can share a prefix.", 1).Between(1, 99_999);

    private readonly Option<string> _plot = new("--plot") { Description = "Draw rates and latencies over time into this file, as SVG.", HelpName = "file" };
    private readonly Option<string> _report = new("--report") { Description = "Write the summary to this file too, as JSON.", HelpName = "file" };

    private readonly Option<string> _ackLog = new("--ack-log")
    {
        Description = "Append every acknowledged record to this file, a JSON object a line, for verify.",
        HelpName = "file"
    };

    private readonly Option<string> _receivedLog = new("--received-log")
    {
        Description = "Append every received person (photo as its hash) and deletion to this file, a JSON object a line.",
        HelpName = "file"
    };

    private readonly PersonOptions _persons = new();
    private readonly GatewayOptions _gateway = new();
    private readonly PlatformOptions _platform = new();

    public static Command Create() => new RunVerb().ToCommand();

    private Command ToCommand()
    {
        _order.AcceptOnlyFromAmong("big", "little", "mixed");
        var verb = new Command(
            "run",
            "Many terminals: they connect, send heartbeats, upload records (no two alike), carry out commands, reconnect when their connection ends, "
            + "and check every answer. A lost connection is not a wrong answer: what was not answered is sent again. "
            + "Exit code 1 after a wrong answer or when nothing was served.")
        {
            _terminals, _seconds, _heartbeatEvery, _uploadsPerSecond, _uploadEvery, _recordsPerUpload, _regroup, _ramp, _prefix, _seed, _noProvision, _dialect,
            _order, _clockError, _utcOffset, _failUsers, _failWords, _answerTimeout, _ackLog, _receivedLog, _report,
            _openLoop, _sources, _stormAt, _firstTerminal, _plot
        };
        _http.AddTo(verb);
        _persons.AddTo(verb);
        _gateway.AddTo(verb);
        _platform.AddTo(verb);
        verb.Validators.Add(Validate);
        verb.SetAction(RunAsync);
        return verb;
    }

    private void Validate(CommandResult result)
    {
        if (result.GetResult(_uploadsPerSecond) is { Implicit: false } && result.GetResult(_uploadEvery) is not null)
            result.AddError("--uploads-per-second and --upload-every exclude each other.");

        if (result.GetResult(_terminals)?.Tokens is [{ Value: "0" }] && !_http.AreAsked(result))
            result.AddError("--terminals 0: there must be some, or some --http-terminals.");

        var prefix = result.GetValue(_prefix) ?? "";
        if (!SerialNumber.TryFromText(RunSettings.SnOf(prefix, 0), out _, out var error)) result.AddError($"--prefix {prefix}: {error}.");
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var output = parsed.InvocationConfiguration.Output;
        var settings = await SettingsAsync(parsed, stop);
        if (settings.FirstTerminal + settings.Terminals + settings.HttpTerminals > NumberMax + 1)
            throw new UsageException($"--first-terminal {settings.FirstTerminal}: SNs are numbered up to {NumberMax}.");

        if (!parsed.GetValue(_noProvision))
        {
            using var platform = _platform.Connect(parsed);
            if (!await Provisioner.RunAsync(platform, settings.Devices(parsed.GetValue(_dialect)), settings.Prefix, output, stop)) return ExitCode.Broken;
        }

        try
        {
            await using var persons = _persons.IsAsked(parsed) ? _persons.Open(parsed, TimeProvider.System) : null;
            var report = await new RunSession(settings, output, TimeProvider.System, persons).RunAsync(stop);
            RunReportText.Write(output, report);
            await RunReportFiles.WriteAsync(report, parsed.GetValue(_report), parsed.GetValue(_plot));
            return report.Failure is null ? ExitCode.Fine : ExitCode.Broken;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"A log or report cannot be written: {e.Message}", e);
        }
    }

    private async Task<RunSettings> SettingsAsync(ParseResult parsed, CancellationToken stop)
    {
        var terminals = parsed.GetValue(_terminals);
        return new RunSettings
        {
            Gateway = await _gateway.ResolveAsync(parsed, stop),
            Terminals = terminals,
            HttpTerminals = _http.Count(parsed),
            Habits = _http.Habits(parsed),
            DeviceHttp = _http.Address(parsed),
            Duration = TimeSpan.FromSeconds(parsed.GetValue(_seconds)),
            Prefix = parsed.GetRequiredValue(_prefix),
            Seed = parsed.GetValue(_seed),
            FirstTerminal = parsed.GetValue(_firstTerminal),
            StormAt = parsed.GetResult(_stormAt) is { Implicit: false } ? TimeSpan.FromSeconds(parsed.GetValue(_stormAt)) : null,
            Order = parsed.GetValue(_order) switch { "little" => ByteOrder.Little, "mixed" => null, _ => ByteOrder.Big },
            AckLog = parsed.GetValue(_ackLog),
            ReceivedLog = parsed.GetValue(_receivedLog),
            Fleet = new FleetOptions
            {
                HeartbeatEvery = TimeSpan.FromSeconds(parsed.GetValue(_heartbeatEvery)),
                UploadEvery = UploadEvery(parsed, terminals + _http.Count(parsed)),
                RecordsPerUpload = parsed.GetValue(_recordsPerUpload),
                RampPerSecond = parsed.GetValue(_ramp),
                AnswerTimeout = TimeSpan.FromSeconds(parsed.GetValue(_answerTimeout)),
                UtcOffset = TimeSpan.FromHours(parsed.GetValue(_utcOffset)),
                ClockError = TimeSpan.FromSeconds(parsed.GetValue(_clockError)),
                Regroup = parsed.GetValue(_regroup),
                FailUsers = parsed.GetValue(_failUsers),
                FailWords = parsed.GetValue(_failWords),
                OpenLoop = parsed.GetValue(_openLoop),
                SourceAddresses = parsed.GetValue(_sources),
                PollEvery = _http.PollEvery(parsed),
                RunTag = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture)
            }
        };
    }

    private TimeSpan? UploadEvery(ParseResult parsed, int terminals)
    {
        if (parsed.GetResult(_uploadEvery) is { Implicit: false }) return TimeSpan.FromSeconds(parsed.GetValue(_uploadEvery));
        var perSecond = parsed.GetValue(_uploadsPerSecond);
        return perSecond > 0 ? TimeSpan.FromSeconds(terminals / perSecond) : null;
    }
}
