using System.Reflection;
using System.Text.RegularExpressions;
using Gateway.Edge.DeviceHttp;
using Xunit;

namespace Gateway.Tests.Edge.DeviceHttp;

/// <summary>D29: <c>Msg</c> is one bare word; nothing else can be made.</summary>
public sealed partial class ReplyWordTests
{
    [Fact]
    public void Words_AllThatAreUsed_AreBare()
    {
        var words = typeof(ReplyWord).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(static property => property.GetValue(null)!.ToString()!).ToList();

        Assert.True(words.Count >= 16);
        Assert.All(words, static word => Assert.Matches(Bare(), word));
        Assert.Equal(words.Count, words.Distinct().Count());
    }

    [Theory]
    [InlineData(0, 0, 0, "stored_0_duplicates_0")]
    [InlineData(2, 1, 0, "stored_2_duplicates_1")]
    [InlineData(2000000, 0, 31, "stored_2000000_duplicates_0_quarantined_31")]
    public void Stored_Counts_AreInIt(int stored, int duplicates, int quarantined, string word) =>
        Assert.Equal(word, ReplyWord.Stored(stored, duplicates, quarantined).ToString());

    [Fact]
    public void Words_WithAnyCount_AreBare()
    {
        var random = new Random(29);
        for (var i = 0; i < 300; i++)
        {
            var (a, b, c) = (random.Next(int.MinValue, int.MaxValue), random.Next(100), random.Next(3));
            Assert.All([ReplyWord.Persons(a), ReplyWord.Deletions(a), ReplyWord.Settled(a), ReplyWord.Stored(a, b, c)], static word => Assert.Matches(Bare(), word.ToString()));
        }
    }

    [Fact]
    public void Of_AnyText_IsAWordOrRefused()
    {
        var random = new Random(30);
        for (var i = 0; i < 500; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(4) == 0 ? (char)random.Next(0x10000) : (char)random.Next(0x20, 0x80))]);
            if (Bare().IsMatch(text) && text[^1] != '\n') Assert.Equal(text, ReplyWord.Of(text).ToString());
            else Assert.Throws<ArgumentException>(() => ReplyWord.Of(text));
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_.-]+$")]
    private static partial Regex Bare();
}
