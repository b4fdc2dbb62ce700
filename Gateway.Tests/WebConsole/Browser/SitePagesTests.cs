using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Gateway.Tests.WebConsole.Browser;

/// <summary>Sites and workers as a labour officer and a wage inspector meet them.</summary>
[Collection(ConsoleTests.Collection)]
[Trait(Category.Name, Category.Long)]
public sealed class SitePagesTests(ConsoleStage stage)
{
    /// <summary>The example of GB 11643 itself.</summary>
    private const string IdNumber = "11010519491231002X";

    [BrowserFact]
    public async Task Roster_OfHundreds_IsFilteredPushedAgainAndRemovedFrom()
    {
        const int Persons = 400;
        await SiteAsync("M 1/东", ["m-gate-1", "m-gate-2"], Enumerable.Range(1000, Persons).Select(static i => $"{i}"));
        var page = await stage.SignInAsync();

        await page.GotoAsync("/site/" + Uri.EscapeDataString("M 1/东"));
        await Expect(page.Locator("#roster-persons")).ToHaveTextAsync("400");
        await Expect(page.Locator("#roster-missing")).ToHaveTextAsync("400");
        var rows = page.Locator("#matrix tbody tr[data-user]");
        await Expect(rows.First).ToHaveAttributeAsync("data-user", "1000");
        Assert.InRange(await rows.CountAsync(), 5, 100); // Of four hundred the browser holds those that are seen.
        await Expect(rows.First.Locator("[data-cell=Pending]")).ToHaveCountAsync(2);

        await page.ClickAsync("[data-view=refused]");
        await Expect(page.Locator("#roster-none")).ToBeVisibleAsync();
        Assert.EndsWith("?show=refused", page.Url, StringComparison.Ordinal);
        await page.GoBackAsync();
        await Expect(page.Locator("[data-view=missing]")).ToHaveAttributeAsync("aria-current", "true");

        await page.ClickAsync("#push-again");
        await Expect(page.Locator(".toast")).ToContainTextAsync("400 persons");

        await rows.First.Locator("input[type=checkbox]").CheckAsync();
        await Expect(page.Locator("#push-again")).ToContainTextAsync("(1)");
        await page.ClickAsync("#remove");
        await page.ClickAsync("#remove-yes");
        await Expect(page.Locator("#roster-persons")).ToHaveTextAsync("399");
    }

    [BrowserFact]
    public async Task Worker_WhoseUserIdIsHisIdNumber_StandsInNoAddress_AndIsShownWithAReason()
    {
        await SiteAsync("W1", ["w-gate-1"], [IdNumber, "w-2000"]);
        var page = await stage.SignInAsync();
        var addresses = new List<string>();
        page.Request += (_, request) => addresses.Add(request.Url);

        await page.GotoAsync("/workers?site=W1");
        await page.Locator("#workers tbody tr", new() { HasText = IdNumber }).Locator("a").First.ClickAsync();
        await Expect(page.Locator("#user-id")).ToHaveTextAsync(IdNumber);
        await Expect(page.Locator("h1")).ToHaveTextAsync("测**");
        Assert.DoesNotContain(IdNumber, Uri.UnescapeDataString(page.Url), StringComparison.Ordinal);

        await page.ClickAsync("#show-person");
        await page.FillAsync("#reason", "wage claim 17");
        await page.ClickAsync("#show-yes");
        await Expect(page.Locator("#in-clear")).ToContainTextAsync("测试员");
        await page.ReloadAsync();
        await Expect(page.Locator("#audit")).ToContainTextAsync("wage claim 17");
        Assert.DoesNotContain(addresses, static address => address.Contains(IdNumber, StringComparison.Ordinal));

        // Typed into the address by hand it is not answered.
        await page.GotoAsync("/worker/" + IdNumber);
        await Expect(page.Locator("#unknown")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Worker_AsTheInspectorSeesHim_IsMasked_AndHisAuditIsThere()
    {
        await SiteAsync("W2", ["w-gate-2"], ["w-3000"]);
        var page = await stage.OpenAsync();
        await page.GotoAsync("/workers");
        await page.FillAsync("#key", await stage.KeyAsync("viewer"));
        await page.ClickAsync("button[type=submit]");

        await page.FillAsync("#search", "w-3000");
        await page.PressAsync("#search", "Enter"); // The only one: his page opens.

        await Expect(page).ToHaveURLAsync(new Regex("/worker/w-3000$"));
        await Expect(page.Locator("#audit tbody tr").First).ToBeVisibleAsync();
        await Expect(page.Locator("#show-person")).ToHaveCountAsync(0);
        await Expect(page.Locator("main")).Not.ToContainTextAsync("测试员");
    }

    [BrowserFact]
    public async Task Site_MadeAndChanged_KeepsItsHours_AndNamesWhatIsWrong()
    {
        var page = await stage.SignInAsync();
        await page.GotoAsync("/sites/new");
        await page.FillAsync("#site-code", "N-1");
        await page.FillAsync("#site-name", "New bridge");
        await page.ClickAsync("#add-span");
        await page.ClickAsync("#save-site");
        await Expect(page.Locator("h1")).ToHaveTextAsync("New bridge");
        await Expect(page.Locator("#settings")).ToContainTextAsync("Mon–Sat 06:00–18:00");

        await page.ClickAsync("#change-site");
        await page.SelectOptionAsync("#site-status", "completed");
        await page.ClickAsync("#save-site");
        await Expect(page.Locator(".say.bad")).ToBeVisibleAsync(); // It needs a date.
        await page.FillAsync("#completed-on", "2025-01-31");
        await page.ClickAsync("#save-site");
        await Expect(page.Locator("#settings")).ToContainTextAsync("2025-01-31");

        await page.GotoAsync("/sites?q=N-1&order=name");
        await Expect(page.Locator("#sites tbody tr")).ToHaveCountAsync(1);
    }

    /// <summary>A site with gates that nobody plays, and a roster.</summary>
    private async Task SiteAsync(string site, IEnumerable<string> gates, IEnumerable<string> users)
    {
        foreach (var gate in gates)
            (await stage.Gateway.Http.PutAsJsonAsync("/api/v1/devices/" + gate, new { key = "l8iTgWXT", kind = "attendance", site, name = gate })).EnsureSuccessStatusCode();

        var lines = string.Concat(users.Select(static user => $$"""{"user_id":"{{user}}","name":"测试员"}{{"\n"}}"""));
        using var list = new StringContent(lines, Encoding.UTF8, "application/x-ndjson");
        (await stage.Gateway.Http.PutAsync($"/api/v1/sites/{Uri.EscapeDataString(site)}/roster?mode=merge", list)).EnsureSuccessStatusCode();
    }
}
