using Microsoft.Playwright;

namespace Gateway.Tests.WebConsole.Browser.Load;

/// <summary>Many pages of one address that stay open.</summary>
internal sealed class OpenPages : IAsyncDisposable
{
    private readonly List<IBrowserContext> _contexts = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <param name="states">Who is signed in; <paramref name="each"/> pages of every one.</param>
    public static async Task<OpenPages> OpenAsync(IBrowser browser, Uri console, IEnumerable<string> states, int each, string path)
    {
        var pages = new OpenPages();
        foreach (var state in states)
        {
            var context = await browser.NewContextAsync(new() { BaseURL = console.ToString(), Locale = "zh-CN", StorageState = state });
            pages._contexts.Add(context);
            for (var number = 0; number < each; number++)
            {
                var page = await context.NewPageAsync();
                await page.GotoAsync(path);
                await Assertions.Expect(page.Locator("#content h1")).Not.ToBeEmptyAsync();
                pages.Count++;
            }
        }

        return pages;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts) await context.DisposeAsync();
    }
}
