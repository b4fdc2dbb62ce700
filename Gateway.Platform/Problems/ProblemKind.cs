namespace Gateway.Platform.Problems;

/// <summary>One kind of error of the Platform API (RFC 9457).</summary>
/// <param name="Code">Last part of the <c>type</c>; frozen, since clients decide by it.</param>
/// <param name="Status">HTTP status it is sent with.</param>
/// <param name="Title">The same text for every occurrence.</param>
internal sealed record ProblemKind(string Code, int Status, string Title)
{
    /// <summary>The <c>type</c> member.</summary>
    public string Type => "urn:gateway:problem:" + Code;
}
