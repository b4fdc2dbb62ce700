using System.CommandLine;
using System.CommandLine.Parsing;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Simulator.Replay;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Verbs;

/// <summary><c>replay</c>: a recorded conversation once more, its answers compared.</summary>
internal sealed class ReplayVerb
{
    private readonly Argument<string> _file = new("file") { Description = "A recording of the gateway, GET /api/v1/devices/{sn}/frames, as lines or as JSON." };

    private readonly Option<string> _sn = new Option<string>("--sn") { Description = "The terminal's SN; it takes the place of the recorded one.", Required = true }
        .That(sn => SerialNumber.TryFromText(sn, out _, out var error) ? null : error);

    private readonly Option<string> _key = new("--key")
    {
        Description = "The terminal's key, eight characters; without it the one that run makes from --seed and the SN."
    };

    private readonly Option<long> _seed = new("--seed") { Description = "As for run.", DefaultValueFactory = _ => 1 };
    private readonly Option<string> _order = new("--order") { Description = "Byte order of the 16-bit fields.", DefaultValueFactory = _ => "big" };

    private readonly Option<double> _wait =
        new Option<double>("--wait") { Description = "Seconds to wait for each answer.", DefaultValueFactory = _ => 5 }.Between(0.01, 3600d);

    private readonly GatewayOptions _gateway = new();

    public static Command Create() => new ReplayVerb().ToCommand();

    private Command ToCommand()
    {
        _order.AcceptOnlyFromAmong("big", "little");
        var verb = new Command(
            "replay",
            "One terminal sends again what a recording has of it, encrypted with its key; what is masked there is invented, clocks are as wrong as they were. Each "
            + "answer is compared with the recorded one by command word and status. Exit code 1 when one differs.")
        {
            _file, _sn, _key, _seed, _order, _wait
        };
        _gateway.AddTo(verb);
        verb.Validators.Add(Validate);
        verb.SetAction(RunAsync);
        return verb;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var items = await ReadAsync(parsed.GetRequiredValue(_file), stop);
        var sn = parsed.GetRequiredValue(_sn);
        var terminal = new TerminalIdentity(
            sn,
            parsed.GetValue(_key) ?? TerminalKeys.Derive(parsed.GetValue(_seed), sn),
            parsed.GetValue(_order) == "little" ? ByteOrder.Little : ByteOrder.Big);
        var session = new ReplaySession(terminal, parsed.InvocationConfiguration.Output, TimeProvider.System, TimeSpan.FromSeconds(parsed.GetValue(_wait)));
        return await session.RunAsync(await _gateway.ResolveAsync(parsed, stop), items, stop) ? ExitCode.Fine : ExitCode.Broken;
    }

    private static async Task<IReadOnlyList<RecordedItem>> ReadAsync(string path, CancellationToken stop)
    {
        try
        {
            return RecordingFile.Read(await File.ReadAllTextAsync(path, stop));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new UsageException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The key is checked here, so that its text is in no message.</summary>
    private void Validate(CommandResult result)
    {
        if (result.GetValue(_key) is { } key && !DesKey.TryParse(key, out _, out var error)) result.AddError($"--key: {error}.");
    }
}
