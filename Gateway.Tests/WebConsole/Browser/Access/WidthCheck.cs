using Microsoft.Playwright;

namespace Gateway.Tests.WebConsole.Browser.Access;

/// <summary>Whether a page goes sideways.</summary>
internal static class WidthCheck
{
    private const string Run =
        """
        () => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width && document.body.scrollWidth <= width) { return []; }
          const clips = element => {
            for (let at = element.parentElement; at; at = at.parentElement) { if (getComputedStyle(at).overflowX !== 'visible') { return true; } }
            return false;
          };
          const wide = Array.from(document.body.querySelectorAll('*')).filter(element => element.getBoundingClientRect().right > width + 1 && !clips(element));
          return [`${document.documentElement.scrollWidth} px of ${width}`, ...wide.slice(0, 5).map(element => element.outerHTML.slice(0, 140))];
        }
        """;

    /// <summary>What sticks out; empty: nothing does.</summary>
    public static Task<string[]> OverflowAsync(IPage page) => page.EvaluateAsync<string[]>(Run);
}
