using System.Net.Http.Json;
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
        await Expect(page.Locator("h1")).ToHaveTextAsync("Devices");
    }

    [BrowserFact]
    public async Task Overview_WhileTerminalsBeat_ItsNumbersMove()
    {
        var page = await stage.SignInAsync();

        await Expect(page.Locator("#heartbeats")).Not.ToHaveTextAsync("0.0");
        var seen = await page.Locator("#now").TextContentAsync();
        await Expect(page.Locator("#now")).Not.ToHaveTextAsync(seen!);
        await Expect(page.Locator("#online")).Not.ToHaveTextAsync("0");
        await Expect(page.GetByText(ConsoleStage.Prefix + "-unknown")).ToBeVisibleAsync(); // It tries to connect, and is not provisioned.
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
        await page.SetInputFilesAsync("#person-photo", new FilePayload { Name = "face.jpg", MimeType = "image/jpeg", Buffer = FaceImage.Make(7, 20_000) });
        await Expect(page.GetByText("19 kB")).ToBeVisibleAsync();
        await page.ClickAsync("#push-send");

        var row = page.Locator("tr", new() { HasText = "from-console" });
        await Expect(row.Locator("[data-code=photo-refused]")).ToBeVisibleAsync();
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
        var rejected = page.Locator("table tbody tr").Filter(new() { HasText = "key" });
        await Expect(rejected.Locator("td").First).ToHaveTextAsync("3");
    }

    [BrowserFact]
    public async Task Language_Switched_IsChineseAndStays()
    {
        var page = await stage.SignInAsync();
        await page.GotoAsync("/devices");

        await page.ClickAsync("#language");
        await Expect(page.Locator("h1")).ToHaveTextAsync("设备");

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
            "/", "/alarms", "/devices", "/devices/new", "/devices/import", "/commands", "/attendance", "/registrations", "/quarantine", "/keys", "/audit", $"/device/{Photo}"
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
