namespace Gateway.Simulator.Platform;

/// <summary>The platform API could not be reached or refused; the message says what was asked and what came back.</summary>
internal sealed class PlatformException(string message, Exception? inner = null) : Exception(message, inner);
