using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Requests;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Timeouts;
using static Gateway.Platform.Problems.ProblemKinds;

namespace Gateway.Platform.Rest.OpenApi;

/// <summary>The problems that follow from what an operation is: that it needs a key, takes a body, has a query.</summary>
internal static class CommonProblems
{
    /// <summary>Every kind, by its code.</summary>
    public static IReadOnlyDictionary<string, ProblemKind> Kinds { get; } = typeof(ProblemKinds).GetFields().Select(static field => field.GetValue(null)).OfType<ProblemKind>()
        .ToDictionary(static kind => kind.Code);

    public static IEnumerable<ProblemKind> Of(IList<object> metadata, IReadOnlyList<string> pathNames)
    {
        if (metadata.OfType<IAllowAnonymous>().Any()) yield break;
        foreach (var kind in new[] { Unauthenticated, Forbidden, WrongKeysPaced, InternalError, DatabaseUnavailable }) yield return kind;
        if (metadata.OfType<SheddableMetadata>().Any()) yield return GatewayOverloaded;
        if (!metadata.OfType<DisableRequestTimeoutAttribute>().Any()) yield return AnswerTimeout;
        if (pathNames.Contains("sn")) yield return DeviceSnInvalid;
        if (metadata.OfType<QueryMetadata>().LastOrDefault() is { } query)
        {
            yield return ParameterUnknown;
            if (query.Parameters.Count > 0) yield return ParameterInvalid;
            if (query.Parameters.Count > 1) yield return RequestInvalid;
            if (query.Parameters.Any(static parameter => parameter.Name == QueryParameter.Cursor.Name)) yield return CursorInvalid;
        }

        if (metadata.OfType<BodyMetadata>().LastOrDefault() is not { } body) yield break;
        foreach (var kind in new[] { RequestTimeout, BodyTooLarge, MediaTypeUnsupported }) yield return kind;
        if (body.Type is null) yield break;
        foreach (var kind in new[] { RequestInvalid, BodyMalformed, FieldUnknown, FieldInvalid }) yield return kind;
    }
}
