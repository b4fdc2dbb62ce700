using System.CommandLine;
using Gateway.Simulator.Broken;

namespace Gateway.Simulator.Verbs;

/// <summary><c>broken</c>: terminals that do not work, for looking at how the gateway explains them.</summary>
internal sealed class BrokenVerb
{
    private readonly Option<double> _seconds = OptionRules.Number("--seconds", "How long they run.", 120d).Between(1, 86_400d);

    private readonly Option<string> _prefix = new Option<string>("--prefix")
    {
        Description = "What every SN begins with, <prefix>-key …, and the name of the site.",
        DefaultValueFactory = _ => "broken"
    }.MakingSns("-disabled");

    private readonly Option<long> _seed = OptionRules.Number("--seed", "The terminals' keys are made from it and the SN.", 1L);
    private readonly GatewayOptions _gateway = new();
    private readonly PlatformOptions _platform = new();

    public static Command Create() => new BrokenVerb().ToCommand();

    private Command ToCommand()
    {
        var verb = new Command(
            "broken",
            "Eight terminals, each broken in its own way: wrong key, unknown SN, disabled, clock stuck in 1970, silent, flapping, one SN twice, photos refused. "
            + "Meanwhile their pages in the console should name each cause. Exit code 0 when the time is over.")
        {
            _seconds, _prefix, _seed
        };
        _gateway.AddTo(verb);
        _platform.AddTo(verb);
        verb.SetAction(RunAsync);
        return verb;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var output = parsed.InvocationConfiguration.Output;
        var session = new BrokenSession(await _gateway.ResolveAsync(parsed, stop), parsed.GetRequiredValue(_prefix), parsed.GetValue(_seed), TimeProvider.System);
        using var platform = _platform.Connect(parsed);
        if (!await session.PrepareAsync(platform, output, stop)) return ExitCode.Broken;
        foreach (var habit in BrokenHabit.All) await output.WriteLineAsync($"  {session.SnOf(habit),-18}{habit.Cause}");
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        over.CancelAfter(TimeSpan.FromSeconds(parsed.GetValue(_seconds)));
        await session.RunAsync(over.Token);
        return ExitCode.Fine;
    }
}
