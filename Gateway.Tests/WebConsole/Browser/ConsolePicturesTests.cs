using Gateway.Tests.WebConsole.Browser.City;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.Tests.WebConsole.Browser;

/// <summary>The pictures of docs/console.md and docs/console.zh.md, of the pages as they are. <c>build pictures</c> runs it.</summary>
[Collection(ConsoleTests.Collection)]
[Trait(Category.Name, Category.Long)]
public sealed class ConsolePicturesTests(ConsoleStage stage)
{
    /// <summary>Rows that are made as they come into sight are there, milliseconds.</summary>
    private const int LongQuiet = 1500;

    private const int HeightMax = 1500;
    private const int PictureWidth = 1280;

    private static readonly (string Name, string Path)[] Pictures =
    [
        ("board", "/"), ("site", $"/site/{CityPlan.Refusing.Code}"), ("gate", $"/device/{CityPlan.Refusing.Sn(6)}"), ("import", "/devices/import"), ("cluster", "/cluster"),
    ];

    [PicturesFact]
    public async Task Pictures_OfTheCity_AreMade()
    {
        var city = await stage.CityAsync();
        foreach (var language in new[] { "zh", "en" })
        {
            foreach (var (name, path) in Pictures) await TakeAsync(city, new Look(language, Width: PictureWidth), path, $"{name}.{language}");
            await TakeAsync(city, new Look(language, Width: PictureWidth), $"/job/{city.Job}", $"job.{language}");
        }

        await TakeAsync(city, new Look("zh", IsDark: true, PictureWidth), "/", "board-dark.zh");
        await TakeAsync(city, Look.Phone, "/", "board-phone.zh");
        await TakeAsync(city, Look.Phone, $"/site/{CityPlan.Refusing.Code}", "site-phone.zh");
    }

    private static async Task TakeAsync(ConsoleCity city, Look look, string path, string name)
    {
        await using var window = await city.OpenAsync(look);
        await window.GoAsync(path);
        window.AssertFaultless();
        var height = await window.Page.EvaluateAsync<int>("() => document.documentElement.scrollHeight");
        await window.Page.SetViewportSizeAsync(look.Width, Math.Min(height, HeightMax));
        await window.RestAsync(LongQuiet);
        await window.Page.ScreenshotAsync(new() { Path = Path.Combine(PicturesFactAttribute.Directory!, name + ".png"), Animations = ScreenshotAnimations.Disabled });
    }
}
