namespace Gateway.Platform.Rest.Requests;

/// <summary>One parameter of a query: what the reader accepts and what the OpenAPI document says, in one place.</summary>
/// <param name="Description">For people.</param>
internal sealed record QueryParameter(string Name, string Description)
{
    /// <summary><c>limit</c> of every list.</summary>
    public static readonly QueryParameter Limit = new("limit", "At most so many items, 1..1000.") { Range = (1, 1000), Default = 100 };

    /// <summary><c>cursor</c> of every list.</summary>
    public static readonly QueryParameter Cursor = new("cursor", "next_cursor of the page before; empty = the first page.") { LengthMax = 1024 };

    /// <summary>Most characters of a text.</summary>
    public int LengthMax { get; init; } = 256;

    /// <summary>The texts that are allowed; empty = any.</summary>
    public IReadOnlyList<string> OneOf { get; init; } = [];

    /// <summary>Several of <see cref="OneOf"/>, separated by commas.</summary>
    public bool Several { get; init; }

    /// <summary>Not null: a whole number within these bounds, both inclusive.</summary>
    public (long Min, long Max)? Range { get; init; }

    /// <summary>The number that holds when the parameter is absent.</summary>
    public long? Default { get; init; }

    /// <summary>An RFC 3339 time.</summary>
    public bool IsTime { get; init; }
}
