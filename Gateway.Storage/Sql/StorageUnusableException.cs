namespace Gateway.Storage.Sql;

/// <summary>The database cannot be used: damaged, not writable, or of a newer version. The message is one line for people, without secrets.</summary>
public sealed class StorageUnusableException(string message, Exception? inner = null) : Exception(message, inner);
