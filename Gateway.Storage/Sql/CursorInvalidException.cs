namespace Gateway.Storage.Sql;

/// <summary>A cursor that no list of this kind has ever given out: a fault of the caller (400). The message does not repeat it.</summary>
public sealed class CursorInvalidException() : ArgumentException("The cursor is not one that this list has given out.");
