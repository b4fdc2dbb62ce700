namespace Gateway.Platform.Keys;

/// <summary>Event ids 2010–2019, and 2080. Never a key.</summary>
internal static partial class KeyLog
{
    [LoggerMessage(2010, LogLevel.Debug, "An API key was refused")]
    public static partial void KeyRefused(ILogger log);

    [LoggerMessage(2011, LogLevel.Information, "API key {KeyId} with role {Role} was created")]
    public static partial void KeyCreated(ILogger log, string keyId, string role);

    [LoggerMessage(2012, LogLevel.Information, "API key {KeyId} was deleted")]
    public static partial void KeyDeleted(ILogger log, string keyId);

    [LoggerMessage(2080, LogLevel.Warning, "Wrong API keys come from {Remote} faster than they are looked at; they are answered 429")]
    public static partial void WrongKeysPaced(ILogger log, string remote);
}
