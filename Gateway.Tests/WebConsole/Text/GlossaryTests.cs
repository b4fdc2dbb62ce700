using Gateway.Tests.House;
using Xunit;

namespace Gateway.Tests.WebConsole.Text;

/// <summary>docs/glossary.zh.md: one word for one thing. What its column “不用” names stands on no page.</summary>
public sealed class GlossaryTests
{
    [Fact]
    public void Console_InChinese_HasNoWordThatTheGlossaryTurnsDown()
    {
        var words = TurnedDown();
        Assert.Contains("金丝雀", words);

        var found =
            from file in Repository.FilesEndingIn(".razor", ".cs")
            where file.StartsWith("Gateway.WebConsole/", StringComparison.Ordinal)
            from line in File.ReadLines(Repository.PathOf(file))
            where IsShown(line.TrimStart())
            from word in words
            where line.Contains(word, StringComparison.Ordinal)
            select $"{file}: {word}: {line.Trim()}";

        Assert.Empty(found);
    }

    /// <summary>The fourth column, but for what stands there with an exception in brackets.</summary>
    private static List<string> TurnedDown() =>
    [
        .. from line in File.ReadLines(Repository.PathOf("docs/glossary.zh.md"))
           let cells = line.Split('|', StringSplitOptions.TrimEntries)
           where cells.Length == 6 && cells[1].Length > 0 && cells[4] != "不用" && !cells[4].StartsWith('-')
           from word in cells[4].Split('、', StringSplitOptions.RemoveEmptyEntries)
           where !word.Contains('（') && !word.StartsWith("任何", StringComparison.Ordinal)
           select word,
    ];

    /// <summary>A text of both languages, or the second line of one; not the synonyms that an import understands.</summary>
    private static bool IsShown(string line) =>
        line.Contains("T(\"", StringComparison.Ordinal) || line.Contains("T($\"", StringComparison.Ordinal)
        || line.StartsWith('"') || line.StartsWith("$\"", StringComparison.Ordinal) || line.StartsWith("+ ", StringComparison.Ordinal);
}
