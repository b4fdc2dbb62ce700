namespace Gateway.Storage.Sql;

/// <summary>Types of columns that <see cref="BulkInsert{TRow}"/> writes.</summary>
internal enum SqlType
{
    Text,
    BigInt,
    Int,
    Bool,
    Uuid,
    Bytes,
}

/// <summary>One column of a <see cref="BulkInsert{TRow}"/> and where its value comes from.</summary>
internal sealed record BulkColumn<TRow>(string Name, SqlType Type, Func<TRow, object?> Value);
