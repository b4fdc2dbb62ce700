namespace Gateway.Storage.Keys;

/// <summary>A sign-in to the console.</summary>
/// <param name="Id">Random; worth nothing without the cookie that holds it, encrypted.</param>
/// <param name="KeyId">The API key it was made with; <c>admin</c> for the one of the settings.</param>
/// <param name="SeenAt">When its owner last did something, to the minute.</param>
public sealed record ConsoleSession(string Id, string KeyId, DateTimeOffset CreatedAt, DateTimeOffset SeenAt);
