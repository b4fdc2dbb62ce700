using System.IO.Compression;
using System.Text.Json.Nodes;
using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.WebConsole.Browser.Access;
using Gateway.Tests.WebConsole.Browser.City;
using Xunit;

namespace Gateway.Tests.WebConsole.Browser;

/// <summary>Names that want to be something else, on every page that shows them: nothing runs, nothing turns round, nothing breaks; in an export a formula is text.</summary>
[Collection(ConsoleTests.Collection)]
[Trait(Category.Name, Category.Long)]
public sealed class HostileNamesTests(ConsoleStage stage)
{
    private const string Formula = "=cmd|' /C calc'!A0";
    /// <summary>All that is read or read out.</summary>
    private const string Texts =
        "() => document.body.innerText + document.title + Array.from(document.querySelectorAll('[title], [aria-label]')).map(each => each.title + each.ariaLabel).join()";

    private const char RightToLeft = '\u202E';
    private const string Turned = "\u202Egnp.live\u202C";

    private static readonly string[] Names =
    [
        "<script>window.hostile=1</script>",
        "\"><img src=x onerror=\"window.hostile=1\">",
        "مشروع ١٢ (שלום)",
        new('宽', 64),
        new('W', 64),
        "👷🚧🏢🀄 ﷽",
        "{{7*7}} ${7*7} %00 ' OR 1=1 --",
        Formula,
    ];

    [BrowserFact]
    public async Task Pages_WithHostileNames_ShowThemAsTheyAre()
    {
        var city = await stage.CityAsync();
        for (var number = 0; number < Names.Length; number++) await MakeAsync(city, number);

        // Names with marks of direction are refused; what a terminal sends is kept as it is.
        Assert.Equal("0000", await UploadAsync(city, 0, Turned));
        var faults = new List<string>();
        string[] lists =
        [
            "/", "/sites?q=hostile", "/devices?q=hostile", "/search?q=hostile", "/workers?q=h0", "/attendance?site=hostile-7", "/attendance?site=hostile-0", "/audit", "/commands",
        ];
        var numbers = Enumerable.Range(0, Names.Length);
        string[] each = [.. numbers.SelectMany(static number => new[] { $"/site/hostile-{number}", $"/device/hostile-{number}-1", $"/worker/h{number}" })];
        await using var window = await city.OpenAsync(Look.Phone);
        foreach (var path in (string[])[.. lists, .. each])
        {
            await window.GoAsync(path);
            if (await window.Page.EvaluateAsync<bool>("() => 'hostile' in window")) faults.Add($"{path}: it ran");
            var text = await window.Page.EvaluateAsync<string>(Texts);
            if (text.Contains(RightToLeft, StringComparison.Ordinal)) faults.Add($"{path}: a mark of direction turns the line round");
            if (await WidthCheck.OverflowAsync(window.Page) is { Length: > 0 } wide) faults.Add($"{path}: {string.Join(" | ", wide)}");
        }

        Assert.Empty(faults);
        window.AssertFaultless();
    }

    [BrowserFact]
    public async Task Export_OfAFormula_IsText()
    {
        var city = await stage.CityAsync();
        await MakeAsync(city, Names.Length - 1);
        Assert.Equal("0000", await UploadAsync(city, Names.Length - 1, Formula));
        using var http = await city.DownloadAsync();
        var query = $"/console/export/attendance?site=hostile-{Names.Length - 1}";
        var csv = await http.GetByteArrayAsync(new Uri($"{query}&format=csv", UriKind.Relative));
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), csv[..3]);
        var cells = Encoding.UTF8.GetString(csv[3..]).Split('\n').SelectMany(static line => line.Split(',')).Select(static cell => cell.Trim('"', '\r')).ToList();
        Assert.Contains(cells, static cell => cell.Contains("=cmd", StringComparison.Ordinal));
        Assert.All(cells, static cell => Assert.False(cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@', cell));

        var sheet = await SheetAsync(await http.GetByteArrayAsync(new Uri($"{query}&format=xlsx", UriKind.Relative)));
        Assert.Contains("=cmd", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("<f>", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("<f ", sheet, StringComparison.Ordinal);
    }

    private static async Task<string> UploadAsync(ConsoleCity city, int number, string userId)
    {
        using var gate = await RawTerminal.ConnectAsync(city.Gateway.Socket, $"hostile-{number}-1");
        return (await gate.UploadAsync((userId, city.Now.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)))).Code;
    }

    private static async Task MakeAsync(ConsoleCity city, int number)
    {
        var name = Names[number];
        await city.PutAsync($"/api/v1/sites/hostile-{number}", new { name, region = name, contractor = name });
        await city.PutAsync($"/api/v1/devices/hostile-{number}-1", new { key = RawTerminal.Key, kind = "attendance", name, site = $"hostile-{number}" });
        await city.PutAsync($"/api/v1/sites/hostile-{number}/roster/h{number}", new JsonObject { ["name"] = name, ["work_sn"] = $"h{number}" });
    }

    /// <summary>The text of the first sheet and of the strings that it shares with others.</summary>
    private static async Task<string> SheetAsync(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        var text = new StringBuilder();
        foreach (var entry in zip.Entries.Where(static entry => entry.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal) || entry.Name == "sharedStrings.xml"))
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            text.Append(await reader.ReadToEndAsync());
        }

        return text.ToString();
    }
}
