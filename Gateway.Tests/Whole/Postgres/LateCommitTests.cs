using System.Text.Json.Nodes;
using Gateway.Actors.Commands;
using Gateway.Storage.Sql;
using Gateway.Tests.Platform.Commands;
using Gateway.Tests.Support;
using Npgsql;
using Xunit;
using static Gateway.Tests.Platform.Commands.Samples;

namespace Gateway.Tests.Whole.Postgres;

/// <summary>
/// A journal transaction of one node that stays open while those of another commit: its numbers are lower than what has been projected when it commits, and it is acknowledged all
/// the same.
/// </summary>
[Trait(Category.Name, Category.Servers)]
public sealed class LateCommitTests
{
    private const int Others = 20;

    /// <summary>Holds every insert for one actor until the test lets go of its lock.</summary>
    private const string Hold =
        """
        CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN PERFORM pg_advisory_xact_lock_shared(7); RETURN NULL; END $body$;
        CREATE TRIGGER hold AFTER INSERT ON journal FOR EACH ROW WHEN (NEW.persistence_id = 'device-slow') EXECUTE FUNCTION hold();
        """;

    private const string Waiting =
        """
        SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 7 AND NOT granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    [PostgresFact]
    public async Task Projection_TransactionHeldOpenWhileOthersCommit_MissesNothing()
    {
        await using var test = await TestDatabase.CreateAsync(StorageProvider.PostgreSql);
        await test.ExecuteAsync(Hold);
        await using var slow = CommandNode.Start(test);
        await using var quick = CommandNode.Start(test);
        quick.StartProjection();

        // The lock is of this connection, not of one that a pool gives to others.
        await using var holder = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(test.Options.ConnectionString) { Pooling = false }.ConnectionString);
        await holder.OpenAsync();

        await HeldAsync(test, holder, () => slow.EnqueueAsync("slow", Push("late")), () => OthersAsync(test, quick, "a"));
        await Patience.UntilAsync(async () => await test.NumberAsync("SELECT count(*) FROM commands WHERE id = 'late' AND state = 'queued'") == 1, "what committed late");

        await HeldAsync(test, holder, () => slow.CancelAsync("slow", "late", At(9)), () => OthersAsync(test, quick, "b"));
        await Patience.UntilAsync(async () => await test.NumberAsync("SELECT count(*) FROM outbox") == 2 * Others + 1, "the outcome that committed late");

        Assert.Equal(2 * Others + 1, (await test.Feed.SequenceAsync(1000, default)).Moved);
        var slice = await test.Feed.ReadAsync(0, null, 1000, default);
        var feed = slice.Items.Select(item => $"{item.Sn} {(string?)JsonNode.Parse(item.DataJson)!["id"]}").ToArray();
        Assert.Equal(feed.Distinct(), feed);
        Assert.Contains("slow late", feed);
        Assert.Equal(CommandState.Cancelled, (await test.Commands.GetAsync("slow", "late", default))!.State);
    }

    /// <summary>Commands of other devices, from queued to ended, all projected.</summary>
    private static async Task OthersAsync(TestDatabase test, CommandNode node, string round)
    {
        for (var i = 0; i < Others; i++)
        {
            await node.EnqueueAsync($"sn{i}", Push(round + i, userId: round));
            await node.CancelAsync($"sn{i}", round + i, At(i));
        }

        await Patience.UntilAsync(
            async () => await test.NumberAsync($"SELECT count(*) FROM commands WHERE user_id = '{round}' AND state = 'cancelled'") == Others, "the others");
    }

    private static async Task HeldAsync(TestDatabase test, NpgsqlConnection holder, Func<Task> write, Func<Task> meanwhile)
    {
        await ExecuteAsync(holder, "SELECT pg_advisory_lock(7)");
        var held = write();
        await Patience.UntilAsync(async () => await test.NumberAsync(Waiting) == 1, "held");
        await meanwhile();
        Assert.False(held.IsCompleted);
        await ExecuteAsync(holder, "SELECT pg_advisory_unlock(7)");
        await held;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
