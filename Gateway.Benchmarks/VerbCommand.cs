using System.CommandLine;

namespace Gateway.Benchmarks;

/// <summary>A verb of the program's.</summary>
internal static class VerbCommand
{
    public static Command Of(string name, string description, Func<ParseResult, CancellationToken, Task> run, params Option[] options)
    {
        var verb = new Command(name, description);
        foreach (var option in options) verb.Add(option);
        verb.SetAction(async (parsed, stop) =>
        {
            await run(parsed, stop);
            return 0;
        });
        return verb;
    }
}
