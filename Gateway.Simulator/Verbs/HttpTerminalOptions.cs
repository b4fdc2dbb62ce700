using System.CommandLine;
using System.CommandLine.Parsing;
using Gateway.Simulator.Http;

namespace Gateway.Simulator.Verbs;

/// <summary>The HTTPS terminals of a run (§6).</summary>
internal sealed class HttpTerminalOptions
{
    private readonly Option<int> _count =
        OptionRules.Number("--http-terminals", "How many terminals over HTTP(S), in addition to those on the socket.", 0).Between(0, 10_000);

    private readonly Option<string> _habits = new Option<string>("--habits")
    {
        Description = "How they behave, in turn: java, dotnet, android. dotnet needs the dialect per-person (feedback=person) in the gateway's "
            + "settings, android the dialect swapped (feedbackSwapped=true).",
        HelpName = "list",
        DefaultValueFactory = _ => "java"
    }.Checked(text => Array.TrueForAll(text.Split(','), HttpHabit.All.ContainsKey)
        ? null
        : $"a list of {string.Join(", ", HttpHabit.All.Keys.Order())} is expected");

    private readonly Option<double> _pollEvery = OptionRules.Number("--http-poll-every", "Seconds between the polls of one of them.", 60d).Between(0.05, 3600d);

    private readonly Option<Uri> _address = DeviceHttpOption.Create();

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (var option in new Option[] { _count, _habits, _pollEvery, _address }) verb.Options.Add(option);
    }

    /// <summary>Whether the command line asks for a number of them.</summary>
    public bool AreAsked(CommandResult result) => result.GetResult(_count)?.Tokens is [{ Value: not "0" }];

    public int Count(ParseResult parsed) => parsed.GetValue(_count);

    public IReadOnlyList<HttpHabit> Habits(ParseResult parsed) => [.. parsed.GetRequiredValue(_habits).Split(',').Select(name => HttpHabit.All[name])];

    public TimeSpan PollEvery(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(_pollEvery));

    public Uri Address(ParseResult parsed) => parsed.GetRequiredValue(_address);
}
