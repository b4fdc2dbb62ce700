namespace Gateway.Platform.Keys;

/// <summary>The admin key that stands in the settings or the data directory, not in the table.</summary>
/// <param name="Hash">What <see cref="ApiKeySecret.Hash"/> makes of its text.</param>
public sealed record AdminKey(ReadOnlyMemory<byte> Hash);
