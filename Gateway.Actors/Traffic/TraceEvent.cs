namespace Gateway.Actors.Traffic;

/// <summary>One line of a trace, masked and ready to be sent.</summary>
/// <param name="Kind"><c>frame</c> or <c>closed</c>.</param>
/// <param name="Json">An object in UTF-8 on one line.</param>
public sealed record TraceEvent(string Kind, ReadOnlyMemory<byte> Json)
{
    /// <summary>No content: it is masked, but it is a terminal's all the same.</summary>
    public override string ToString() => $"TraceEvent {{ {Kind} }}";
}
