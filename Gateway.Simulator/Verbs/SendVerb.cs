using System.CommandLine;
using Gateway.Codec.Bodies;
using Gateway.Codec.Framing;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Verbs;

/// <summary><c>send</c>: one terminal, one frame, printed decoded.</summary>
internal sealed class SendVerb
{
    private readonly TerminalOptions _terminal = new("The terminal's SN.");
    private readonly Option<double> _wait = OptionRules.Number("--wait", "Seconds to wait for the next frame.", 5d).Between(0.01, 3600d);

    private readonly Option<string> _clock = new("--clock")
    {
        Description = "What the terminal's clock shows, written into the body as it stands; now by default.",
        HelpName = "yyyy-MM-dd HH:mm:ss"
    };

    private readonly Option<double> _utcOffset = OptionRules.Number("--utc-offset", "Zone of the terminal's clock, in hours.", 8d).Between(-14d, 14d);
    private readonly Option<string> _body = new("--body") { Description = "The body in clear, instead of the usual one; it is encrypted.", HelpName = "json" };
    private readonly Option<int> _state = OptionRules.Number("--state", "The device state byte.", 1).Between(0, 255);
    private readonly GatewayOptions _gateway = new();

    public static Command Create() => new SendVerb().ToCommand();

    private Command ToCommand() => new(
        "send",
        "One terminal sends one frame; what goes out and what comes back is printed decoded. Commands that follow are carried out and printed too. "
        + "Exit code 1 when there was no answer or a wrong one.")
    {
        Heartbeat(),
        Upload(),
        Result(),
        Raw()
    };

    private Command Heartbeat() => Complete(
        new Command("heartbeat", "A heartbeat, 0x10. Right answers: idle, a clock to set, a command."),
        parsed => new SendRequest(
            SendExpectation.Heartbeat,
            CommandWord.Heartbeat,
            State(parsed),
            Body(parsed) ?? TerminalBodies.Heartbeat(_terminal.Sn(parsed), Clock(parsed)).ToArray()));

    private Command Upload()
    {
        var users = new Option<string[]>("--user-id")
        {
            Description = "The user_id of a record; may be repeated, each with its --time.",
            DefaultValueFactory = _ => ["1001"]
        };
        var times = new Option<string[]>("--time")
        {
            Description = "The recog_time of the record in the same position; the clock's time where there is none.",
            HelpName = "yyyy-MM-dd HH:mm:ss"
        };
        var verb = new Command("upload", "An attendance upload, 0x19. Right answer: 0000.") { users, times };
        verb.Validators.Add(result =>
        {
            var records = Math.Max(1, result.GetResult(users)?.Tokens.Count ?? 0); // without --user-id there is one all the same
            if ((result.GetResult(times)?.Tokens.Count ?? 0) > records) result.AddError("There are more --time than --user-id.");
        });
        return Complete(verb, parsed =>
        {
            var told = parsed.GetValue(times) ?? [];
            var records = parsed.GetRequiredValue(users).Select((user, index) => (user, index < told.Length ? told[index] : Clock(parsed))).ToList();
            return new SendRequest(
                SendExpectation.Upload,
                CommandWord.AttendanceUpload,
                State(parsed),
                Body(parsed) ?? TerminalBodies.Upload(_terminal.Sn(parsed), records).ToArray());
        });
    }

    private Command Result()
    {
        var of = new Option<string>("--of") { Description = "What it is the result of.", DefaultValueFactory = _ => "push" };
        of.AcceptOnlyFromAmong("push", "delete", "clock");
        var code = new Option<string>("--code") { Description = "The result code.", DefaultValueFactory = _ => ResultCode.Success };
        var description = new Option<string>("--description") { Description = "The result in words.", DefaultValueFactory = _ => "" };
        var verb = new Command("result", "The result of a command, 0x25, 0x14 or 0x10. Right answer: none, or the next command.") { of, code, description };
        return Complete(verb, parsed => new SendRequest(
            SendExpectation.Nothing,
            parsed.GetValue(of) switch { "delete" => CommandWord.PersonDelete, "clock" => CommandWord.Heartbeat, _ => CommandWord.PersonPush },
            State(parsed),
            Body(parsed) ?? TerminalBodies.Result(parsed.GetRequiredValue(code), parsed.GetRequiredValue(description)).ToArray()));
    }

    private Command Raw()
    {
        var hex = new Option<string>("--hex") { Description = "All bytes to send, as they are, header and checksum included.", HelpName = "bytes" }
            .Checked(text => TryHex(text, out _) ? null : "hexadecimal digits in pairs are expected");
        var word = new Option<string>("--word")
        {
            Description = "The command word of a frame that is built around --body, e.g. 0x7F.",
            DefaultValueFactory = _ => "0x10"
        }.Checked(text => TryWord(text, out _) ? null : "a byte is expected, 0x00 to 0xFF");
        var verb = new Command("raw", "Any bytes (--hex), or a frame with any command word and body. Right answer: any well-formed frame; a refusal is one.")
        {
            hex,
            word
        };
        return Complete(verb, parsed =>
        {
            TryWord(parsed.GetRequiredValue(word), out var command);
            var raw = parsed.GetValue(hex) is { } text && TryHex(text, out var bytes) ? bytes : null;
            return new SendRequest(SendExpectation.Anything, command, State(parsed), Body(parsed) ?? [], raw);
        });
    }

    private Command Complete(Command verb, Func<ParseResult, SendRequest> requestOf)
    {
        _terminal.AddTo(verb);
        foreach (var option in new Option[] { _clock, _utcOffset, _state, _body, _wait }) verb.Options.Add(option);
        _gateway.AddTo(verb);
        verb.SetAction(async (parsed, stop) =>
        {
            var session = new SendSession(
                _terminal.Identity(parsed), NewClock(parsed), parsed.InvocationConfiguration.Output, TimeProvider.System, TimeSpan.FromSeconds(parsed.GetValue(_wait)));
            var gateway = await _gateway.ResolveAsync(parsed, stop);
            return await session.RunAsync(gateway, requestOf(parsed), stop) ? ExitCode.Fine : ExitCode.Broken;
        });
        return verb;
    }

    private TerminalClock NewClock(ParseResult parsed) => new(TimeProvider.System, TimeSpan.FromHours(parsed.GetValue(_utcOffset)), TimeSpan.Zero);

    private string Clock(ParseResult parsed) => parsed.GetValue(_clock) ?? NewClock(parsed).Text;

    private byte State(ParseResult parsed) => (byte)parsed.GetValue(_state);

    private byte[]? Body(ParseResult parsed) => parsed.GetValue(_body) is { } text ? Encoding.UTF8.GetBytes(text) : null;

    private static bool TryHex(string text, out byte[] bytes)
    {
        var digits = text.Replace(" ", "", StringComparison.Ordinal);
        var right = digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit);
        bytes = right ? Convert.FromHexString(digits) : [];
        return right && bytes.Length > 0;
    }

    private static bool TryWord(string text, out byte word) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? byte.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out word)
        : byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out word);
}
