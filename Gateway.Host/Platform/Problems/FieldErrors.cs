using Gateway.Platform.Rest.Problems;

namespace Gateway.Platform.Problems;

/// <summary>Collects all that is wrong with a request, so that the client learns it in one answer.</summary>
internal sealed class FieldErrors
{
    private readonly List<FieldError> _errors = [];

    public bool Any => _errors.Count > 0;

    public void Add(string field, ProblemKind kind, string message) => _errors.Add(new FieldError(field, kind, message));

    /// <summary>One kind of error keeps its own type; several become <c>request-invalid</c>, unless one of them has a status of its own.</summary>
    public ProblemResult ToProblem()
    {
        var kinds = _errors.Select(e => e.Kind).Distinct().ToArray();
        var special = kinds.FirstOrDefault(k => k.Status != StatusCodes.Status400BadRequest);
        return new ProblemResult(special ?? (kinds.Length == 1 ? kinds[0] : ProblemKinds.RequestInvalid), ToLine()) { Errors = [.. _errors] };
    }

    /// <summary>All in one line, for the list of rejected lines of an import.</summary>
    public string ToLine() => string.Join("; ", _errors.Select(e => $"{e.Field}: {e.Message}"));

    public void Clear() => _errors.Clear();
}
