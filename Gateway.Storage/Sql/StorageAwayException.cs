namespace Gateway.Storage.Sql;

/// <summary>The database does not answer now, and may again: worth trying again. The message is one line for people, without secrets.</summary>
public sealed class StorageAwayException(string message, Exception? inner = null) : Exception(message, inner);
