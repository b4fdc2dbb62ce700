using Gateway.WebConsole.Text;

namespace Gateway.WebConsole.Verdicts;

/// <summary>One sentence that answers a question of an operator.</summary>
/// <param name="Code">Short and fixed: for tests and for the runbook.</param>
/// <param name="IsFault">Somebody has to do something.</param>
public sealed record Verdict(string Code, bool IsFault, string English, string Chinese)
{
    public string In(ConsoleText text) => text.T(English, Chinese);
}
