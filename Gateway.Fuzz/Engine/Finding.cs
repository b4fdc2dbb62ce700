namespace Gateway.Fuzz;

/// <summary>An input that must not be.</summary>
/// <param name="What">The exception, or how long it took.</param>
internal sealed record Finding(string Target, byte[] Input, string What);
