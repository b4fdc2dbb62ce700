using Microsoft.Playwright;

namespace Gateway.Tests.WebConsole.Browser.Access;

/// <summary>Whether everything on a page that does something is reached by Tab, and seen when it is.</summary>
internal static class KeyboardCheck
{
    /// <summary>More are not walked through: a list's rows are alike, and more of them come as one walks through.</summary>
    private const int StepsMax = 150;

    private const string Begin =
        """
        () => {
          const able = 'a[href], button:not([disabled]), input:not([disabled]):not([type=hidden]), select:not([disabled]), textarea:not([disabled]), summary, [tabindex="0"]';
          const shown = element => element.checkVisibility({ visibilityProperty: true });
          window.toReach = new Set(Array.from(document.querySelectorAll(able)).filter(element => shown(element) && element.tabIndex >= 0));
          document.activeElement?.blur(); window.getSelection().removeAllRanges(); document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex');
        }
        """;

    private const string Step =
        """
        () => {
          const at = document.activeElement;
          if (!at || at === document.body || window.toReach.size === 0) { return 'end'; }
          const isNew = window.toReach.delete(at);
          const style = getComputedStyle(at);
          const box = at.getBoundingClientRect();
          const isInside = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
          const seen = isInside && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
          return seen ? (isNew ? '' : 'again') : `focus is not seen: ${at.outerHTML.slice(0, 140)}`;
        }
        """;

    private const string Left =
        """
        () => Array.from(window.toReach).filter(element => element.isConnected && (element.type !== 'radio' || element.checked))
          .map(element => `Tab does not reach ${element.outerHTML.slice(0, 140)}`)
        """;

    /// <summary>What is wrong.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page)
    {
        await page.EvaluateAsync(Begin);
        var (faults, isWhole) = (new List<string>(), false);
        for (var step = 0; step < StepsMax && !isWhole; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            switch (await page.EvaluateAsync<string>(Step))
            {
                case "end":
                    isWhole = true;
                    break;
                case "" or "again":
                    break;
                case var fault:
                    faults.Add(fault);
                    break;
            }
        }

        return isWhole ? [.. faults, .. (await page.EvaluateAsync<string[]>(Left)).Take(10)] : faults;
    }
}
