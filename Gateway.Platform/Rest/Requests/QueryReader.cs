using Gateway.Platform.Json;
using Gateway.Platform.Problems;

namespace Gateway.Platform.Rest.Requests;

/// <summary>
/// Reads the query of a request strictly: a misspelt filter must not answer with everything. An empty parameter counts as absent. Look at <see
/// cref="Errors"/> when all is read.
/// </summary>
internal sealed class QueryReader
{
    private readonly IQueryCollection _query;

    /// <param name="gone">A parameter that there was once, and what to use instead.</param>
    public QueryReader(HttpRequest request, IReadOnlyList<QueryParameter> known, (string Name, string Instead)? gone = null)
    {
        _query = request.Query;
        foreach (var name in _query.Keys)
        {
            if (name == gone?.Name) Errors.Add(name, ProblemKinds.ParameterUnknown, "is not a parameter of this route any more; use " + gone.Value.Instead);
            else if (!known.Any(p => p.Name == name))
                Errors.Add(name, ProblemKinds.ParameterUnknown, "is not a parameter of this route; known: " + string.Join(", ", known.Select(p => p.Name)));
        }
    }

    public FieldErrors Errors { get; } = new();

    /// <summary>The text, or null when absent.</summary>
    public string? Text(QueryParameter parameter)
    {
        var values = _query[parameter.Name];
        if (values.Count > 1)
        {
            Refuse(parameter, "is given more than once");
            return null;
        }

        var text = values.ToString();
        if (text.Length == 0) return null;
        if (text.Length > parameter.LengthMax) return Refuse(parameter, $"has {text.Length} characters, at most {parameter.LengthMax} are allowed");
        if (parameter.OneOf.Count > 0 && !parameter.Several && !parameter.OneOf.Contains(text))
            return Refuse(parameter, "must be one of " + string.Join(", ", parameter.OneOf));

        return text;
    }

    /// <summary>The texts between the commas, distinct; null when absent.</summary>
    public IReadOnlyList<string>? Texts(QueryParameter parameter)
    {
        if (Text(parameter) is not { } text) return null;
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToArray();
        if (parts.All(parameter.OneOf.Contains)) return parts;
        Refuse(parameter, "must be some of " + string.Join(", ", parameter.OneOf) + ", separated by commas");
        return null;
    }

    /// <summary>The number, or the parameter's default.</summary>
    public long Number(QueryParameter parameter)
    {
        var (min, max) = parameter.Range!.Value;
        var whenAbsent = parameter.Default ?? min;
        if (Text(parameter) is not { } text) return whenAbsent;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max) return number;
        Refuse(parameter, max == long.MaxValue ? $"must be a whole number of at least {min}" : $"must be a whole number from {min} to {max}");
        return whenAbsent;
    }

    /// <summary>The time, or null when absent.</summary>
    public DateTimeOffset? Time(QueryParameter parameter)
    {
        if (Text(parameter) is not { } text) return null;
        if (Rfc3339.TryParse(text, out var time)) return time;
        Refuse(parameter, "must be an RFC 3339 time with an offset, such as 2026-03-01T08:00:00Z");
        return null;
    }

    private string? Refuse(QueryParameter parameter, string message)
    {
        Errors.Add(parameter.Name, ProblemKinds.ParameterInvalid, message);
        return null;
    }
}
