using System.Data.Common;
using System.Security.Cryptography;
using Gateway.Actors.Attendance;
using Gateway.Actors.Privacy;
using Gateway.Actors.Registrations;
using Gateway.Storage.Audit;
using Gateway.Storage.Registrations;
using Gateway.Storage.Retention;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Support.TestDatabase;

namespace Gateway.Tests.Storage.Retention;

/// <summary>Attendance and registrations are kept by their site; what goes is shown before and proved after.</summary>
public sealed class SiteRetentionTests
{
    private static readonly RetentionOptions Options = RetentionOptions.Standard with { AttendanceDays = 1095, RegistrationDays = 800 };
    private static readonly AuditCaller Caller = new("k1", "admin", "192.0.2.1");
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private static readonly string[] Tables = ["attendance", "attendance_again", "registrations"];
    private static readonly string[] Conditions = ["site IS NULL", "site IN (SELECT value FROM json_each(@sites))"];

    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Run_SitesOfEveryKind_DeletesWhatThePreviewSaysAndProvesIt(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await SiteAsync(test, "settled", "settled", settledOn: Now.AddYears(-3).AddDays(-2));
        await SiteAsync(test, "held", "settled", settledOn: Now.AddYears(-9), hold: true);
        await SiteAsync(test, "paid", "settled", settledOn: Now.AddYears(-2));
        await SiteAsync(test, "active", "active");
        await SiteAsync(test, "old text", "active", unexplained: true);
        await FillAsync(test, [null, "settled", "held", "paid", "active", "old text", "no site"]);
        await BulkAsync(test, "settled", 600); // More than a batch, received a moment ago: old records that come late.
        var gone = await IdsAsync(test, "settled");
        var retention = test.RetentionOf(Options);

        var planned = await PlanAsync(retention);

        // Of what goes by age: recognised and received four years ago, and what a clock ahead wrote then.
        (string?, RetentionRule, RetentionCounts)[] expected =
        [
            (null, RetentionRule.Age, new(2, 1, 1, 2)), ("old text", RetentionRule.Age, new(2, 1, 1, 2)), ("settled", RetentionRule.Settled, new(604, 1, 2, 4)),
        ];
        Assert.Equal(expected, planned.Select(static site => (site.Site, site.Term.Rule, site.Counts)));
        var run = (await retention.RequestAsync(Caller, default)).Run!;
        Assert.Equal((null, null), await retention.RequestAsync(Caller, default));

        await retention.RoundAsync(default);

        Assert.Equal((new RetentionCounts(608, 3, 4, 8), 3), await test.Proofs.SumAsync(run.Number, default));
        var proofs = (await test.Proofs.ListAsync(null, run.Number, 100, null, default)).Items;
        Assert.Equal(expected.Select(static site => (site.Item1, site.Item3)).Reverse(), proofs.Select(static proof => (proof.Site, proof.Counts)));
        var proof = proofs.Single(static proof => proof.Site == "settled");
        Assert.Equal(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(gone.Order(StringComparer.Ordinal).Select(static id => id + "\n")))), proof.Sha256);
        Assert.Equal(Now.AddYears(-4).ToUnixTimeSeconds(), proof.RecogFrom!.Value.ToUnixTimeSeconds());
        Assert.Equal(Now.AddYears(70).ToUnixTimeSeconds(), proof.RecogTo!.Value.ToUnixTimeSeconds());
        Assert.Equal(
            ["active", "held", "no site", "none", "old text", "paid"],
            await test.ColumnAsync<string>("SELECT DISTINCT COALESCE(site, 'none') AS s FROM attendance ORDER BY 1"));
        (string, long[])[] left =
        [
            ("held", [4, 1, 2]), ("paid", [4, 1, 2]), ("active", [4, 1, 2]), ("no site", [4, 1, 2]), ("settled", [0, 0, 0]), ("old text", [2, 0, 1]),
        ];
        foreach (var (site, rows) in left)
            for (var t = 0; t < Tables.Length; t++) Assert.Equal((site, Tables[t], rows[t]), (site, Tables[t], await CountAsync(test, Tables[t], site)));

        Assert.Equal(0, await test.NumberAsync("SELECT count(*) FROM retention_ids"));
        Assert.Equal(3, await test.NumberAsync($"SELECT count(*) FROM audit WHERE action = '{AuditActions.RetentionDelete}' AND key_id = 'retention'"));
        Assert.Equal(2, await test.NumberAsync($"SELECT count(*) FROM audit WHERE action = '{AuditActions.RetentionRun}' AND key_id = 'k1'"));
        Assert.Empty(await PlanAsync(retention));
        Assert.Null(await test.Runs.OpenAsync(default));
        Assert.True(await test.Runs.GetAsync(run.Number, default) is { EndedAt: not null, Reason: null, StartedAt: not null });
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Round_OfTheDay_RunsOnceAndWaitsAWeekForWhatWasJustChanged(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await SiteAsync(test, "new", "settled", settledOn: Now.AddYears(-9), updatedAt: Now);
        await SiteAsync(test, "known", "settled", settledOn: Now.AddYears(-9));
        await FillAsync(test, ["new", "known"]);

        await test.RetentionOf(Options).RoundAsync(default);
        await test.RetentionOf(Options).RoundAsync(default);

        Assert.Equal((4, 0), (await CountAsync(test, "attendance", "new"), await CountAsync(test, "attendance", "known")));
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM retention_runs"));
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM database_sizes WHERE bytes > 100000"));
        Assert.Equal("new", Assert.Single(await PlanAsync(test.RetentionOf(Options))).Site); // Who asks does not wait.
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Delete_HoldInTheMiddleOfARun_StopsAtTheNextBatch(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await SiteAsync(test, "s", "settled", settledOn: Now.AddYears(-9));
        await BulkAsync(test, "s", 700);
        var day = RetentionDay.Of(Now, byHand: true, Options);
        var planned = Assert.Single(await PlanAsync(test.RetentionOf(Options)));
        var look = RetentionLook.Of(planned.Term)[0];
        var deletes = new RetentionDeletes(test.Database, test.Proofs, TimeProvider.System);
        var run = (await test.Runs.RequestAsync(day.Today, true, "k1", default))!.Number;

        var (proof, deleted, mayGoOn) = await deletes.DeleteAsync(day, planned, look, run, null, default);
        Assert.Equal((500, true), (deleted, mayGoOn));
        await test.ExecuteAsync($"UPDATE sites SET legal_hold = {(provider == StorageProvider.Sqlite ? "1" : "true")}");
        Assert.Equal((proof, 0, false), await deletes.DeleteAsync(day, planned, look, run, proof, default));
        Assert.Empty(await PlanAsync(test.RetentionOf(Options)));

        // The node dies here; the next one finds the run open and a proof that has no hash yet.
        await test.ExecuteAsync($"UPDATE sites SET legal_hold = {(provider == StorageProvider.Sqlite ? "0" : "false")}");
        await test.RetentionOf(Options).RoundAsync(default);

        var proofs = (await test.Proofs.ListAsync("s", null, 10, null, default)).Items;
        Assert.Equal([200, 500], proofs.Select(static proof => proof.Counts.Attendance));
        Assert.All(proofs, static proof => Assert.NotNull(proof.Sha256));
        Assert.Equal((700, 0), ((await test.Proofs.SumAsync(run, default)).Counts.Attendance, await CountAsync(test, "attendance", "s")));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Run_PhotosOlderThanTheirDays_GoAloneAndTheRegistrationSaysSo(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await SiteAsync(test, "active", "active");
        await SiteAsync(test, "held", "active", hold: true);
        await FillAsync(test, ["active", "held", null]);
        var retention = test.RetentionOf(RetentionOptions.Standard with { AttendanceDays = 0, RegistrationDays = 0, RegistrationPhotoDays = 30 });

        Assert.Equal([(null, new(0, 0, 0, 2)), ("active", new(0, 0, 0, 2))], (await PlanAsync(retention)).Select(static site => (site.Site, site.Counts)));
        var run = (await retention.RequestAsync(Caller, default)).Run!.Number;
        await retention.RoundAsync(default);

        Assert.Equal((new RetentionCounts(0, 0, 0, 4), 2), await test.Proofs.SumAsync(run, default));
        var rows = (await test.Registrations.ListAsync(new RegistrationFilter(null, "active", null, null, null), 10, null, default)).Items;
        Assert.Equal([(0, true), (2, false)], rows.Select(static row => (row.Photos.Count, row.PhotosDeletedAt is not null)));
        Assert.Equal(4, await test.NumberAsync("SELECT count(*) FROM registration_photos p JOIN registrations r ON r.id = p.registration_id WHERE r.site = 'held'"));
        Assert.Empty(await PlanAsync(retention));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task DeleteRegistration_OfASiteOnHold_IsRefused(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await SiteAsync(test, "held", "active", hold: true);
        await FillAsync(test, ["held", "free"]);
        foreach (var (site, expected) in ((string, Deletion)[])[("held", Deletion.OnHold), ("free", Deletion.Deleted)])
        {
            var registration = (await test.Registrations.ListAsync(new RegistrationFilter(null, site, null, null, null), 1, null, default)).Items[0].Registration;
            Assert.Equal(expected, await test.Registrations.DeleteAsync(registration, default));
        }

        Assert.Equal((2, 1), (await CountAsync(test, "registrations", "held"), await CountAsync(test, "registrations", "free")));
    }

    [Fact]
    public async Task Run_ByAClockThatIsDoubted_DeletesNothing()
    {
        await using var test = await CreateAsync();
        await SiteAsync(test, "settled", "settled", settledOn: Now.AddYears(-9));
        await FillAsync(test, ["settled", null]);
        await new RetentionClock(test.Database, new FakeTimeProvider(Now)).BeginRoundAsync(default);
        Assert.NotNull((await test.RetentionOf(Options).RequestAsync(Caller, default)).Run);
        var ahead = test.RetentionOf(Options, new FakeTimeProvider(Now.AddYears(4)));

        Assert.NotNull((await ahead.RequestAsync(Caller, default)).Doubt);
        Assert.Null((await ahead.PreviewAsync(default)).Sites);
        await ahead.RoundAsync(default);
        await ahead.RoundAsync(default);

        Assert.Equal(8, await test.NumberAsync("SELECT count(*) FROM attendance"));
        Assert.Contains("has gone from", Assert.Single(await test.ColumnAsync<string>("SELECT reason FROM retention_runs WHERE is_open IS NULL")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looks_OnSqlite_ReadNoWholeTable()
    {
        await using var test = await CreateAsync();
        var age = RetentionDay.Of(Now, byHand: true, Options with { RegistrationPhotoDays = 30 }).TermOfNone;
        var looks = RetentionLook.Of(age).Concat(RetentionLook.Of(age with { Rule = RetentionRule.Settled }));
        List<string> statements =
        [
            .. looks.SelectMany(static look => new[] { RetentionDeletes.Find(look, null), RetentionDeletes.Find(look, "s") }),
            .. Conditions.SelectMany(which => RetentionPlan.Counts(age, which).Select(static count => count.Sql)),
        ];
        string[] tables = ["attendance", "attendance_again", "registrations", "registration_photos", "r", "p", "x"];

        foreach (var sql in statements)
        {
            var plan = await StepsAsync(test, sql);
            var scans = plan.Where(step => tables.Any(table => step == "SCAN " + table || step.StartsWith($"SCAN {table} USING INDEX", StringComparison.Ordinal)));
            Assert.False(scans.Any(), $"{sql}\n{string.Join('\n', plan)}");
        }
    }

    /// <summary>Of each site four records of attendance (old, just come, old by a clock ahead, new), one that came again, two registrations with two photos each.</summary>
    private static async Task FillAsync(TestDatabase test, IReadOnlyList<string?> sites)
    {
        for (var s = 0; s < sites.Count; s++)
        {
            var (sn, old) = ($"sn{s}", Now.AddYears(-4));
            AttendanceRecord Of(string user, DateTimeOffset recognised, DateTimeOffset received) =>
                Record(sn, user, 0, sites[s]) with { RecogTime = recognised, ReceivedAt = received };
            await test.Attendance.StoreAsync([Upload(sn, Of("old", old, old), Of("late", old, Now), Of("ahead", Now.AddYears(70), old), Of("new", Now, Now))], default);
            await test.Attendance.StoreAsync([Upload(sn, Of("ahead", Now.AddYears(70), old.AddDays(3)))], default);
            foreach (var (at, number) in ((DateTimeOffset, int)[])[(old, 0), (Now.AddDays(-20), 1)]) await test.Registrations.StoreAsync(Worker(sn, sites[s], at, number), default);
        }
    }

    private static async Task BulkAsync(TestDatabase test, string site, int rows) => await test.Attendance.StoreAsync(
        [Upload("bulk", [.. Enumerable.Range(0, rows).Select(i => Record("bulk", $"b{i}", 0, site) with { RecogTime = Now.AddYears(-4).AddDays(i), ReceivedAt = Now })])], default);

    private static Registration Worker(string sn, string? site, DateTimeOffset at, int number)
    {
        Assert.True(IdNumber.TryParse("110105194912310028", out var idNumber, out _));
        return new Registration(
            Guid.CreateVersion7(), sn, site, at, idNumber, new Secret($"name {number}"), 2, "汉", new DateOnly(1949, 12, 31), new Secret("address"), new Secret("issuer"),
            "20010101-长期", 1, 3, new Secret(""), new Dictionary<string, string>(),
            [new RegistrationPhoto(PhotoKind.IdPhoto, "image/png", new byte[] { 1, 2 }), new RegistrationPhoto(PhotoKind.Photo, "image/png", new byte[] { 3 })]);
    }

    private static async Task SiteAsync(
        TestDatabase test, string code, string status, DateTimeOffset? settledOn = null, bool hold = false, bool unexplained = false, DateTimeOffset? updatedAt = null)
    {
        string Flag(bool value) => test.Options.Provider == StorageProvider.Sqlite ? value ? "1" : "0" : value ? "true" : "false";
        var settled = settledOn is { } on ? $"'{on:yyyy-MM-dd}'" : "NULL";
        await test.ExecuteAsync(
            $"""
            INSERT INTO sites (code, status, settled_on, legal_hold, drift, unexplained, shard, search_text, name_text, created_at, updated_at)
            VALUES ('{code}', '{status}', {settled}, {Flag(hold)}, 'repair', {Flag(unexplained)}, 0, '', '', 0, {(updatedAt ?? DateTimeOffset.UnixEpoch).ToUnixTimeMilliseconds()})
            """);
        Assert.NotNull(await test.Sites.GetAsync(code, default));
    }

    private static async Task<List<PlannedSite>> PlanAsync(SiteRetention retention)
    {
        var planned = new List<PlannedSite>();
        await foreach (var site in (await retention.PreviewAsync(default)).Sites!) planned.Add(site);
        return planned;
    }

    private static Task<long> CountAsync(TestDatabase test, string table, string site) => test.NumberAsync($"SELECT count(*) FROM {table} WHERE site = '{site}'");

    /// <summary>Ids of all records of a site, as people write them.</summary>
    private static Task<List<string>> IdsAsync(TestDatabase test, string site) => test.Database.ReadAsync(
        async (db, token) => await (await db.CommandAsync(
                string.Join(" UNION ALL ", Tables.Select(table => $"SELECT id FROM {table} WHERE site = '{site}'")), token))
            .ToListAsync(row => db.ReadUuid(row, 0).ToString("D"), token),
        default);

    private static Task<List<string>> StepsAsync(TestDatabase test, string sql) => test.Database.WriteAsync(
        async (db, token) =>
        {
            var steps = new List<string>();
            await using var command = ((DbConnection)await db.OpenDbConnectionAsync(token)).CreateCommand();
            command.CommandText = "EXPLAIN QUERY PLAN " + sql.Replace("@before", "1", StringComparison.Ordinal).Replace("@ahead", "9", StringComparison.Ordinal)
                .Replace("@sites", "'[]'", StringComparison.Ordinal).Replace("@site", "'s'", StringComparison.Ordinal);
            await using var reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token)) steps.Add(reader.GetString(3));
            return steps;
        },
        default);
}
