using FluentMigrator.Runner.VersionTableInfo;

namespace Gateway.Storage.Migrations;

/// <summary>The table in which the runner notes what it has done, named like our others.</summary>
internal sealed class VersionTable : IVersionTableMetaData
{
    public bool OwnsSchema => false;

    public string SchemaName => "";

    public string TableName => "schema_versions";

    public string ColumnName => "version";

    public string DescriptionColumnName => "description";

    public string AppliedOnColumnName => "applied_on";

    public string UniqueIndexName => "ux_schema_versions";

    public bool CreateWithPrimaryKey => false;
}
