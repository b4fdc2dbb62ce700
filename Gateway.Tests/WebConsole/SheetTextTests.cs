using Gateway.WebConsole.Exports;
using Xunit;

namespace Gateway.Tests.WebConsole;

public sealed class SheetTextTests
{
    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+86 138")]
    [InlineData("-2+3")]
    [InlineData("@SUM(1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("  =1")]
    [InlineData("\u3000=1")]
    [InlineData("＝1+1")]
    [InlineData("＋1")]
    [InlineData("-")]
    public void Harmless_WhatMayBeAFormula_StandsBehindAnApostrophe(string text) => Assert.Equal("'" + text, SheetText.Harmless(text));

    [Theory]
    [InlineData("")]
    [InlineData("张三")]
    [InlineData("13800001111")]
    [InlineData("-5.25")]
    [InlineData("a=b")]
    [InlineData("2026-11-29 06:41:00")]
    public void Harmless_AnythingElse_StaysAsItIs(string text) => Assert.Equal(text, SheetText.Harmless(text));
}
