using System.Xml.Linq;
using Gateway.WebConsole.Charts;
using Gateway.WebConsole.Parts;
using Xunit;

namespace Gateway.Tests.WebConsole.Charts;

public sealed class ChartTests
{
    private static readonly DateTimeOffset From = new(2025, 3, 3, 4, 0, 0, TimeSpan.FromHours(8));
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Fact]
    public void Drawing_OfEveryStyle_HasColoursOfTheStyleSheetAndNoStyles()
    {
        var svg = XElement.Parse(ChartDrawing.Svg(Content(), 720, "wide"));

        var attributes = svg.DescendantsAndSelf().SelectMany(element => element.Attributes()).ToList();
        Assert.DoesNotContain(attributes, attribute => attribute.Name == "style" || attribute.Value.Contains("rgb", StringComparison.Ordinal));
        var colours = attributes.Where(attribute => attribute.Name == "fill" || attribute.Name == "stroke").Select(attribute => attribute.Value).Distinct().ToList();
        foreach (var colour in new[] { "var(--band)", "var(--brand)", "var(--dim)", "var(--bad)", "var(--ink)", "var(--line)", "var(--edge)" }) Assert.Contains(colour, colours);
        Assert.Equal("0 0 720 210", svg.Attribute("viewBox")!.Value);
        Assert.Contains(attributes, attribute => attribute.Name == "stroke-dasharray");
    }

    [Fact]
    public void Drawings_OfOnePage_ShareNoIds()
    {
        var ids = Enumerable.Range(0, 2).Select(_ => XElement.Parse(ChartDrawing.Svg(Content(), 720, "wide"))).SelectMany(svg => svg.Descendants())
            .Select(element => element.Attribute("id")?.Value).OfType<string>().ToList();

        Assert.NotEmpty(ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void Drawing_OfADay_SaysTimesOfTheZoneAndRoundValues()
    {
        var texts = XElement.Parse(ChartDrawing.Svg(Content(), 720, "wide")).Descendants("text").Select(text => text.Value).ToList();

        Assert.Equal(["04:00", "05:00", "06:00", "07:00", "08:00", "09:00", "10:00", "11:00", "12:00"], texts.Where(text => text.Contains(':', StringComparison.Ordinal)));
        Assert.Equal(["0", "2万", "4万", "6万", "8万"], texts.Where(text => !text.Contains(':', StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(8, 720, 1)]
    [InlineData(24, 720, 3)]
    [InlineData(24, 340, 6)]
    [InlineData(1, 720, 1 / 6.0)]
    [InlineData(168, 720, 24)]
    [InlineData(168, 340, 48)]
    [InlineData(720, 720, 120)]
    public void TimeStep_ByWidth_LeavesRoomForLabels(double hours, double width, double step) => Assert.Equal(step, ChartScale.TimeStep(hours, width));

    [Theory]
    [InlineData(0, 210, 1)]
    [InlineData(1, 210, 0.5)]
    [InlineData(9, 210, 2)]
    [InlineData(371_000, 210, 100_000)]
    public void ValueStep_ByHeight_IsRound(double most, double height, double step) => Assert.Equal(step, ChartScale.ValueStep(most, height), 9);

    [Fact]
    public void Image_OfTheSameContent_IsDrawnOnceAndTheOldestGoes()
    {
        var images = new ChartImages();
        var first = images.Of(Content());

        Assert.Same(first, images.Of(Content()));
        for (var i = 1; i <= ChartImages.KeptMax; i++) images.Of(Content(to: 12 + i));
        Assert.NotSame(first, images.Of(Content()));
    }

    private static ChartContent Content(int to = 12)
    {
        ChartPoint At(int quarter, double value, double? low = null) => new(From.AddMinutes(15 * quarter), value, low);
        var quarters = Enumerable.Range(0, 33).ToList();
        return new ChartContent(
            [
                new ChartSeries("today", ChartStyle.Line, [.. quarters.Take(9).Select(q => At(q, q == 4 ? double.NaN : q * 1500))]),
                new ChartSeries("usual", ChartStyle.Usual, [.. quarters.Select(q => At(q, q * 1600))]),
                new ChartSeries("range", ChartStyle.Band, [.. quarters.Select(q => At(q, q * 1900, q * 1300))]),
                new ChartSeries("refused", ChartStyle.Bars, [.. quarters.Select(q => At(q, q * 10))], Level.Bad),
                new ChartSeries("usually refused", ChartStyle.Marks, [.. quarters.Select(q => At(q, q * 11))]),
            ],
            From, From.AddHours(to - 4), 210, Zone, IsChinese: true);
    }
}
