using Gateway.WebConsole.Parts;
using Xunit;

namespace Gateway.Tests.WebConsole.Search;

/// <summary>What may be an ID number stands in no address.</summary>
public class PrivateQueryTests
{
    [Theory]
    [InlineData("510107199003071234", true)]
    [InlineData("51010719900307123X", true)]
    [InlineData(" 510107 19900307 123x ", true)]
    [InlineData("510107-19900307-1234", true)]
    [InlineData("510107900307123", true)] // Of the first generation.
    [InlineData("name 510107199003071234", true)]
    [InlineData("13800138000", false)]
    [InlineData("A-0217", false)]
    [InlineData("12345678901234", false)]
    public void IsPrivate_WhatCouldBeAnIdNumber_Is(string text, bool isPrivate) => Assert.Equal(isPrivate, PrivateQuery.IsPrivate(text));

    [Fact]
    public void Take_GivesWhatWasAskedOnce_AndItsTextFormIsAMask()
    {
        var query = new PrivateQuery();
        var asked = 0;
        query.Asked += () => asked++;

        query.Ask("510107199003071234");

        Assert.Equal(1, asked);
        Assert.Equal("***", query.ToString());
        Assert.Equal("510107199003071234", query.Take());
        Assert.Null(query.Take());
    }
}
