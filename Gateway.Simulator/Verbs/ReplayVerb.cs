using System.CommandLine;
using Gateway.Simulator.Replay;

namespace Gateway.Simulator.Verbs;

/// <summary><c>replay</c>: a recorded conversation once more, its answers compared.</summary>
internal sealed class ReplayVerb
{
    private readonly Argument<string> _file = new("file") { Description = "A recording of the gateway, GET /api/v1/devices/{sn}/frames, as lines or as JSON." };
    private readonly TerminalOptions _terminal = new("The terminal's SN; it replaces the recorded one.");
    private readonly Option<double> _wait = OptionRules.Number("--wait", "Seconds to wait for each answer.", 5d).Between(0.01, 3600d);
    private readonly GatewayOptions _gateway = new();

    public static Command Create() => new ReplayVerb().ToCommand();

    private Command ToCommand()
    {
        var verb = new Command(
            "replay",
            "One terminal sends the requests of a recording again, encrypted with its key; masked values are made up, clocks are off by as much as they were. Each "
            + "answer is compared with the recorded one by command word and status. Exit code 1 when one differs.")
        {
            _file
        };
        _terminal.AddTo(verb);
        verb.Options.Add(_wait);
        _gateway.AddTo(verb);
        verb.SetAction(RunAsync);
        return verb;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var items = await ReadAsync(parsed.GetRequiredValue(_file), stop);
        var session = new ReplaySession(
            _terminal.Identity(parsed), parsed.InvocationConfiguration.Output, TimeProvider.System, TimeSpan.FromSeconds(parsed.GetValue(_wait)));
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
}
