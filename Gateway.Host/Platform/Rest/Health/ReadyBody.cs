namespace Gateway.Platform.Rest.Health;

/// <summary>Whether this node can serve.</summary>
/// <param name="Status"><c>ready</c> or <c>not-ready</c>.</param>
/// <param name="Checks">Every condition.</param>
internal sealed record ReadyBody(string Status, IReadOnlyList<CheckBody> Checks);
