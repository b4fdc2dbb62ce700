using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.Tests.WebConsole.Browser;

/// <summary>A window of a browser at the console: it knows when a page has come to rest, and counts what its user does.</summary>
internal sealed class ConsoleWindow : IAsyncDisposable
{
    /// <summary>Without a change for so long, a page has come to rest. Shorter than the pause between two looks of any page that refreshes.</summary>
    private const int QuietMilliseconds = 200;

    private const int LookEveryMilliseconds = 10;

    /// <summary>Remembers when the page changed last, in milliseconds since the navigation began.</summary>
    private const string Watch =
        """
        window.lastChange = performance.now(); window.longTasks = 0; window.shift = 0; window.paint = 0;
        new MutationObserver(() => { window.lastChange = performance.now(); }).observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
        const watch = (type, each) => new PerformanceObserver(list => list.getEntries().forEach(each)).observe({ type, buffered: true });
        watch('longtask', entry => { window.longTasks += Math.max(0, entry.duration - 50); });
        watch('layout-shift', entry => { window.shift += entry.hadRecentInput ? 0 : entry.value; });
        watch('largest-contentful-paint', entry => { window.paint = entry.startTime; });
        """;

    private readonly IBrowserContext _context;
    private readonly List<string> _faults = [];

    private ConsoleWindow(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) => { if (message.Type == "error") _faults.Add(message.Text); };
        page.PageError += (_, error) => _faults.Add(error);
        page.Dialog += (_, dialog) =>
        {
            _faults.Add($"a dialog of the browser: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>Errors of scripts, what the browser refused, dialogs.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <param name="state">Cookies of somebody who is signed in; null: nobody is.</param>
    /// <param name="zone">The viewer's time zone; null: the machine's.</param>
    public static async Task<ConsoleWindow> OpenAsync(IBrowser browser, Uri console, Look look, string? state = null, string? zone = null)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = console.ToString(),
            Locale = look.Language == "zh" ? "zh-CN" : "en-GB",
            TimezoneId = zone,
            ViewportSize = new() { Width = look.Width, Height = look.Height },
            ReducedMotion = ReducedMotion.Reduce,
            StorageState = state
        });
        context.SetDefaultTimeout((float)Patience.Max.TotalMilliseconds);
        await context.AddInitScriptAsync(Watch);
        await context.AddCookiesAsync([new Cookie { Name = "gateway.preferences", Value = look.Cookie, Url = console.ToString() }]);
        return new ConsoleWindow(context, await context.NewPageAsync());
    }

    /// <summary>Signs in and gives the cookies.</summary>
    public async Task<string> SignInAsync(string key)
    {
        await Page.GotoAsync("/sign-in");
        await Page.FillAsync("#key", key);
        await Page.ClickAsync("button[type=submit]");

        // Not by WaitForURL: where the new page is there already, that waits for another event of it.
        await Assertions.Expect(Page).Not.ToHaveURLAsync(new Regex("/sign-in"), new() { Timeout = (float)Patience.Max.TotalMilliseconds });
        return await _context.StorageStateAsync();
    }

    /// <summary>Goes to a page and waits until it is whole; gives how long that took, from the navigation's beginning.</summary>
    public async Task<TimeSpan> GoAsync(string path)
    {
        await Page.GotoAsync(path);
        return await RestAsync();
    }

    /// <summary>Waits until the page shows its heading and nothing in it changes any more; gives when it changed last, since its navigation began.</summary>
    /// <param name="quiet">For so many milliseconds; what comes after more than one answer of the gateway needs longer.</param>
    public async Task<TimeSpan> RestAsync(int quiet = QuietMilliseconds)
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < Patience.Max)
        {
            // Not by WaitForFunction: the page's own policy forbids what that does.
            var (changed, now, isThere) = await LookAsync();
            if (isThere && now - changed >= quiet) return TimeSpan.FromMilliseconds(changed);
            await Task.Delay(LookEveryMilliseconds);
        }

        throw new TimeoutException($"{Page.Url} does not come to rest");
    }

    /// <summary>Does something and waits until the page has come to rest; gives how long until it changed for the last time.</summary>
    public async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var before = await Page.EvaluateAsync<double>("() => { window.stays = true; return performance.now(); }");
        await work();
        var rested = await RestAsync();
        var isSame = await Page.EvaluateAsync<bool>("() => window.stays === true");
        return isSame ? rested - TimeSpan.FromMilliseconds(before) : rested;
    }

    /// <summary>Paints and what moved, as tools that judge pages name them; milliseconds.</summary>
    public async Task<(double FirstPaint, double LargestPaint, double Blocking, double Shift)> VitalsAsync()
    {
        var found = await Page.EvaluateAsync<double[]>(
            "() => [performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0, window.paint, window.longTasks, window.shift]");
        return (found[0], found[1], found[2], found[3]);
    }

    public void AssertFaultless() => Assert.True(_faults.Count == 0, $"{Page.Url}: {string.Join("; ", _faults)}");

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private async Task<(double Changed, double Now, bool IsThere)> LookAsync()
    {
        try
        {
            var found = await Page.EvaluateAsync<double[]>(
                "() => [window.lastChange, performance.now(), document.querySelector('main h1')?.textContent.trim() && !document.querySelector('[aria-busy=true]') ? 1 : 0]");
            return (found[0], found[1], found[2] > 0);
        }
        catch (PlaywrightException)
        {
            return default; // between two pages
        }
    }
}
