namespace Gateway.Edge.Tcp;

/// <summary>The command frame that was last written to a connection: its next result is about that (D15).</summary>
/// <param name="HandOut">The hand-out's number.</param>
/// <param name="Ids">What the frame held; null: the whole hand-out.</param>
internal sealed record SentFrame(long HandOut, IReadOnlyList<string>? Ids);
