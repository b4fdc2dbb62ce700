using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Gateway.Tests.WebConsole.Browser;

/// <summary>The morning board and the search, in a real browser.</summary>
[Collection(ConsoleTests.Collection)]
[Trait(Category.Name, Category.Long)]
public sealed partial class BoardPagesTests(ConsoleStage stage)
{
    /// <summary>With a right check digit; nobody's.</summary>
    private const string IdNumber = "11010519491231002X";

    [BrowserFact]
    public async Task Board_ASiteWhoseGatesNeverCame_IsInASentenceWithItsNextStep_AndInTheNavigation()
    {
        await PutAsync("sites/NB-1", new { name = "North <b>Bridge</b>", region = "East" });
        foreach (var sn in new[] { "board-1", "board-2" }) await PutAsync("devices/" + sn, new { key = "l8iTgWXT", kind = "attendance", site = "NB-1", name = "Gate " + sn });
        var page = await stage.SignInAsync();

        var row = page.Locator("[data-site=NB-1]");
        await Expect(row).ToHaveAttributeAsync("data-code", "never-connected");
        await Expect(row).ToContainTextAsync("North <b>Bridge</b>");
        await Expect(row).ToContainTextAsync("None of its 2 gates has ever connected");
        await Expect(page.Locator("#sites-needing")).Not.ToHaveTextAsync("0");
        await Expect(page.Locator("nav a[href='/sites'] .count")).ToBeVisibleAsync();

        await row.Locator("[data-step=gates]").ClickAsync();
        await Expect(page).ToHaveURLAsync(SitePage());
    }

    [BrowserFact]
    public async Task Search_OneExactHit_OpensByTheKeyboardAlone()
    {
        await PutAsync("sites/Search-9", new { name = "Tower nine" });
        await PutAsync("devices/find-me-1", new { key = "l8iTgWXT", kind = "attendance", site = "Search-9", name = "East gate of nine" });
        var page = await stage.SignInAsync();

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("FIND-me-1");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(DevicePage());

        await Expect(page.Locator("#content h1", new() { HasText = "East gate of nine" })).ToBeFocusedAsync();
        await page.FillAsync("#find", "nine");
        await page.PressAsync("#find", "Enter");
        await Expect(page.Locator("#sites a")).ToHaveTextAsync("Tower nine");
        await Expect(page.Locator("#terminals a")).ToHaveTextAsync("East gate of nine");
        await Expect(page).ToHaveURLAsync(SearchPage());
    }

    [BrowserFact]
    public async Task Search_AWholeIdNumber_IsInNoAddress_AndAuditedForThoseWhoMay()
    {
        var page = await stage.SignInAsync();
        var addresses = new List<string>();
        page.Request += (_, request) => addresses.Add(request.Url);
        page.FrameNavigated += (_, frame) => addresses.Add(frame.Url);

        await page.FillAsync("#find", IdNumber);
        await page.PressAsync("#find", "Enter");
        await Expect(page.Locator("h1")).ToContainTextAsync("110*************2X");
        await Expect(page).ToHaveURLAsync(BareSearch());
        await Expect(page.Locator("#find")).ToHaveValueAsync("");
        Assert.DoesNotContain(addresses, static address => address.Contains("1949", StringComparison.Ordinal));

        await page.GotoAsync("/search?q=" + IdNumber); // By hand: it does not stay there.
        await Expect(page).ToHaveURLAsync(BareSearch());
        await Expect(page.Locator("h1")).ToContainTextAsync("110*************2X");
        var audit = (await stage.Gateway.GetAsync("/api/v1/audit?action=registration.search&limit=1000"))["items"]!.AsArray();
        Assert.True(audit.Count >= 2);
        Assert.DoesNotContain("1949", audit.ToJsonString(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Search_AWholeIdNumberByAViewer_FindsNothingAndSaysWhy()
    {
        var page = await stage.SignInAsync(await stage.KeyAsync("viewer"));

        await page.FillAsync("#find", IdNumber);
        await page.PressAsync("#find", "Enter");

        await Expect(page.Locator("#message")).ToContainTextAsync("may not look for ID numbers");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Search");
    }

    private async Task PutAsync(string path, object body)
    {
        using var answer = await stage.Gateway.Http.PutAsJsonAsync("/api/v1/" + path, body);
        answer.EnsureSuccessStatusCode();
    }

    [GeneratedRegex("/site/NB-1#gates$")]
    private static partial Regex SitePage();

    [GeneratedRegex("/device/find-me-1$")]
    private static partial Regex DevicePage();

    [GeneratedRegex(@"/search\?q=nine$")]
    private static partial Regex SearchPage();

    [GeneratedRegex("/search$")]
    private static partial Regex BareSearch();
}
