using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>Which nodes live, as far as the database is told. Public because the runner looks only at public types.</summary>
[Migration(100, "Cluster nodes")]
public sealed class M0100ClusterNodes : ForwardOnlyMigration
{
    private const int AddressLength = 300;

    /// <inheritdoc/>
    public override void Up() => Create.Table("cluster_nodes")
        .WithColumn("address").AsString(AddressLength).NotNullable().PrimaryKey()
        .WithColumn("seen").AsInt64().NotNullable();
}
