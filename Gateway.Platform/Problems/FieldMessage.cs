using System.Runtime.CompilerServices;

namespace Gateway.Platform.Problems;

/// <summary>
/// What is allowed, in English, its words and its values kept apart: the API writes them together; whoever shows them in another language finds its sentence by the words. An
/// interpolated string becomes one by itself.
/// </summary>
[InterpolatedStringHandler]
internal sealed class FieldMessage
{
    private readonly StringBuilder _words = new();
    private readonly StringBuilder _text = new();
    private readonly List<string> _values = [];

    public FieldMessage(int literalLength, int formattedCount)
    {
        _words.EnsureCapacity(literalLength + (3 * formattedCount));
        _text.EnsureCapacity(literalLength);
    }

    /// <summary>The words, with <c>{0}</c>, <c>{1}</c> … for the values.</summary>
    public string Words => _words.ToString();

    /// <summary>Never a secret.</summary>
    public IReadOnlyList<string> Values => _values;

    public static implicit operator FieldMessage(string text)
    {
        var message = new FieldMessage(text.Length, 0);
        message.AppendLiteral(text);
        return message;
    }

    public void AppendLiteral(string words)
    {
        _words.Append(words);
        _text.Append(words);
    }

    public void AppendFormatted<T>(T value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        _words.Append('{').Append(_values.Count).Append('}');
        _text.Append(text);
        _values.Add(text);
    }

    public override string ToString() => _text.ToString();
}
