namespace Gateway.Actors.Commands;

/// <summary>What the words of a deletion's feedback say (D32). One firmware reports with 1 and 人员删除成功 what the specification has as 0.</summary>
public static class FeedbackWords
{
    /// <summary>Characters of <c>msg</c> that are kept. The end of what is longer is not known.</summary>
    public const int LengthMax = 200;

    private const string Done = "成功";

    private static readonly string[] Failures = ["失败", "不成功", "未成功", "没有成功"];
    private static readonly string[] Doubts = ["不", "未", "没", "部分"];

    /// <summary>True: success; false: failure; null: they say nothing, and the number decides.</summary>
    public static bool? Read(string? text)
    {
        if (text is null) return null;
        var words = string.Concat(text.Where(static c => !char.IsWhiteSpace(c) && !char.IsPunctuation(c) && !char.IsControl(c)));
        if (Failures.Any(failure => words.Contains(failure, StringComparison.Ordinal))) return false;
        var isDone = text.Length < LengthMax && words.EndsWith(Done, StringComparison.Ordinal) && !Doubts.Any(doubt => words.Contains(doubt, StringComparison.Ordinal));
        return isDone ? true : null;
    }
}
