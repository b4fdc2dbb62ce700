using System.CommandLine;
using Gateway.Benchmarks.Hostile;

namespace Gateway.Benchmarks;

/// <summary>Verbs that only this program's children have.</summary>
internal static class ChildVerbs
{
    public static IEnumerable<Command> OfHostile() =>
    [
        VerbCommand.Of(
            "attack", "One attack, until its input ends.", Verbs.AttackAsync,
            AttackOptions.Name, ChildOptions.Port, AttackOptions.Http, AttackOptions.Platform, AttackOptions.ViewerKey),
        VerbCommand.Of(
            "burn", "Nothing but CPU, until its input ends.",
            static (parsed, stop) => HostileComparison.BurnAsync(parsed.GetValue(AttackOptions.Cores), stop), AttackOptions.Cores),
    ];
}
