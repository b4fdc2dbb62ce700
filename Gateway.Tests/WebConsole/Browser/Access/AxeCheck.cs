using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Gateway.Tests.WebConsole.Browser.Access;

/// <summary>axe-core in a page: all rules that it has by itself, those of WCAG 2.2 and its best practices among them.</summary>
internal static class AxeCheck
{
    private const string Run =
        """
        async () => {
          const found = await axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } });
          const why = node => (node.failureSummary ?? '').split('\n').slice(1, 2).join('').trim().slice(0, 200);
          return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id} (${rule.impact}): ${node.html.slice(0, 160)} | ${why(node)}`));
        }
        """;

    private static readonly Lazy<string> Script = new(static () => new BundledAxeScriptProvider().GetScript());

    /// <summary>A line for each element that breaks a rule.</summary>
    public static async Task<string[]> ViolationsAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window")) await page.EvaluateAsync(Script.Value);
        return await page.EvaluateAsync<string[]>(Run);
    }
}
