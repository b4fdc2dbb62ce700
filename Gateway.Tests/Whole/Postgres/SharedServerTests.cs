using Gateway.Actors.Attendance;
using Gateway.Actors.Privacy;
using Gateway.Storage.Attendance;
using Gateway.Storage.Migrations;
using Gateway.Storage.Sql;
using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.Support;
using Gateway.Tests.Whole.Processes;
using LinqToDB.Data;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;
using Xunit;

namespace Gateway.Tests.Whole.Postgres;

/// <summary>What one part of a node, or one node, does to the others on their server.</summary>
[Collection(ClusterProcessTests.Collection)]
[Trait(Category.Name, Category.Long)]
[Trait(Category.Name, Category.Servers)]
public sealed class SharedServerTests
{
    private const string Time = "2024-05-06 08:30:00";

    [PostgresFact]
    public async Task Uplink_EveryOtherConnectionTaken_HasItsOwn()
    {
        await using var server = await ServerDatabase.CreateAsync();
        await using var database = await OpenAsync(new NpgsqlConnectionStringBuilder(server.ConnectionString) { MaxPoolSize = 1, Timeout = (int)Patience.Max.TotalSeconds });
        var over = new TaskCompletionSource();
        var taken = new TaskCompletionSource();
        var reader = database.ReadAsync(
            async (db, token) =>
            {
                await db.ExecuteAsync("SELECT 1", token);
                taken.SetResult();
                await over.Task;
                return 0;
            },
            default);
        await taken.Task;

        Assert.Equal(1, (await StoreAsync(database)).Stored);

        over.SetResult();
        await reader;
    }

    /// <summary>The transaction of a node that says nothing more: the server ends it, and who waited for its rows goes on.</summary>
    [PostgresFact]
    public async Task Transaction_OfWhoSaysNothingMore_HoldsUpTheOthersForSecondsOnly()
    {
        await using var server = await ServerDatabase.CreateAsync();
        await using var frozen = await OpenAsync(new NpgsqlConnectionStringBuilder(server.ConnectionString));
        await using var other = await OpenAsync(new NpgsqlConnectionStringBuilder(server.ConnectionString));
        var over = new TaskCompletionSource();
        var held = new TaskCompletionSource();
        var transaction = frozen.WriteUplinkAsync(
            async (db, token) =>
            {
                await db.ExecuteAsync("INSERT INTO attendance (id, sn, user_id, recog_time, recog_time_text, received_at, transport) "
                    + $"VALUES (gen_random_uuid(), 'sn', '7', {TestDatabase.Start.AddSeconds(1).ToUnixTimeMilliseconds()}, '', 0, 'socket')", token);
                held.SetResult();
                await over.Task;
                return 0;
            },
            default);
        await held.Task;

        Assert.Equal(1, (await StoreAsync(other)).Stored);

        over.SetResult();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => transaction);
    }

    [PostgresFact]
    public async Task Start_WithMoreConnectionsThanTheServerAllows_IsRefusedAndSaysHowMany()
    {
        await using var server = await ServerDatabase.CreateAsync();

        var refused = await Assert.ThrowsAsync<StorageUnusableException>(() => OpenAsync(new NpgsqlConnectionStringBuilder(server.ConnectionString) { MaxPoolSize = 90_000 }));

        Assert.Contains("90003 connections", refused.Message, StringComparison.Ordinal);
        Assert.Contains("max_connections", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A terminal whose node froze in the middle of its upload is served by the other before its first try there is over.</summary>
    [PostgresFact]
    public async Task Node_FrozenInATransaction_HoldsUpTheOtherForSecondsOnly()
    {
        await using var cluster = await GatewayCluster.StartAsync(2);
        await cluster[0].ProvisionAsync("smz-1");
        await using var watch = new NpgsqlConnection(cluster.ConnectionString);
        await watch.OpenAsync();
        await ScalarAsync(watch, """
            CREATE FUNCTION waits() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN PERFORM pg_advisory_xact_lock_shared(42); RETURN NEW; END $body$;
            CREATE TRIGGER waits BEFORE INSERT ON outbox FOR EACH ROW WHEN (NEW.sn = 'smz-1') EXECUTE FUNCTION waits();
            SELECT pg_advisory_lock(42);
            """);
        using var before = await RawTerminal.ConnectAsync(cluster[1].Socket, "smz-1");
        await before.SendAsync(RawTerminal.Upload, before.UploadJson(("7", Time)));
        await Patience.UntilAsync(async () => Equals(1L, await ScalarAsync(watch, "SELECT COUNT(*) FROM pg_locks WHERE NOT granted AND objid = 42")), "in its transaction");
        await cluster[1].SignalAsync("STOP");
        await ScalarAsync(watch, "SELECT pg_advisory_unlock(42)");

        using var after = await RawTerminal.ConnectAsync(cluster[0].Socket, "smz-1");
        Assert.Equal("0000", (await after.UploadAsync(("7", Time))).Code);

        await cluster.KillAsync(1);
    }

    private static async Task<Database> OpenAsync(NpgsqlConnectionStringBuilder connection)
    {
        var options = new StorageOptions(StorageProvider.PostgreSql, connection.ConnectionString).WithDefaults();
        var database = new Database(options);
        await new Schema(database, options, TimeProvider.System).MigrateAsync(default);
        return database;
    }

    private static async Task<UploadOutcome> StoreAsync(Database database)
    {
        var store = new AttendanceStore(database, new EphemeralDataProtectionProvider(), new MirrorText(), ClearFields.Default);
        return (await store.StoreAsync([TestDatabase.Upload("sn", TestDatabase.Record("sn", "7", 1))], default))[0];
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // The texts are those above.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }
}
