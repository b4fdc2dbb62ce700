using Gateway.WebConsole.Lists;
using Xunit;

namespace Gateway.Tests.WebConsole;

/// <summary>What lists keep in their address.</summary>
public sealed class ListPartsTests
{
    private static readonly ListColumn[] All = [new("a", "A", "甲"), new("b", "B", "乙"), new("c", "C", "丙", Shown: false)];

    [Theory]
    [InlineData(null, "a,b")]
    [InlineData("", "a,b")]
    [InlineData("nothing,else", "a,b")]
    [InlineData("c,a", "a,c")]
    [InlineData("c,x", "c")]
    public void Columns_OfAnAddress_AreThoseItNames(string? query, string shown) =>
        Assert.Equal(shown, string.Join(',', ListColumns.Of(All, query).Chosen.Select(static column => column.Name)));

    [Theory]
    [InlineData(null, "c", true, "a,b,c")]
    [InlineData(null, "a", false, "b")]
    [InlineData("b", "a", true, null)] // As the list shows by itself: nothing stands in the address.
    [InlineData("b", "b", false, null)] // None at all is no choice.
    public void Columns_OneMoreOrLess_StandInTheAddress(string? query, string column, bool shown, string? expected) =>
        Assert.Equal(expected, ListColumns.Of(All, query).With(column, shown));

    [Theory]
    [InlineData("2026-11-29", "2026-11-29", "2026-11-28T16:00Z", "2026-11-29T16:00Z")] // The last day is in it, by the viewer's clock.
    [InlineData("2026-11-29T05:30", "2026-11-29T06:00", "2026-11-28T21:30Z", "2026-11-28T22:00Z")]
    [InlineData("2026-11-29", null, "2026-11-28T16:00Z", null)]
    [InlineData("29.11.2026", "9999-12-31", null, null)]
    public void Range_OfAnAddress_IsInTheViewersZone(string? from, string? to, string? first, string? end)
    {
        var range = DayRange.Parse(from, to).In(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

        Assert.Equal((Instant(first), Instant(end)), (range.From, range.To));

        static DateTimeOffset? Instant(string? text) => text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("2026-11-01", "2026-11-30", "2026-11-01", "2026-11-30")]
    [InlineData("2026-11-29T05:30", "2026-11-29T06:00", "2026-11-29", "2026-11-29")]
    public void Range_ItsDays_AreWhatTheFieldsShow(string from, string to, string first, string last)
    {
        var range = DayRange.Parse(from, to);

        Assert.Equal((first, last), (DayRange.Text(range.FirstDay!.Value), DayRange.Text(range.LastDay!.Value)));
    }

    [Fact]
    public void Selection_OverSeveralPages_HasABound()
    {
        var changes = 0;
        var selection = new Selection(() => changes++);

        selection.Set(["a", "b"], selected: true);
        selection.Set(["b"], selected: false);
        Assert.Equal(["a"], selection.Keys);
        selection.Set(Enumerable.Range(0, 2 * Selection.Most).Select(static i => $"k{i}"), selected: true);
        Assert.Equal((Selection.Most, true), (selection.Keys.Count, selection.IsFull));
        selection.Clear();

        Assert.Empty(selection.Keys);
        Assert.Equal(4, changes);
    }
}
