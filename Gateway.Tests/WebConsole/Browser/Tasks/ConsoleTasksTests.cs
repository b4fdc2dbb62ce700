using System.IO.Compression;
using System.Text.RegularExpressions;
using Gateway.Tests.WebConsole.Browser.City;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Gateway.Tests.WebConsole.Browser.Tasks;

/// <summary>The table of tasks of issue 20, in Chinese: what somebody wants at six in the morning, in at most so many clicks.</summary>
[Collection(ConsoleTests.Collection)]
[Trait(Category.Name, Category.Long)]
public sealed class ConsoleTasksTests(ConsoleStage stage)
{
    private const string Search = "#find";

    [BrowserFact]
    public async Task Dispatcher_AtSix_SeesTheCityBesideOtherDays()
    {
        await using var run = await BeginAsync("dispatcher", "is the city clocking in as on other such days, and where not?", 0, "no page: two minutes of this node's rates");

        await Expect(run.Page.Locator("#clocked-in")).ToHaveTextAsync(new Regex("[1-9]"));
        await Expect(run.Page.Locator("#compared")).ToContainTextAsync("比往常");
        await Expect(run.Page.Locator("#today svg.wide")).ToBeVisibleAsync();
        foreach (var site in new[] { CityPlan.Refusing, CityPlan.CutOff, CityPlan.WrongClock, CityPlan.Empty })
            await Expect(run.Page.Locator($"#worst li[data-site='{site.Code}']")).ToBeVisibleAsync();
        await Expect(run.Page.Locator("#worst li").First).ToHaveAttributeAsync("data-site", CityPlan.CutOff.Code);
        run.Done();
    }

    [BrowserFact]
    public async Task Dispatcher_FromARedSite_ReadsWhatToDo()
    {
        await using var run = await BeginAsync("dispatcher", "from a red site to the sentence that says what to do", 2, "5 clicks, opaque");

        await run.ClickAsync($"#worst li[data-site='{CityPlan.CutOff.Code}'] a.strong");

        await Expect(run.Page.Locator("#verdict")).ToContainTextAsync("8 台闸机");
        await Expect(run.Page.Locator("#verdict")).ToContainTextAsync(new Regex("路由器|断电|电源"));
        await Expect(run.Page.Locator("#verdict .actions a").First).ToBeVisibleAsync();
        run.Done();
    }

    [BrowserFact]
    public async Task Officer_WhoIsMissingOnWhichGate_IsSeenAndPushedAgain()
    {
        await using var run = await BeginAsync("labour officer", "who of my people is missing on which gate, and why; push those again", 3, "impossible");

        await run.TypeAsync(Search, CityPlan.Refusing.Code);
        await run.EnterAsync(Search);
        await Expect(run.Page.Locator("#roster-missing")).ToHaveTextAsync($"{CityPlan.Refusing.Refused}");
        var row = run.Page.Locator("#matrix tbody tr[data-user]").First;
        await Expect(row.Locator(".mark.bad")).ToHaveCountAsync(CityPlan.Refusing.RefusingGates);
        await Expect(row.Locator("td").Last).ToContainTextAsync("人脸");

        await run.ClickAsync("#push-again");
        await Expect(run.Page.Locator(".toast")).ToContainTextAsync($"{CityPlan.Refusing.Refused}");
        run.Done();
    }

    [BrowserFact]
    public async Task Officer_AWorkersLastMonth_IsAWorkbook()
    {
        await using var run = await BeginAsync("labour officer", "this worker's records of the last month, to Excel", 3, "2 clicks and two hand-typed dates, and no file");

        await run.TypeAsync(Search, CityPlan.Worker);
        await run.EnterAsync(Search);
        await run.ClickAsync(run.Page.Locator("#records .chip", new() { HasText = "上月" }));
        await Expect(run.Page.Locator("#records tbody tr")).ToHaveCountAsync(CityPlan.DaysOfLastMonth);
        var file = await run.DownloadAsync(run.Page.Locator("#records button[value=xlsx]").First);

        run.Done();
        using var zip = new ZipArchive(new MemoryStream(file));
        using var sheet = new StreamReader(await zip.GetEntry("xl/worksheets/sheet1.xml")!.OpenAsync());
        Assert.Equal(1 + CityPlan.DaysOfLastMonth, Regex.Count(await sheet.ReadToEndAsync(), "<row"));
    }

    [BrowserFact]
    public async Task Officer_FortyTerminalsOfAGbkSheet_AreImportedButTheBadOne()
    {
        await using var run = await BeginAsync("labour officer", "import 40 terminals from the CSV that Excel in Chinese Windows saved", 4, "fails: GBK");
        var rows = Enumerable.Range(1, 40)
            .Select(static number => (IReadOnlyList<string>)[$"IMP-{number:D3}", number == 17 ? "short" : "l8iTgWXT", "考勤", "导入工地", $"{number} 号机"]);
        var file = ExcelFile.Gbk([["序列号", "密钥", "类型", "工地", "名称"], .. rows]);

        await run.ClickAsync("nav a[href='/devices']");
        await run.ClickAsync("main a[href='/devices/import']");
        await run.ChooseAsync("input[type=file]", new() { Name = "终端.csv", MimeType = "text/csv", Buffer = file });
        await Expect(run.Page.Locator("#counts")).ToContainTextAsync("39");
        await Expect(run.Page.Locator("#errors tbody tr")).ToHaveCountAsync(1);
        await Expect(run.Page.Locator("#errors tbody tr td").First).ToHaveTextAsync("18"); // the sheet's own row
        await run.ClickAsync("#import");
        await Expect(run.Page.Locator("#done")).ToBeVisibleAsync();
        run.Done();
    }

    [BrowserFact]
    public async Task Officer_FiveHundredPersonsOfAWorkbook_AreImported()
    {
        var city = await stage.CityAsync();
        await city.PutAsync("/api/v1/sites/import-500", new { name = "五百人工地" });
        await using var run = await BeginAsync("labour officer", "import 500 persons from an Excel workbook", 4, "impossible: no XLSX");
        var rows = Enumerable.Range(1, 500).Select(static number => (IReadOnlyList<string>)[$"{number}", $"{50_000 + number}", $"张{number}", $"GH{number:D4}"]);
        var file = ExcelFile.Workbook([["序号", "人员编号", "姓名", "工号"], .. rows]);

        await run.TypeAsync(Search, "import-500");
        await run.EnterAsync(Search);
        await run.ClickAsync("main a[href='/site/import-500/import']");
        await run.ChooseAsync("input[type=file]", new() { Name = "花名册.xlsx", MimeType = "application/octet-stream", Buffer = file });
        await Expect(run.Page.Locator("#counts")).ToContainTextAsync("500");
        await run.ClickAsync("#import");
        await Expect(run.Page.Locator("#done")).ToBeVisibleAsync();
        run.Done();
        Assert.Equal(500, (await city.Gateway.GetAsync("/api/v1/sites/import-500"))["roster"]!["persons"]!.GetValue<int>());
    }

    [BrowserFact]
    public async Task Operator_ADeletionToManyGates_FailsAtSomeAndIsTriedAgainThere()
    {
        await using var run = await BeginAsync(
            "operator", "send a deletion to many gates, canary first, see what failed and why, retry those", 5, "a batch of nothing but failures is green and 100 %");

        await run.ClickAsync("main a[href^='/jobs/new']");
        await run.Page.SelectOptionAsync("#type", "person.delete");
        await run.TypeAsync("#user-id", "980001");
        await run.TypeAsync("#sites", string.Join(' ', CityPlan.Sites.Select(static site => site.Code)));
        await run.TypeAsync("#canary", "2");
        await run.ClickAsync("#send");
        await run.ClickAsync("#resume");
        await Expect(run.Page.Locator("#reasons tbody tr")).ToHaveCountAsync(1);
        await Expect(run.Page.Locator("#reasons tbody tr")).ToContainTextAsync("9999");
        await run.ClickAsync("#retry");
        await Expect(run.Page.Locator("h1")).ToContainTextAsync("980001");
        run.Done();
    }

    [BrowserFact]
    public async Task Inspector_AllChangesToAWorker_AreSeenByAViewer()
    {
        await using var run = await BeginAsync("inspector", "all changes to this worker and who looked at his photo", 3, "the audit is the admin's alone", "viewer");

        await run.TypeAsync(Search, CityPlan.Worker);
        await run.EnterAsync(Search);

        await Expect(run.Page.Locator("#audit tbody tr").First).ToBeVisibleAsync();
        run.Done();
    }

    private async Task<TaskRun> BeginAsync(string who, string wants, int most, string before, string role = "platform")
    {
        var city = await stage.CityAsync();
        var window = await city.OpenAsync(Look.All[0], role);
        await window.GoAsync("/");
        SetDefaultExpectTimeout((float)Patience.Max.TotalMilliseconds);
        return new TaskRun(window, who, wants, most, before);
    }
}
