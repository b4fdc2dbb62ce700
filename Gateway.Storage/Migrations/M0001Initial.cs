using System.Data;
using FluentMigrator;

namespace Gateway.Storage.Migrations;

/// <summary>Devices, presence, attendance, quarantine, outbox, feed, API keys. Public because the runner looks only at public types.</summary>
[Migration(1, "Devices, attendance, feed")]
public sealed class M0001Initial : ForwardOnlyMigration
{
    private const int SnLength = 16;
    private const int KindLength = 16;
    private const int NameLength = 200;
    private const int TagLength = 64;
    private const int UserIdLength = 128;
    private const int TimeTextLength = 64;
    private const int AddressLength = 128;
    private const int ReasonLength = 1000;
    private const int HashLength = 32;

    /// <inheritdoc/>
    public override void Up()
    {
        CreateDevices();
        CreatePresence();
        CreateAttendance();
        CreateQuarantine();
        CreateFeed();
        CreateKeys();

        // PostgreSQL would sort these by its locale; cursors need the order of the bytes, as on SQLite. All that are compared with each other must agree.
        Ordinal("devices", "sn", SnLength);
        Ordinal("device_tags", "sn", SnLength);
        Ordinal("presence", "sn", SnLength);
        Ordinal("attendance", "sn", SnLength);
        Ordinal("quarantine", "sn", SnLength);
        Ordinal("api_keys", "id", 36);
    }

    private void CreateDevices()
    {
        Create.Table("devices")
            .WithColumn("sn").AsString(SnLength).NotNullable().PrimaryKey()
            .WithColumn("kind").AsString(KindLength).NotNullable()
            .WithColumn("key_protected").AsBinary(int.MaxValue).NotNullable()
            .WithColumn("name").AsString(NameLength).Nullable()
            .WithColumn("site").AsString(NameLength).Nullable()
            .WithColumn("dialect").AsString(TagLength).NotNullable()
            .WithColumn("enabled").AsBoolean().NotNullable()
            .WithColumn("search_text").AsString(SnLength + 1 + NameLength).NotNullable()
            .WithColumn("created_at").AsInt64().NotNullable()
            .WithColumn("updated_at").AsInt64().NotNullable();
        Create.Index("ix_devices_site").OnTable("devices").OnColumn("site").Ascending().OnColumn("sn").Ascending();

        Create.Table("device_tags")
            .WithColumn("sn").AsString(SnLength).NotNullable().PrimaryKey().ForeignKey("fk_device_tags_sn", "devices", "sn").OnDelete(Rule.Cascade)
            .WithColumn("tag").AsString(TagLength).NotNullable().PrimaryKey()
            .WithColumn("position").AsInt32().NotNullable();
        Create.Index("ix_device_tags_tag").OnTable("device_tags").OnColumn("tag").Ascending().OnColumn("sn").Ascending();
    }

    private void CreatePresence()
    {
        Create.Table("presence")
            .WithColumn("sn").AsString(SnLength).NotNullable().PrimaryKey().ForeignKey("fk_presence_sn", "devices", "sn").OnDelete(Rule.Cascade)
            .WithColumn("online").AsBoolean().NotNullable()
            .WithColumn("last_seen").AsInt64().NotNullable()
            .WithColumn("transport").AsString(KindLength).NotNullable()
            .WithColumn("remote").AsString(AddressLength).NotNullable()
            .WithColumn("node").AsString(AddressLength).NotNullable()
            .WithColumn("since").AsInt64().NotNullable()
            .WithColumn("device_state").AsInt32().Nullable()
            .WithColumn("clock_skew_seconds").AsInt32().Nullable()
            .WithColumn("offline_reason").AsString(TagLength).Nullable();
        Create.Index("ix_presence_last_seen").OnTable("presence").OnColumn("online").Ascending().OnColumn("last_seen").Ascending();
    }

    private void CreateAttendance()
    {
        Create.Table("attendance")
            .WithColumn("id").AsGuid().NotNullable().PrimaryKey()
            .WithColumn("sn").AsString(SnLength).NotNullable()
            .WithColumn("user_id").AsString(UserIdLength).NotNullable()
            .WithColumn("recog_time").AsInt64().NotNullable()
            .WithColumn("recog_time_text").AsString(TimeTextLength).NotNullable()
            .WithColumn("received_at").AsInt64().NotNullable()
            .WithColumn("transport").AsString(KindLength).NotNullable()
            .WithColumn("site").AsString(NameLength).Nullable()
            .WithColumn("extra").AsString(int.MaxValue).Nullable();

        // D18: the same (sn, user_id, recog_time) is the same recognition.
        Create.Index("ux_attendance_record").OnTable("attendance")
            .OnColumn("sn").Ascending().OnColumn("user_id").Ascending().OnColumn("recog_time").Ascending().WithOptions().Unique();
        foreach (var column in new[] { "sn", "user_id", "site" })
        {
            Create.Index($"ix_attendance_{column}").OnTable("attendance")
                .OnColumn(column).Ascending().OnColumn("recog_time").Ascending().OnColumn("id").Ascending();
        }

        Create.Index("ix_attendance_recog_time").OnTable("attendance").OnColumn("recog_time").Ascending().OnColumn("id").Ascending();
    }

    private void CreateQuarantine()
    {
        Create.Table("quarantine")
            .WithColumn("id").AsInt64().NotNullable().PrimaryKey().Identity()
            .WithColumn("sn").AsString(SnLength).NotNullable()
            .WithColumn("content_hash").AsBinary(HashLength).NotNullable()
            .WithColumn("transport").AsString(KindLength).NotNullable()
            .WithColumn("first_at").AsInt64().NotNullable()
            .WithColumn("last_at").AsInt64().NotNullable()
            .WithColumn("tries").AsInt32().NotNullable()
            .WithColumn("reason").AsString(ReasonLength).NotNullable()
            .WithColumn("bad_records").AsInt32().NotNullable()
            .WithColumn("good_records_stored").AsBoolean().NotNullable()
            .WithColumn("content_length").AsInt32().NotNullable()
            .WithColumn("content_protected").AsBinary(int.MaxValue).NotNullable();
        Create.Index("ux_quarantine_content").OnTable("quarantine").OnColumn("sn").Ascending().OnColumn("content_hash").Ascending().WithOptions().Unique();

        // Covers the bound per device: it must not read the contents.
        Create.Index("ix_quarantine_size").OnTable("quarantine").OnColumn("sn").Ascending().OnColumn("id").Ascending().OnColumn("content_length").Ascending();
    }

    private void CreateFeed()
    {
        Create.Table("outbox")
            .WithColumn("id").AsInt64().NotNullable().PrimaryKey().Identity()
            .WithColumn("kind").AsString(KindLength).NotNullable()
            .WithColumn("sn").AsString(SnLength).NotNullable()
            .WithColumn("at").AsInt64().NotNullable()
            .WithColumn("data").AsString(int.MaxValue).NotNullable();

        Create.Table("feed")
            .WithColumn("seq").AsInt64().NotNullable().PrimaryKey()
            .WithColumn("kind").AsString(KindLength).NotNullable()
            .WithColumn("sn").AsString(SnLength).NotNullable()
            .WithColumn("at").AsInt64().NotNullable()
            .WithColumn("data").AsString(int.MaxValue).NotNullable();
        Create.Index("ix_feed_kind").OnTable("feed").OnColumn("kind").Ascending().OnColumn("seq").Ascending();

        // The last number given: also when the items themselves have been removed by age.
        Create.Table("feed_head")
            .WithColumn("id").AsInt32().NotNullable().PrimaryKey()
            .WithColumn("last_seq").AsInt64().NotNullable();
        Insert.IntoTable("feed_head").Row(new { id = 1, last_seq = 0L });
    }

    private void CreateKeys()
    {
        Create.Table("api_keys")
            .WithColumn("id").AsString(36).NotNullable().PrimaryKey()
            .WithColumn("name").AsString(NameLength).NotNullable()
            .WithColumn("role").AsString(KindLength).NotNullable()
            .WithColumn("hash").AsBinary(HashLength).NotNullable()
            .WithColumn("created_at").AsInt64().NotNullable();
        Create.Index("ux_api_keys_hash").OnTable("api_keys").OnColumn("hash").Ascending().WithOptions().Unique();

        Create.Table("store")
            .WithColumn("singleton").AsInt32().NotNullable().PrimaryKey()
            .WithColumn("id").AsString(36).NotNullable()
            .WithColumn("created_at").AsInt64().NotNullable();
    }

    private void Ordinal(string table, string column, int length) =>
        IfDatabase(name => name.StartsWith("Postgre", StringComparison.OrdinalIgnoreCase))
            .Execute.Sql($"ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar({length}) COLLATE \"C\"");
}
