using Gateway.WebConsole.Import;
using Xunit;

namespace Gateway.Tests.WebConsole.Import;

public class CellTextTests
{
    [Theory]
    [InlineData("2026-03-01", "2026-03-01")]
    [InlineData("2026/3/1", "2026-03-01")]
    [InlineData("2026.3.1", "2026-03-01")]
    [InlineData("2026年3月1日", "2026-03-01")]
    [InlineData("20260301", "2026-03-01")]
    [InlineData("2026-03-01 00:00:00", "2026-03-01")]
    [InlineData("46082", "2026-03-01")]
    [InlineData("长期", null)]
    [InlineData("", null)]
    [InlineData("3月1日", "3月1日")]
    [InlineData("2026-02-30", "2026-02-30")]
    public void Date_AsPeopleWriteIt_IsTheDay(string text, string? day) => Assert.Equal(day, CellText.Date(text));

    [Theory]
    [InlineData("5.10104E+17", true)]
    [InlineData("5.10104197001011E+17", true)]
    [InlineData("5e+17", true)]
    [InlineData("51010419700101123X", false)]
    [InlineData("E5+17", false)]
    [InlineData("00840001", false)]
    public void Exponent_OfANumber_IsTold(string text, bool isOne) => Assert.Equal(isOne, CellText.IsExponent(text));

    [Theory]
    [InlineData(" 007\t", "007")]
    [InlineData("'007", "007")]
    [InlineData("=\"007\"", "007")]
    [InlineData("\u00A0007\u200B", "007")]
    [InlineData("'", "'")]
    public void Clean_WhatKeepsATextATextInASheet_IsNoPartOfIt(string cell, string text) => Assert.Equal(text, CellText.Clean(cell));

    [Fact]
    public void Narrow_FullWidth_IsAscii() => Assert.Equal("SN-007 (a)中", CellText.Narrow("ＳＮ－００７　（ａ）中"));
}
