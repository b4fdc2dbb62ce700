using Gateway.Platform.Problems;

namespace Gateway.Platform.Rest.Problems;

/// <summary>The answer to a request that has something wrong.</summary>
internal static class FieldProblem
{
    /// <summary>One kind of error keeps its own type; several become <c>request-invalid</c>, unless one of them has a status of its own.</summary>
    public static ProblemResult ToProblem(this FieldErrors errors)
    {
        var kinds = errors.All.Select(e => e.Kind).Distinct().ToArray();
        var special = kinds.FirstOrDefault(k => k.Status != StatusCodes.Status400BadRequest);
        return new ProblemResult(special ?? (kinds.Length == 1 ? kinds[0] : ProblemKinds.RequestInvalid), errors.ToLine()) { Errors = [.. errors.All] };
    }
}
