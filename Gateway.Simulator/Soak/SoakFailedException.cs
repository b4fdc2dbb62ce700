namespace Gateway.Simulator.Soak;

/// <summary>The soak cannot go on: a server does not start, or the platform API cannot be reached at the end. The message says which.</summary>
internal sealed class SoakFailedException(string message, Exception? inner = null) : Exception(message, inner);
