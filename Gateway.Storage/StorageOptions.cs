namespace Gateway.Storage;

/// <summary>The kinds of database (contract, <c>Gateway:Storage:Provider</c>).</summary>
public enum StorageProvider
{
    Sqlite,
    PostgreSql,
}

/// <summary>Where the data is.</summary>
/// <param name="ConnectionString">Of the provider. Never logged.</param>
public sealed record StorageOptions(StorageProvider Provider, string ConnectionString)
{
    /// <summary>The provider only: a connection string may hold a password.</summary>
    public override string ToString() => Provider.ToString();
}
