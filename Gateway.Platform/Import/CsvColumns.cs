using System.Text.Unicode;
using Gateway.Platform.Problems;

namespace Gateway.Platform.Import;

/// <summary>A CSV whose first row names the fields of the others.</summary>
/// <param name="known">Every name that may stand there.</param>
/// <param name="key">The one that must.</param>
internal sealed class CsvColumns(IReadOnlyList<string> known, string key)
{
    private readonly List<string> _fields = [];
    private string[] _columns = [];

    /// <summary>The field of that name in the row that was read last; null when it is empty or there is no such column.</summary>
    public string? this[string name]
    {
        get
        {
            var column = Array.IndexOf(_columns, name);
            return column < 0 || column >= _fields.Count || _fields[column].Length == 0 ? null : _fields[column];
        }
    }

    /// <summary>Takes the header; what is wrong with it goes to <paramref name="errors"/>.</summary>
    public void ReadHeader(ReadOnlySpan<byte> line, FieldErrors errors)
    {
        if (!TrySplit(line, "header", errors)) return;
        _columns = [.. _fields.Select(f => f.Trim().ToLowerInvariant())];
        foreach (var column in _columns.Except(known))
            errors.Add(column.Length == 0 ? "header" : column, ProblemKinds.ImportHeaderInvalid, $"is not a known column; known: {string.Join(", ", known)}");

        foreach (var column in _columns.GroupBy(c => c).Where(g => g.Count() > 1))
            errors.Add(column.Key, ProblemKinds.ImportHeaderInvalid, "stands in the header more than once");

        if (!_columns.Contains(key)) errors.Add(key, ProblemKinds.ImportHeaderInvalid, "is missing in the header");
    }

    /// <summary>Takes a row; false, and why, when it cannot be read.</summary>
    public bool Read(ReadOnlySpan<byte> line, FieldErrors errors)
    {
        if (!TrySplit(line, "line", errors))
        {
            _fields.Clear(); // What came before the fault tells nothing for certain.
            return false;
        }

        if (_fields.Count == _columns.Length) return true;
        errors.Add("line", ProblemKinds.BodyMalformed, $"has {_fields.Count} fields, the header has {_columns.Length}");
        _fields.Clear();
        return false;
    }

    private bool TrySplit(ReadOnlySpan<byte> line, string what, FieldErrors errors)
    {
        var error = Utf8.IsValid(line) ? CsvLine.Split(Encoding.UTF8.GetString(line), _fields) : "is not UTF-8";
        if (error is null) return true;
        errors.Add(what, what == "header" ? ProblemKinds.ImportHeaderInvalid : ProblemKinds.BodyMalformed, error);
        return false;
    }
}
