namespace Gateway.Build;

/// <summary>The target cannot go on, for a reason that one line explains to the person at the prompt.</summary>
internal sealed class BuildFailedException(string message) : Exception(message);
