using Gateway.Storage.Rosters;
using Gateway.WebConsole.Sites;
using Gateway.WebConsole.Text;
using Xunit;

namespace Gateway.Tests.WebConsole;

/// <summary>Why somebody is not where he should be, in words, and in which of the views he is.</summary>
public sealed class RosterReasonTests
{
    private static readonly RosterGate[] Gates = [Gate("g1", "online"), Gate("g2", "offline"), Gate("g3", "online")];

    [Fact]
    public void Reason_OfRefusals_NamesTheAnswerHowManyGatesAndTheNextTry()
    {
        var line = Line([RosterCell.Failed, RosterCell.Failed, RosterCell.Present], ["9013", "9013", null], DateTimeOffset.UnixEpoch.AddHours(7));

        var words = ConsoleText.Chinese.RosterReason(line, Gates, static _ => "人脸过小", static at => at!.Value.ToString("HH:mm"));

        Assert.Equal("照片不合格（9013）：人脸过小 · 2 台；07:00 自动重试", words);
    }

    [Fact]
    public void Reason_OfWhoWaits_SaysHowManyOfTheGatesAreAway() => Assert.Equal(
        "等待下发 · 2 台，其中 1 台离线；已下发，待回执 · 1 台",
        ConsoleText.Chinese.RosterReason(Line([RosterCell.Pending, RosterCell.Pending, RosterCell.Sent]), Gates, static _ => null, static _ => ""));

    [Fact]
    public void Reason_OfWhoIsEverywhere_IsEmpty() =>
        Assert.Equal("", ConsoleText.English.RosterReason(Line([RosterCell.Present, RosterCell.Present, RosterCell.None]), Gates, static _ => null, static _ => ""));

    [Theory]
    [InlineData(RosterCell.Failed, true, "missing all refused absent")]
    [InlineData(RosterCell.Pending, true, "missing all waiting absent")]
    [InlineData(RosterCell.Present, true, "all absent")]
    [InlineData(RosterCell.Removing, false, "all extra")]
    [InlineData(RosterCell.Foreign, false, "all extra")]
    public void View_OfAPerson_IsThatOfHisCells(RosterCell cell, bool isWanted, string views)
    {
        var line = new RosterLine("u", isWanted ? "p" : null, isWanted, [cell], null, null, null);

        Assert.Equal(views, string.Join(' ', RosterView.Names.Where(view => RosterView.Has(view, line, new HashSet<string> { "other" }))));
        Assert.False(RosterView.Has(RosterView.Absent, line, new HashSet<string> { "u" }));
        Assert.False(RosterView.Has(RosterView.Absent, line, null)); // Not known yet.
    }

    [Theory]
    [InlineData(null, "missing")]
    [InlineData("nonsense", "missing")]
    [InlineData("absent", "absent")]
    public void View_OfAnAddress_IsOneThatThereIs(string? name, string view) => Assert.Equal(view, RosterView.Of(name));

    [Fact]
    public void Days_OfAWeek_AreSpans()
    {
        Assert.Equal("周一至周六", ConsoleText.Chinese.Days(["mon", "tue", "wed", "thu", "fri", "sat"]));
        Assert.Equal("Mon, Tue, Thu–Sat", ConsoleText.English.Days(["sat", "fri", "thu", "tue", "mon"]));
        Assert.Equal("", ConsoleText.English.Days([]));
    }

    private static RosterLine Line(RosterCell[] cells, string?[]? codes = null, DateTimeOffset? next = null) => new("u", "p", true, cells, codes, null, next);

    private static RosterGate Gate(string sn, string status) => new(sn, null, status, null, true, 0, 0);
}
