using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Gateway.Simulator.Enrolment;
using Gateway.Simulator.Photos;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Gateway.Tests.WebConsole.Browser;

/// <summary>The console as an operator meets it: a real browser, a gateway in a process of its own, terminals of the simulator that are broken in eight ways.</summary>
[Collection(ConsoleTests.Collection)]
[Trait(Category.Name, Category.Long)]
public sealed class ConsolePagesTests(ConsoleStage stage)
{
    private const string Photo = ConsoleStage.Prefix + "-photo";

    [BrowserFact]
    public async Task SignIn_WrongKey_IsRefusedAndTheRightOneOpensTheOverview()
    {
        var page = await stage.OpenAsync();
        await page.GotoAsync("/devices");
        await page.FillAsync("#key", "not a key at all");
        await page.ClickAsync("button[type=submit]");
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();

        await page.FillAsync("#key", stage.AdminKey);
        await page.ClickAsync("button[type=submit]");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Terminals");
    }

    [BrowserFact]
    public async Task Cluster_OfARange_HasChartsWithTheirNumbersBehindThem()
    {
        var page = await stage.SignInAsync();
        await page.GotoAsync("/cluster");
        await Expect(page.Locator("#online")).Not.ToHaveTextAsync("0");
        await Expect(page.Locator("#nodes tbody tr")).ToHaveCountAsync(1);

        await page.ClickAsync("a[href='/cluster?range=24h']");

        await Expect(page.Locator("a[href='/cluster?range=24h']")).ToHaveAttributeAsync("aria-current", "true");
        var chart = page.Locator("#chart-terminals");
        await Expect(chart.Locator("svg.wide")).ToBeVisibleAsync();
        await Expect(chart.Locator("[role=img]")).ToHaveAttributeAsync("aria-label", new Regex("^Terminals, terminals, .* online: .* offline: "));
        await chart.Locator("summary").ClickAsync();
        await Expect(chart.Locator("tbody tr")).ToHaveCountAsync(144);
        await page.SetViewportSizeAsync(390, 844);
        await Expect(chart.Locator("svg.narrow")).ToBeVisibleAsync();
        await Expect(chart.Locator("svg.wide")).ToBeHiddenAsync();
        await page.GoBackAsync();
        await Expect(page.Locator("a[href='/cluster?range=1h']")).ToHaveAttributeAsync("aria-current", "true");
    }

    [BrowserFact]
    public async Task UnknownTerminals_OfOneThatTries_OffersToAddIt()
    {
        var page = await stage.SignInAsync();
        var row = page.Locator("#unknown-terminals tbody tr", new() { HasText = ConsoleStage.Prefix + "-unknown" });
        await Patience.UntilAsync(
            async () =>
            {
                await page.GotoAsync("/unknown-terminals"); // It is written some seconds behind.
                await Expect(page.Locator("#unknown-terminals, #none")).ToBeVisibleAsync();
                return await row.CountAsync() == 1;
            },
            "listed");

        await row.GetByRole(AriaRole.Link, new() { Name = "Add" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex($"/devices/new\\?sn={ConsoleStage.Prefix}-unknown$"));
    }

    [BrowserTheory]
    [InlineData("key", "wrong-key")]
    [InlineData("unknown", "unknown-sn")]
    [InlineData("disabled", "disabled")]
    [InlineData("clock", "clock-wrong")]
    [InlineData("silent", "went-silent")]
    [InlineData("flapping", "flapping")]
    [InlineData("twin", "sn-conflict")]
    public async Task DevicePage_OfABrokenTerminal_NamesTheCause(string habit, string code)
    {
        var page = await stage.SignInAsync();

        await page.GotoAsync($"/device/{ConsoleStage.Prefix}-{habit}");

        await Expect(page.Locator("#silence")).ToHaveAttributeAsync("data-code", code);
        if (habit == "flapping") await Expect(page.Locator("#connections tbody tr").Nth(9)).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Alarms_OfBrokenTerminals_AreOnTheOverviewAndInTheFeed()
    {
        var page = await stage.SignInAsync();

        foreach (var code in new[] { "wrong-key", "flapping", "sn-conflict", "clock-wrong" }) await Expect(page.Locator($"[data-alarm={code}]").First).ToBeVisibleAsync();

        await page.GotoAsync("/alarms");
        await Expect(page.Locator("tr", new() { HasText = ConsoleStage.Prefix + "-twin" }).Locator("[data-alarm=sn-conflict]")).ToBeVisibleAsync();
        var told = (await stage.Gateway.GetAsync("/api/v1/feed?kinds=device&limit=1000"))["items"]!.AsArray();
        Assert.Equal(1, told.Count(item => item!["data"]!["event"]!.GetValue<string>() == "wrong-key" && item["sn"]!.GetValue<string>() == ConsoleStage.Prefix + "-key"));
    }

    [BrowserFact]
    public async Task DevicePage_OfATerminalThatRefusesPhotos_SaysSoAtTheCommand()
    {
        var page = await stage.SignInAsync();

        await page.GotoAsync($"/device/{Photo}");

        await Expect(page.Locator("[data-code=photo-refused]").First).ToContainTextAsync("no face found");
    }

    [BrowserFact]
    public async Task DevicePage_HabitsThatWereLearned_AreShownAndForgotten()
    {
        var page = await stage.SignInAsync();
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(stage.Gateway.Data, "gateway.db")};Pooling=False"))
        {
            await database.OpenAsync();
            await using var insert = database.CreateCommand();
            insert.CommandText =
                "INSERT INTO device_habits (sn, habit, value, proved, since, evidence) VALUES (@sn, 'answer', 'string', 1, 0, 'a feedback inside hand-out 7')";
            insert.Parameters.AddWithValue("@sn", ConsoleStage.Prefix + "-key");
            await insert.ExecuteNonQueryAsync();
        }

        await page.GotoAsync($"/device/{ConsoleStage.Prefix}-key");
        await Expect(page.Locator("[data-habit=answer]")).ToContainTextAsync("a feedback inside hand-out 7");

        await page.ClickAsync("#forget-habits");
        await page.ClickAsync("#forget-habits");

        await Expect(page.Locator("[data-habit=answer]")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Push_WithAPhoto_IsQueuedSentAndAnswered()
    {
        var page = await stage.SignInAsync();
        await page.GotoAsync($"/device/{Photo}");

        await page.ClickAsync("#push");
        await page.FillAsync("#person-id", "from-console");
        await page.FillAsync("#person-name", "测试");
        await Expect(page.Locator("#person-photo")).ToBeEnabledAsync();
        await page.SetInputFilesAsync("#person-photo", new FilePayload { Name = "face.jpg", MimeType = "image/jpeg", Buffer = FaceImage.Make(7, 20_000) });
        await Expect(page.GetByText("19 kB")).ToBeVisibleAsync();
        await page.ClickAsync("#push-send");

        var row = page.Locator("tr", new() { HasText = "from-console" });
        await Expect(row.Locator("[data-code=photo-refused]")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task DevicePage_OfADisabledTerminal_HasTheButtonThatEnablesItBesideTheSentence()
    {
        await stage.PutDeviceAsync("gate-off", new { key = "l8iTgWXT", kind = "attendance", enabled = false });
        var viewer = await stage.SignInAsync(await stage.KeyAsync("viewer"));
        await viewer.GotoAsync("/device/gate-off");
        await Expect(viewer.Locator("#silence")).ToHaveAttributeAsync("data-code", "disabled");
        await Expect(viewer.Locator("#silence button")).ToHaveCountAsync(0);
        var page = await stage.SignInAsync();
        await page.GotoAsync("/device/gate-off");

        await page.ClickAsync("#silence [data-step=Enable]");

        await Expect(page.Locator("#silence")).ToHaveAttributeAsync("data-code", "never-connected");
    }

    [BrowserFact]
    public async Task DevicePage_OfATerminalOfAManagedSite_ShowsWhoIsMissingOnItAndWhy()
    {
        await stage.PutDeviceAsync("gate-roster", new { key = "l8iTgWXT", kind = "attendance", site = "gate-site" });
        foreach (var (id, name) in new[] { ("10240", "刘德强"), ("10241", "张三") })
        {
            using var put = await stage.Gateway.Http.PutAsJsonAsync($"/api/v1/sites/gate-site/roster/{id}", new { name });
            put.EnsureSuccessStatusCode();
        }

        var page = await stage.SignInAsync();
        await page.GotoAsync("/device/gate-roster");

        await Expect(page.Locator("[data-roster=missing]")).ToContainTextAsync("2");
        var row = page.Locator("#roster tbody tr", new() { HasText = "10240" });
        await Expect(row).ToContainTextAsync("刘**");
        await Expect(row).ToHaveAttributeAsync("data-person-state", "pending");
        await page.ClickAsync("[data-roster=all]");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("roster=all"));
        await Expect(page.Locator("[data-roster=all]")).ToHaveAttributeAsync("aria-current", "true");
    }

    [BrowserFact]
    public async Task Devices_FilteredByStatus_KeepTheFilterInTheAddressAndComeBackToIt()
    {
        var page = await stage.SignInAsync();
        await page.GotoAsync("/devices");

        await page.SelectOptionAsync("#status", "disabled");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("status=disabled"));
        await Expect(page.Locator("#devices [data-status]:not([data-status=disabled])")).ToHaveCountAsync(0);
        await page.Locator("#devices tbody input[type=checkbox]").First.CheckAsync();
        await Expect(page.Locator("#job-of-selected")).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("^/jobs/new\\?sns="));
        await page.Locator("#devices tbody a").First.ClickAsync();
        await Expect(page.Locator("#silence")).ToBeVisibleAsync();

        await page.GoBackAsync();

        await Expect(page.Locator("#status")).ToHaveValueAsync("disabled");
    }

    [BrowserFact]
    public async Task Devices_SearchedByPartOfTheSn_AreFound()
    {
        var page = await stage.SignInAsync();
        await page.GotoAsync("/devices");
        await Expect(page.Locator("tbody tr").First).ToBeVisibleAsync();

        await page.FillAsync("#search", ConsoleStage.Prefix + "-fla");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();

        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await page.ClickAsync($"text={ConsoleStage.Prefix}-flapping");
        await Expect(page.Locator("h1")).ToHaveTextAsync(ConsoleStage.Prefix + "-flapping");
    }

    [BrowserFact]
    public async Task Import_WithABadLine_TakesTheOthersAndNamesIt()
    {
        var page = await stage.SignInAsync();
        await page.GotoAsync("/devices/import");
        const string Csv = "sn,key,kind\nimported-1,l8iTgWXT,attendance\nimported-2,short,attendance\nimported-3,l8iTgWXT,attendance\n";

        await Expect(page.Locator("#file")).ToBeEnabledAsync();
        await page.SetInputFilesAsync("#file", new FilePayload { Name = "devices.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Csv) });

        await Expect(page.Locator("#created")).ToHaveTextAsync("2");
        await Expect(page.Locator("#rejected")).ToHaveTextAsync("1");
        var rejected = page.Locator("#errors tbody tr").Filter(new() { HasText = "imported-2" });
        await Expect(rejected.Locator("td").First).ToHaveTextAsync("3");
        await page.ClickAsync("#import");
        await Expect(page.Locator("#done")).ToContainTextAsync("2 new");
    }

    [BrowserFact]
    public async Task Language_Switched_IsChineseAndStays()
    {
        var page = await stage.SignInAsync();
        await page.GotoAsync("/devices");

        await page.ClickAsync("#language");
        await Expect(page.Locator("h1")).ToHaveTextAsync("终端");

        await page.GotoAsync($"/device/{ConsoleStage.Prefix}-key");
        await Expect(page.Locator("#silence")).ToContainTextAsync("密钥错误");
    }

    [BrowserFact]
    public async Task Registration_Unmasked_NeedsAReasonAndStandsInTheAudit()
    {
        const string Reason = "wage dispute of a worker";
        await RegisterAsync();
        var page = await stage.SignInAsync();
        await page.GotoAsync("/registrations");
        var row = page.Locator("tbody tr").First;
        await Expect(row).ToContainTextAsync("*");

        await row.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await page.FillAsync("#reason", Reason);
        await page.Locator("form", new() { Has = page.Locator("#reason") }).GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Expect(page.Locator("figure img")).ToHaveCountAsync(3);

        await page.GotoAsync("/audit");
        await Expect(page.GetByText(Reason).First).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Viewer_SeesTheDeviceAndHasNothingToChangeIt()
    {
        var page = await stage.SignInAsync(await stage.KeyAsync("viewer"));

        await page.GotoAsync($"/device/{Photo}");

        await Expect(page.Locator("#silence")).ToBeVisibleAsync();
        await Expect(page.Locator("#push")).ToHaveCountAsync(0);
        await Expect(page.GetByText("Audit", new() { Exact = true })).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task EveryPage_OpensWithoutAnErrorAndFetchesNothingFromElsewhere()
    {
        var page = await stage.SignInAsync();
        var (errors, elsewhere) = (new List<string>(), new List<string>());
        page.Console += (_, message) => { if (message.Type == "error") errors.Add(message.Text); };
        page.PageError += (_, error) => errors.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(stage.Gateway.Http.BaseAddress!.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                elsewhere.Add(request.Url);
        };

        foreach (var path in new[]
        {
            "/", "/cluster", "/unknown-terminals", "/alarms", "/devices", "/devices/new", "/devices/import", "/commands", "/attendance",
            "/registrations", "/quarantine", "/keys", "/audit", $"/device/{Photo}"
        })
        {
            await page.GotoAsync(path);
            await Expect(page.Locator("h1")).Not.ToBeEmptyAsync();
            await Expect(page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
        }

        Assert.Empty(errors);
        Assert.Empty(elsewhere);
    }

    [BrowserFact]
    public async Task Docs_WithoutEval_ShowTheOperations()
    {
        var page = await stage.OpenAsync();
        var errors = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") errors.Add(message.Text); };
        page.PageError += (_, error) => errors.Add(error);

        await page.GotoAsync("/docs/");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Gateway – Platform API" }).First).ToBeVisibleAsync();
        Assert.Empty(errors);
    }

    [BrowserFact]
    public async Task OpenPage_ItsKeyIsDeleted_ShowsNothingAnyMore()
    {
        var (id, key) = await stage.NewKeyAsync("viewer");
        var page = await stage.SignInAsync(key);
        await page.GotoAsync("/devices");
        await Expect(page.Locator("tbody tr").First).ToBeVisibleAsync();

        (await stage.Gateway.Http.DeleteAsync($"/api/v1/keys/{id}")).Dispose();

        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(0);
    }

    private async Task RegisterAsync()
    {
        var settings = new EnrolmentSettings { DeviceHttp = stage.Gateway.DeviceHttp, Workers = 1, Terminals = 1, Prefix = "enr", Seed = 1 };
        foreach (var device in settings.Devices())
        {
            using var known = await stage.Gateway.Http.PutAsJsonAsync($"/api/v1/devices/{device.Sn}", new { key = device.Key, kind = "enrolment" });
            known.EnsureSuccessStatusCode();
        }

        var run = new EnrolmentRun(settings, null, TimeProvider.System);
        await run.RunAsync(CancellationToken.None);
        Assert.Equal(1, run.Registered);
    }
}
