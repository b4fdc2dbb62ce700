using Gateway.Codec.Bodies;
using Xunit;

namespace Gateway.Tests.Codec.Bodies;

public class VisibleTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("欧阳测试")]
    [InlineData("阿依古丽·买买提")]
    [InlineData("ئايگۈل")] // Uyghur is written from right to left, by its letters alone.
    [InlineData("བཀྲ་ཤིས།")]
    [InlineData("𠮷野 Gate 3 – é")]
    [InlineData("👷")]
    public void Shown_OrdinaryText_IsAsItIs(string text)
    {
        Assert.False(VisibleText.HasHidden(text));
        Assert.Same(text, VisibleText.Shown(text));
    }

    [Theory]
    [InlineData("gate\u202Efdp", "gate\\u202Efdp")] // right-to-left override
    [InlineData("a\u2066b\u2069", "a\\u2066b\\u2069")] // isolates
    [InlineData("a\u200Bb", "a\\u200Bb")] // zero-width space
    [InlineData("a\u200Db", "a\\u200Db")] // zero-width joiner
    [InlineData("\uFEFFa", "\\uFEFFa")]
    [InlineData("a\u00ADb", "a\\u00ADb")] // soft hyphen
    [InlineData("a\u061Cb", "a\\u061Cb")] // Arabic letter mark
    [InlineData("a\u2028b", "a\\u2028b")]
    [InlineData("a\nb\u007F", "a\\u000Ab\\u007F")]
    [InlineData("\u3164", "\\u3164")] // Hangul filler: a name that looks empty
    [InlineData("a\U000E0041b", "a\\uDB40\\uDC41b")] // a tag
    public void Shown_WhatCannotBeSeen_IsEscaped(string text, string shown)
    {
        Assert.True(VisibleText.HasHidden(text));
        Assert.Equal(shown, VisibleText.Shown(text));
    }

    [Fact]
    public void Shown_HalfOfAPair_IsEscaped() => Assert.Equal("a\\uD800b", VisibleText.Shown("a\uD800b"));

    [Fact]
    public void Shown_LongText_IsCutAndItsLengthIsSaid() => Assert.Equal(new string('工', 10) + "… (5000 characters)", VisibleText.Shown(new string('工', 5000), 10));

    [Fact]
    public void ResultBody_HiddenCharacters_AreEscapedWithinItsLength()
    {
        Assert.True(ResultBody.TryRead("""{"result_code":"1","result_desc":"no\u202Eface"}"""u8, out var body, out _));
        Assert.Equal("no\\u202Eface", body.Description);

        var endless = "{\"result_code\":\"1\",\"result_desc\":\"" + string.Concat(Enumerable.Repeat("\u200B", 5000)) + "\"}";
        Assert.True(ResultBody.TryRead(Encoding.UTF8.GetBytes(endless), out body, out _));
        Assert.Equal(ResultBody.DescriptionLengthMax, body.Description.Length);
    }
}
