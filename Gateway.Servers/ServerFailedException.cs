namespace Gateway.Servers;

/// <summary>A server is missing or does not do what it should. The message says which and, where it can, why.</summary>
internal sealed class ServerFailedException(string message) : Exception(message);
