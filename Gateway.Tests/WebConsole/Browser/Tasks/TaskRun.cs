using System.Diagnostics;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.Tests.WebConsole.Browser.Tasks;

/// <summary>Somebody wants something of the console: counts what he clicks, and how long it takes from the start page until he has it. Typing is no click, Enter is one.</summary>
/// <param name="who">For the table, as in issue 20.</param>
/// <param name="most">Clicks that the issue allows.</param>
/// <param name="before">What it took before.</param>
internal sealed class TaskRun(ConsoleWindow window, string who, string wants, int most, string before) : IAsyncDisposable
{
    private static readonly ConsoleFigures Table = new("tasks", "Tasks, in Chinese", "who", "wants", "clicks", "at most", "seconds of a machine", "before");

    private readonly long _start = Stopwatch.GetTimestamp();
    private int _clicks;

    public IPage Page => window.Page;

    public async Task ClickAsync(ILocator what)
    {
        _clicks++;
        await what.ClickAsync();
    }

    public Task ClickAsync(string selector) => ClickAsync(Page.Locator(selector).First);

    public Task TypeAsync(string selector, string text) => Page.FillAsync(selector, text);

    public async Task EnterAsync(string selector)
    {
        _clicks++;
        await Page.Locator(selector).PressAsync("Enter");
    }

    /// <summary>Clicks what gives a file, and reads it.</summary>
    public async Task<byte[]> DownloadAsync(ILocator what)
    {
        _clicks++;
        var download = await Page.RunAndWaitForDownloadAsync(() => what.ClickAsync());
        await using var file = await download.CreateReadStreamAsync();
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    /// <summary>Chooses a file: that is a click, and what the browser's own window takes is not the console's.</summary>
    public async Task ChooseAsync(string selector, FilePayload file)
    {
        _clicks++;
        await Assertions.Expect(Page.Locator(selector)).ToBeEnabledAsync(); // What follows does not look whether it is.
        await Page.SetInputFilesAsync(selector, file);
    }

    /// <summary>He has it.</summary>
    public void Done()
    {
        var seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
        lock (Table) Table.Add(who, wants, $"{_clicks}", $"{most}", seconds, before);
        Assert.True(_clicks <= most, $"{wants}: {_clicks} clicks, {most} are allowed");
        window.AssertFaultless();
    }

    public ValueTask DisposeAsync() => window.DisposeAsync();
}
