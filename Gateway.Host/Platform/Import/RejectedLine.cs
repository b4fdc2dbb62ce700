namespace Gateway.Platform.Import;

/// <summary>A line that was not imported.</summary>
/// <param name="Line">Its number, from 1 at the top of the body; the header row of a CSV is line 1.</param>
/// <param name="Error">Why; never a key.</param>
internal sealed record RejectedLine(long Line, string Error);
