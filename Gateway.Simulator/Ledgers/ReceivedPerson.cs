namespace Gateway.Simulator.Ledgers;

/// <summary>One pushed person, without anything personal.</summary>
/// <param name="NameLength">Characters of the name.</param>
/// <param name="PhotoBytes">Length of the decoded photo; 0 without one.</param>
/// <param name="PhotoSha256">Lower-case hexadecimal; null without a photo.</param>
/// <param name="InPackets">True if the photo came as packets of its own, false if inline (D17).</param>
internal readonly record struct ReceivedPerson(string UserId, int NameLength, int PhotoBytes, string? PhotoSha256, bool InPackets);
