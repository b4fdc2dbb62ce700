using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Simulator.Broken;
using Gateway.Simulator.Platform;
using Gateway.Tests.WebConsole.Browser.City;
using Gateway.Tests.Whole.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.Tests.WebConsole.Browser;

/// <summary>
/// A gateway in a process of its own, the simulator's broken terminals at it, and a browser: for all tests of the console's pages. A little city with another gateway is made for
/// the first test that asks for it.
/// </summary>
#pragma warning disable CA1001 // xunit disposes of it by DisposeAsync.
public sealed class ConsoleStage : IAsyncLifetime
#pragma warning restore CA1001
{
    /// <summary>What every SN of the broken terminals begins with.</summary>
    public const string Prefix = "bad";

    /// <summary>Seconds after which a terminal counts as silent; longer than the broken ones pause.</summary>
    private const int IdleSeconds = 5;

    private readonly TempDirectory _directory = new();
    private readonly CancellationTokenSource _over = new();
    private readonly Lazy<Task<ConsoleCity>> _city;
    private readonly Lazy<Task> _broken;
    private string _adminKey = "";
    private GatewayProcess? _gateway;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private Task _terminals = Task.CompletedTask;

    public ConsoleStage()
    {
        _city = new(() => ConsoleCity.StartAsync(_browser!));
        _broken = new(() => Task.Run(BreakAsync)); // Waited for by threads that its continuations must not need.
    }

    internal GatewayProcess Gateway => Begun._gateway!;

    internal IBrowser Browser => _browser!;

    public string AdminKey => Begun._adminKey;

    /// <summary>The same with its gateway, which is started for the first test that needs it: those of the city do not.</summary>
    private ConsoleStage Begun
    {
        get
        {
            _broken.Value.GetAwaiter().GetResult();
            return this;
        }
    }

    public async Task InitializeAsync()
    {
        if (BrowserFactAttribute.Program is not { } chromium) return;
        _playwright = await Playwright.CreateAsync();
        string[] arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"];
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = arguments, Timeout = (float)Patience.Max.TotalMilliseconds });
    }

    public async Task DisposeAsync()
    {
        await _over.CancelAsync();
        await _terminals;
        if (_city.IsValueCreated && _city.Value.IsCompletedSuccessfully) await (await _city.Value).DisposeAsync();
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_gateway is not null) await _gateway.DisposeAsync();
        _over.Dispose();
        _directory.Dispose();
    }

    /// <summary>The little city, made once.</summary>
    internal Task<ConsoleCity> CityAsync() => _city.Value;

    /// <summary>A browser window of its own, signed in with <paramref name="key"/>, in English.</summary>
    public async Task<IPage> SignInAsync(string? key = null)
    {
        var page = await OpenAsync();
        await page.GotoAsync("/");
        await page.FillAsync("#key", key ?? AdminKey);
        await page.ClickAsync("button[type=submit]");
        await Assertions.Expect(page.Locator("#content h1")).ToHaveTextAsync(new Regex("."));
        await Assertions.Expect(page.Locator("#content h1")).ToBeFocusedAsync(); // A page that has just come takes the focus: from here on it stays where it is put.
        return page;
    }

    /// <summary>A window that is not signed in.</summary>
    public async Task<IPage> OpenAsync()
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Gateway.Http.BaseAddress!.ToString(),
            Locale = "en-GB",
            ViewportSize = new() { Width = 1400, Height = 1000 }
        });
        context.SetDefaultTimeout((float)Patience.Max.TotalMilliseconds);
        Assertions.SetDefaultExpectTimeout((float)Patience.Max.TotalMilliseconds);
        return await context.NewPageAsync();
    }

    /// <summary>Keeps a picture of the page in the directory that GATEWAY_TEST_PICTURES names, to be looked at; does nothing without it.</summary>
    public static async Task PictureAsync(IPage page, string path)
    {
        if (Environment.GetEnvironmentVariable("GATEWAY_TEST_PICTURES") is not { Length: > 0 } directory) return;
        await page.ScreenshotAsync(new() { Path = Path.Combine(directory, path.Trim('/').Replace('/', '-') + ".png"), FullPage = true });
    }

    /// <summary>A device made over the API.</summary>
    public async Task PutDeviceAsync(string sn, object device)
    {
        using var answer = await Gateway.Http.PutAsJsonAsync($"/api/v1/devices/{sn}", device);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A new API key of a role.</summary>
    public async Task<string> KeyAsync(string role) => (await NewKeyAsync(role)).Key;

    /// <summary>The same with its id.</summary>
    public async Task<(string Id, string Key)> NewKeyAsync(string role)
    {
        using var answer = await Gateway.Http.PostAsJsonAsync("/api/v1/keys", new { name = "browser test", role });
        answer.EnsureSuccessStatusCode();
        var made = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        return (made["id"]!.GetValue<string>(), made["key"]!.GetValue<string>());
    }

    private async Task BreakAsync()
    {
        _gateway = GatewayProcess.Start(_directory, [$"Tcp:IdleSeconds={IdleSeconds}"]);
        await _gateway.ServesAsync();
        _adminKey = (await File.ReadAllTextAsync(Path.Combine(_gateway.Data, "admin.key"))).Trim();

        var session = new BrokenSession(_gateway.Socket, Prefix, seed: 1, TimeProvider.System);
        using (var platform = new PlatformClient(_gateway.Http.BaseAddress!, _adminKey))
            Assert.True(await session.PrepareAsync(platform, TextWriter.Null, CancellationToken.None));

        _terminals = session.RunAsync(_over.Token);
    }
}
