namespace Gateway.Actors.Commands;

/// <summary>Whether a terminal's words say that it does not know the person: of one that it was given, a sign that it was reset.</summary>
internal static class UnknownPersonWords
{
    private static readonly string[] Words = ["不存在", "无此人", "查无", "未找到", "没有找到", "not exist", "not found", "no such", "unknown person", "unknown user"];

    public static bool Say(string? text) => text is not null && Array.Exists(Words, words => text.Contains(words, StringComparison.OrdinalIgnoreCase));
}
