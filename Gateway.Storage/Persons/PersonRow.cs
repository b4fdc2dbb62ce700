namespace Gateway.Storage.Persons;

/// <summary>A person as he is written, encrypted.</summary>
/// <param name="PhotoRef">Null: he has no photo.</param>
/// <param name="Image">Null: the photo was there, or there is none.</param>
/// <param name="Size">Of the photo in clear, bytes.</param>
/// <param name="Now">When he is used, Unix milliseconds.</param>
internal sealed record PersonRow(string PersonRef, byte[] Content, string? PhotoRef, byte[]? Image, int Size, long Now);
