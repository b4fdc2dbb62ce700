namespace Gateway.Simulator.Verbs;

/// <summary>The command line asks for something impossible that only shows once it is carried out, such as a file that cannot be opened.</summary>
internal sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner);
