using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Whole.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.Tests.WebConsole.Browser.Load;

/// <summary>Looks at a console and measures.</summary>
internal sealed class ConsoleLoad(IBrowser browser, GatewayProcess gateway, ConsoleFigures figures)
{
    private const int Looks = 5;
    private const int Consoles = 100;
    private const int ConsolesOfOneKey = 50;

    /// <summary>Pages of a kind that stay open while their cost is measured.</summary>
    private const int OpenOfAKind = 20;

    private static readonly string Largest = FillScale.SiteOf(1);
    private static readonly Look Seen = new("zh");
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(10);

    /// <summary>Boards stay open all day: what the runtime compiles while they are new is no part of their cost.</summary>
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(80);

    private static readonly (string Name, string Path)[] Pages =
    [
        ("board", "/"), ("sites", "/sites"), ("site, 2 000 × 20", $"/site/{Largest}"), ("site", "/site/c0004"), ("terminals", "/devices"), ("gate", $"/device/{Largest}-01"),
        ("worker", "/worker/p0002-0001"), ("workers, searched", "/workers?q=p0002"), ("attendance", "/attendance"),
        ("attendance of a site", "/attendance?site=c0003"),
        ("commands", "/commands"), ("alarms", "/alarms"), ("jobs", "/jobs"), ("new job", "/jobs/new"), ("search", "/search?q=c0003"), ("cluster", "/cluster"), ("audit", "/audit"),
    ];

    /// <summary>From a page to the next one by a click.</summary>
    private static readonly (string Name, string From, string Selector)[] Clicks =
    [
        ("board → sites", "/", "nav a[href='/sites']"),
        ("board → a site that needs somebody", "/", "main a[href^='/site/']"),
        ("sites → a site", "/sites", "main tbody a[href^='/site/']"),
        ("sites → next page", "/sites", "a[rel=next]"),
        ("terminals → a gate", "/devices", "main tbody a[href^='/device/']"),
        ("terminals → next page", "/devices", "a[rel=next]"),
        ("attendance → next page", "/attendance", "a[rel=next]"),
        ("a site → a gate", "/site/c0004", "main a[href^='/device/']"),
        ("anything → board", "/devices", "nav a[href='/']"),
    ];

    private readonly Dictionary<string, string> _states = [];
    private readonly List<string> _faults = [];

    public async Task RunAsync()
    {
        await SignInAsync();
        await Task.Delay(Calm);
        foreach (var (name, path) in Pages) await TryAsync($"first view: {name}", () => FirstViewsAsync(name, path));
        foreach (var (name, from, selector) in Clicks) await TryAsync($"click: {name}", () => ClickAsync(name, from, selector));
        foreach (var format in new[] { "csv", "xlsx" }) await TryAsync($"export of attendance, {format}", () => ExportAsync(format));
        await TryAsync("open consoles", OpenConsolesAsync);
        Assert.Empty(_faults);
    }

    /// <summary>What breaks stands in the table, and the rest is measured all the same.</summary>
    private async Task TryAsync(string what, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception fault) when (fault is TimeoutException or PlaywrightException or Xunit.Sdk.XunitException or HttpRequestException)
        {
            _faults.Add($"{what}: {fault.Message}");
            figures.Add(what, fault.Message.Split('\n')[0]);
        }
    }

    private async Task SignInAsync()
    {
        using var answer = await gateway.Http.PostAsJsonAsync("/api/v1/keys", new { name = "load", role = "platform" });
        var platform = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["key"]!.GetValue<string>();
        foreach (var (role, key) in new[] { ("admin", (await File.ReadAllTextAsync(Path.Combine(gateway.Data, "admin.key"))).Trim()), ("platform", platform) })
        {
            await using var window = await ConsoleWindow.OpenAsync(browser, gateway.Http.BaseAddress!, Seen);
            _states[role] = await window.SignInAsync(key);
        }
    }

    private Task<ConsoleWindow> OpenAsync() => ConsoleWindow.OpenAsync(browser, gateway.Http.BaseAddress!, Seen, _states["admin"]);

    /// <summary>Each in a new window: nothing is in its cache.</summary>
    private async Task FirstViewsAsync(string name, string path)
    {
        var times = new List<TimeSpan>();
        var (first, largest, blocking, shift) = (0d, 0d, 0d, 0d);
        for (var look = 0; look < Looks; look++)
        {
            await using var window = await OpenAsync();
            times.Add(await window.GoAsync(path));
            (first, largest, blocking, shift) = await window.VitalsAsync();
            window.AssertFaultless();
        }

        figures.Add(
            $"first view: {name}",
            Text($"{Spread(times)}; first paint {first:F0}, largest {largest:F0}, blocked {blocking:F0} ms, layout shift {shift:F3}"));
    }

    private async Task ClickAsync(string name, string from, string selector)
    {
        var times = new List<TimeSpan>();
        await using var window = await OpenAsync();
        for (var look = 0; look < Looks; look++)
        {
            await window.GoAsync(from);
            var link = window.Page.Locator(selector).First;
            if (await link.CountAsync() == 0)
            {
                figures.Add($"click: {name}", "there is none");
                return;
            }

            times.Add(await window.TimeAsync(() => link.ClickAsync()));
        }

        figures.Add($"click: {name}", Spread(times));
    }

    /// <summary>All records of the console's list, as the browser would download them; the node's memory meanwhile.</summary>
    private async Task ExportAsync(string format)
    {
        var cookies = JsonNode.Parse(_states["admin"])!["cookies"]!.AsArray().Select(static cookie => $"{cookie!["name"]}={cookie["value"]}");
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = gateway.Http.BaseAddress, Timeout = TimeSpan.FromMinutes(20) };
        http.DefaultRequestHeaders.Add("Cookie", string.Join("; ", cookies));
        var before = gateway.Use;
        var (most, bytes, lines) = (before.MemoryBytes, 0L, 0L);
        var start = Stopwatch.GetTimestamp();
        using var answer = await http.GetAsync($"/console/export/attendance?format={format}", HttpCompletionOption.ResponseHeadersRead);
        Assert.True(answer.IsSuccessStatusCode, $"export: {(int)answer.StatusCode} {(answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync())}");
        await using var body = await answer.Content.ReadAsStreamAsync();
        var buffer = new byte[1 << 20];
        while (await body.ReadAsync(buffer) is > 0 and var read)
        {
            bytes += read;
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
            most = Math.Max(most, gateway.Use.MemoryBytes);
        }

        var rows = format == "csv" ? $"{lines - 1} rows, " : "";
        figures.Add(
            $"export of attendance, {format}",
            Text($"{rows}{bytes / 1e6:F1} MB in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s; the node's memory {before.MemoryBytes / 1e6:F0}, at most {most / 1e6:F0} MB"));
    }

    private async Task OpenConsolesAsync()
    {
        var alone = await WatchAsync();
        figures.Add("no console open", Percent(alone));
        var before = gateway.Use.MemoryBytes;
        await using (var hundred = await OpenPages.OpenAsync(browser, gateway.Http.BaseAddress!, [_states["admin"], _states["platform"]], ConsolesOfOneKey, "/"))
        {
            Assert.Equal(Consoles, hundred.Count);
            await Task.Delay(Warm);
            figures.Add($"{Consoles} boards open", Text($"{Percent(await WatchAsync() - alone)} more; {(gateway.Use.MemoryBytes - before) / 1e6 / Consoles:F2} MB of memory each"));
        }

        foreach (var (name, path) in Pages.Where(static page => page.Path is not "/"))
        {
            await using var open = await OpenPages.OpenAsync(browser, gateway.Http.BaseAddress!, [_states["admin"]], OpenOfAKind, path);
            figures.Add($"{OpenOfAKind} open: {name}", $"{Percent(await WatchAsync() - alone)} more");
        }
    }

    /// <summary>The share of one core that the gateway takes by itself.</summary>
    private async Task<double> WatchAsync()
    {
        await Task.Delay(Calm);
        var (before, start) = (gateway.Use.Processor, Stopwatch.GetTimestamp());
        await Task.Delay(Watched);
        return (gateway.Use.Processor - before) / Stopwatch.GetElapsedTime(start);
    }

    private static string Spread(List<TimeSpan> times)
    {
        times.Sort();
        return Text($"median {times[times.Count / 2].TotalMilliseconds:F0} ms, longest {times[^1].TotalMilliseconds:F0} ms of {times.Count}");
    }

    private static string Percent(double share) => Text($"{share * 100:F2} % of a core");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
