using System.CommandLine;
using System.CommandLine.Parsing;
using Gateway.Simulator.Enrolment;
using Gateway.Simulator.Firmwares;
using Gateway.Simulator.Ledgers;
using static Gateway.Simulator.Verbs.OptionRules;

namespace Gateway.Simulator.Verbs;

/// <summary><c>terminal</c>: one terminal with a firmware of the field and, where asked, faults.</summary>
internal sealed class TerminalVerb
{
    private readonly Option<string> _firmware = new Option<string>("--firmware")
    {
        Description = $"What it is: {string.Join(", ", Firmware.All.Select(static firmware => firmware.Name))}. --list tells more.",
        Required = true,
        HelpName = "name"
    }.Checked(static name => Firmware.Of(name) is null ? "--list shows the firmwares" : null);

    private readonly Option<string[]> _faults = new("--fault")
    {
        Description = "What it does wrong, one or several with commas; --list shows all.",
        HelpName = "names",
        DefaultValueFactory = static _ => [],
        CustomParser = static result => [.. result.Tokens.SelectMany(static token => token.Value.Split(','))]
    };

    private readonly TerminalOptions _terminal = new("The terminal's SN.");

    private readonly Option<string> _enrolmentSn =
        new Option<string>("--enrolment-sn") { Description = "The SN under which a client that also registers workers does so." }.MakingSns();

    private readonly Option<TimeSpan?> _every = Duration("--every", "Time between heartbeats or polls; the firmware's own by default.");
    private readonly Option<TimeSpan?> _uploadEvery = Duration("--upload-every", "Time between uploads over HTTPS; --every, or the firmware's own by default.");
    private readonly Option<TimeSpan?> _recognises = Duration("--recognise-every", "Time between recognitions of somebody whom it has; none by default.");
    private readonly Option<int> _register = Number("--register", "How many workers it registers.", 0).Between(0, 10_000);
    private readonly Option<string> _refuses = new("--refuse-users") { Description = "Persons whose user_id fits this pattern (* and ?) are refused.", HelpName = "pattern" };

    private readonly PersonOptions _persons = new();

    private readonly Option<string> _ledger = new("--ledger")
    {
        Description = "Append everything that it truly does to this file, a JSON object a line.",
        HelpName = "file"
    };

    private readonly Option<Uri> _deviceHttp = DeviceHttpOption.Create();
    private readonly GatewayOptions _gateway = new();
    private readonly Option<bool> _list = new("--list") { Description = "Shows firmwares and faults.", Action = new FirmwareListAction() };

    public static Command Create() => new TerminalVerb().ToCommand();

    private Command ToCommand()
    {
        var verb = new Command(
            "terminal",
            "One terminal, behaving as a firmware of the field does, until it is stopped. It must be known to the gateway. A line on the standard input with a user_id presents "
            + "that person to it, the line /reset resets it to how it left the factory. Everything it does is printed. Exit code 0.")
        {
            _firmware, _faults, _enrolmentSn, _every, _uploadEvery, _recognises, _register, _refuses, _ledger, _deviceHttp, _list
        };
        _terminal.AddTo(verb);
        _gateway.AddTo(verb);
        _persons.AddTo(verb);
        verb.Validators.Add(Validate);
        verb.SetAction(RunAsync);
        return verb;
    }

    private void Validate(CommandResult result)
    {
        if (result.GetResult(_firmware)?.Tokens is not [var name] || Firmware.Of(name.Value) is not { } firmware) return;
        foreach (var fault in result.GetValue(_faults) ?? [])
        {
            if (FirmwareFault.Of(fault) is not { } known) result.AddError($"--fault {fault}: --list shows the faults.");
            else if (!known.IsOf(firmware)) result.AddError($"--fault {fault}: {firmware.Name} cannot have it.");
        }

        if (result.GetValue(_register) > 0 && firmware.Enrolment is null) result.AddError($"--register: {firmware.Name} registers nobody.");
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var output = parsed.InvocationConfiguration.Output;
        await using var ledger = parsed.GetValue(_ledger) is { } path ? Open(path) : null;
        var firmware = parsed.GetRequiredValue(_faults).Aggregate(Firmware.Of(parsed.GetRequiredValue(_firmware))!, static (with, fault) => with.With(FirmwareFault.Of(fault)!));
        await using var persons = _persons.Open(parsed, TimeProvider.System);
        var gateway = firmware.Socket is null ? null : await _gateway.ResolveAsync(parsed, stop);
        var options = new FirmwareOptions
        {
            Firmware = firmware,
            Sn = _terminal.Sn(parsed),
            Key = _terminal.Key(parsed),
            EnrolmentSn = parsed.GetValue(_enrolmentSn),
            Gateway = gateway is null ? null : () => gateway,
            DeviceHttp = () => parsed.GetRequiredValue(_deviceHttp),
            Every = parsed.GetValue(_every),
            UploadEvery = parsed.GetValue(_uploadEvery),
            RecognisesEvery = parsed.GetValue(_recognises),
            RefusesUsers = parsed.GetValue(_refuses),
            Ledger = truth =>
            {
                output.WriteLine(truth);
                if (ledger is not null) truth.AppendTo(ledger);
            }
        };
        try
        {
            var terminal = new FirmwareTerminal(options, new TerminalMemory(persons.Of(options.Sn)));
            for (var i = 0; i < parsed.GetValue(_register); i++) terminal.Register(Worker.Make(Random.Shared.Next(), i, photoLength: 0));
            _ = Task.Run(() => PresentAsync(terminal, output, stop), CancellationToken.None); // ends with the process: a console read cannot be cancelled
            await terminal.RunAsync(stop);
            return ExitCode.Fine;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new UsageException(e.Message, e);
        }
    }

    private static async Task PresentAsync(FirmwareTerminal terminal, TextWriter output, CancellationToken stop)
    {
        while (await Console.In.ReadLineAsync(stop) is { } line)
        {
            if (line.Trim() == "/reset") terminal.Reset();
            else if (line.Trim() is { Length: > 0 } userId && !terminal.Present(userId)) await output.WriteLineAsync($"it does not know {userId}");
        }
    }

    private static JsonLineFile Open(string path)
    {
        try
        {
            return new JsonLineFile(path, TimeProvider.System);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The ledger cannot be written: {e.Message}", e);
        }
    }
}
