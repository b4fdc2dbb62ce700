using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;

namespace Gateway.Tests.Whole.Processes;

/// <summary>The feed after a backup was restored: its numbers are given again, and nobody is fooled by it.</summary>
[Collection(ProcessTests.Collection)]
[Trait(Category.Name, Category.Long)]
public sealed class FeedRestoreTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Restore_ABackupTakenEarlier_WhoeverWasAheadIsToldAndTheOthersGoOn(StorageProvider provider)
    {
        using var directory = new TempDirectory();
        await using var server = provider == StorageProvider.PostgreSql ? await ServerDatabase.CreateAsync() : null;
        string first;
        await using (var gateway = await StartAsync(directory, server))
        {
            await GrowAsync(gateway, server, 4);
            first = (await PageAsync(gateway, 0, null, 4))["generation"]!.GetValue<string>();
            await StopAsync(gateway);
        }

        if (server is null) File.Copy(directory.Combine("data", "gateway.db"), directory.Combine("backup.db"));
        await using (var gateway = await StartAsync(directory, server))
        {
            await GrowAsync(gateway, server, 3);
            await PageAsync(gateway, 4, first, 3);
            await StopAsync(gateway);
        }

        await RestoreAsync(directory, server);
        await using (var gateway = await StartAsync(directory, server))
        {
            await GrowAsync(gateway, server, 5);
            var page = await PageAsync(gateway, 4, first, 5);
            var second = page["generation"]!.GetValue<string>();
            Assert.NotEqual(first, second);
            Assert.Equal([5, 6, 7, 8, 9], page["items"]!.AsArray().Select(item => item!["seq"]!.GetValue<int>()));

            var (status, told) = await AskAsync(gateway, $"/api/v1/feed?after=7&generation={first}");
            Assert.Equal((HttpStatusCode.Conflict, "urn:gateway:problem:feed-position-forked"), (status, told["type"]!.GetValue<string>()));
            Assert.Equal(
                (5, 1, 9, second),
                (told["fork"]!.GetValue<int>(), told["oldest"]!.GetValue<int>(), told["head"]!.GetValue<int>(), told["generation"]!.GetValue<string>()));
            var (resumed, _) = await AskAsync(gateway, "/api/v1/feed", $"{first}:7");
            Assert.Equal(HttpStatusCode.Conflict, resumed);
            var (follows, _) = await AskAsync(gateway, $"/api/v1/feed?after=7&generation={second}");
            Assert.Equal(HttpStatusCode.OK, follows);
            await StopAsync(gateway);
        }

        // Nothing was lost now: no new generation.
        await using (var gateway = await StartAsync(directory, server))
        {
            var (status, page) = await AskAsync(gateway, "/api/v1/feed?after=9");
            Assert.Equal((HttpStatusCode.OK, 0), (status, page["items"]!.AsArray().Count));
            var (forked, _) = await AskAsync(gateway, $"/api/v1/feed?after=5&generation={first}");
            Assert.Equal(HttpStatusCode.Conflict, forked);
        }
    }

    private static async Task<GatewayProcess> StartAsync(TempDirectory directory, ServerDatabase? server)
    {
        var gateway = GatewayProcess.Start(directory, server is null ? [] : [.. server.Settings.Select(setting => $"{setting.Key}={setting.Value}")]);
        await gateway.ServesAsync();
        return gateway;
    }

    private static async Task StopAsync(GatewayProcess gateway)
    {
        await gateway.TerminateAsync();
        Assert.Equal(0, await gateway.EndedAsync());
    }

    private const string Happened = """{"event":"flapping","detail":null,"at":"2026-03-01T00:00:00Z"}""";

    /// <summary>As the parts of the gateway do that make something true; the sequencer finds it.</summary>
    private static Task GrowAsync(GatewayProcess gateway, ServerDatabase? server, int items) => ExecuteAsync(
        gateway.Data, server,
        "INSERT INTO outbox (kind, sn, at, data) VALUES "
            + string.Join(", ", Enumerable.Repeat(FormattableString.Invariant($"('device', 'sn', {DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}, '{Happened}')"), items)));

    /// <summary>SQLite: the copy of the file. PostgreSQL: the rows as the dump had them.</summary>
    private static async Task RestoreAsync(TempDirectory directory, ServerDatabase? server)
    {
        if (server is not null)
        {
            await ExecuteAsync("", server, "DELETE FROM feed WHERE seq > 4; UPDATE feed_head SET last_seq = 4");
            return;
        }

        foreach (var side in (string[])["-wal", "-shm"]) File.Delete(directory.Combine("data", "gateway.db" + side));
        File.Copy(directory.Combine("backup.db"), directory.Combine("data", "gateway.db"), overwrite: true);
    }

    private static async Task ExecuteAsync(string data, ServerDatabase? server, string sql)
    {
        await using System.Data.Common.DbConnection connection = server is null
            ? new SqliteConnection($"Data Source={Path.Combine(data, "gateway.db")};Pooling=False")
            : new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The page after a position, once it has so many items.</summary>
    private static async Task<JsonNode> PageAsync(GatewayProcess gateway, long after, string? generation, int items)
    {
        JsonNode page = null!;
        await Patience.UntilAsync(
            async () =>
            {
                (_, page) = await AskAsync(gateway, $"/api/v1/feed?after={after}" + (generation is null ? "" : "&generation=" + generation));
                return page["items"]?.AsArray().Count == items;
            },
            $"{items} items after {after}");
        return page;
    }

    private static async Task<(HttpStatusCode Status, JsonNode Body)> AskAsync(GatewayProcess gateway, string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        using var answer = await gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
