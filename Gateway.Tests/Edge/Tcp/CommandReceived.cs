namespace Gateway.Tests.Edge.Tcp;

/// <summary>A command as a terminal got it.</summary>
/// <param name="Word">0x25 or 0x14.</param>
/// <param name="Persons">With their photos; without bytes for none and for deletions.</param>
internal sealed record CommandReceived(byte Word, IReadOnlyList<(string UserId, byte[] Photo)> Persons);
