namespace Gateway.Platform.Rest.Commands;

/// <summary>A command that is durable.</summary>
/// <param name="Id">Its id: the one given, or the one made.</param>
/// <param name="State">How far it is: of a repeated request, how far the first one has come.</param>
internal sealed record AcceptedCommandBody(string Id, string State);
