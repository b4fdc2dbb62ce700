namespace Gateway.Platform.Problems;

/// <summary>Collects all that is wrong with a request, so that the client learns it in one answer.</summary>
internal sealed class FieldErrors
{
    private readonly List<FieldError> _errors = [];

    public bool Any => _errors.Count > 0;

    public IReadOnlyList<FieldError> All => _errors;

    public void Add(string field, ProblemKind kind, FieldMessage message) => _errors.Add(new FieldError(field, kind, message));

    /// <summary>All in one line, for the list of rejected lines of an import.</summary>
    public string ToLine() => string.Join("; ", _errors.Select(e => $"{e.Field}: {e.Message}"));

    public void Clear() => _errors.Clear();
}

/// <summary>What is wrong with one field or parameter.</summary>
/// <param name="Message">What is allowed; never the value of a secret.</param>
internal readonly record struct FieldError(string Field, ProblemKind Kind, FieldMessage Message);
