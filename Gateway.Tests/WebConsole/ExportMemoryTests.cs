using System.Net;
using Gateway.WebConsole.Exports;
using Xunit;

namespace Gateway.Tests.WebConsole;

/// <summary>What an export keeps, by the memory of this process: nothing else may run meanwhile.</summary>
[Collection(AloneTests.Collection)]
public sealed class ExportMemoryTests(ExportStage stage) : IClassFixture<ExportStage>
{
    /// <summary>As many rows as there may be: a hundred bytes each, so that whoever kept them would hold far more than is allowed.</summary>
    [Theory]
    [InlineData("csv", Exporter.RowsMost + 7, Exporter.RowsMost + 2)] // Titles, the rows, and that there are more.
    [InlineData("xlsx", 200_000, 0)]
    public async Task Export_OfManyRows_KeepsNoneOfThemInMemory(string format, int count, int lines)
    {
        const long GrowthMax = 16 * 1024 * 1024;
        stage.Rows.Reset();
        stage.Rows.Count = count;
        var (before, most) = (0L, 0L);
        stage.Rows.At = row =>
        {
            if (row % 50_000 == 1) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
            if (row == 1) before = most;
        };

        var (_, key) = await stage.AddKeyAsync("platform");
        using var browser = ConsoleBrowser.Open(stage.Node, new CookieContainer());
        (await ConsoleBrowser.SignInAsync(browser, key)).Dispose();

        using var answer = await browser.GetAsync($"/console/export/rows?format={format}", HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.Content.ReadAsStreamAsync();
        var (buffer, ends) = (new byte[64 * 1024], 0);
        for (var read = -1; read != 0;)
        {
            read = await body.ReadAsync(buffer);
            ends += buffer.AsSpan(0, read).Count((byte)'\n');
        }

        if (lines > 0) Assert.Equal(lines, ends);
        Assert.InRange(most - before, 0, GrowthMax);
    }
}
