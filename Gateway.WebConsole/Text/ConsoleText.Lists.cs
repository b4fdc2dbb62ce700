namespace Gateway.WebConsole.Text;

/// <content>Words of lists.</content>
public sealed partial record ConsoleText
{
    /// <summary>Rows are counted up to here: more would cost more than they tell.</summary>
    internal const int CountMost = 10_000;

    /// <summary>A number with its thousands apart.</summary>
    public static string Number(long number) => number.ToString("#,0", Thousands);

    /// <summary>How many rows a list has, out of a count that ends one above <see cref="CountMost"/>.</summary>
    internal string Total(long count) => count > CountMost ? T($"more than {Number(CountMost)}", $"超过 {Number(CountMost)} 条") : T(Number(count), $"{Number(count)} 条");

    private static readonly NumberFormatInfo Thousands = new() { NumberGroupSeparator = "\u202F" };
}
