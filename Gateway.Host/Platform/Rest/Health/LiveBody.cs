namespace Gateway.Platform.Rest.Health;

/// <summary>The process lives.</summary>
/// <param name="Status">Always <c>live</c>.</param>
internal sealed record LiveBody(string Status);
