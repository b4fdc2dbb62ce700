using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Edge.DeviceHttp.Registrations;
using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.Platform.Commands;
using Gateway.Tests.Support;
using Npgsql;
using Xunit;

namespace Gateway.Tests.Whole.Processes;

/// <summary>
/// A full run with values that must be nowhere: not in the database and its write-ahead log, not in any file beside them, not in the log at its most
/// talkative, not in what is shown without credentials.
/// </summary>
[Collection(ProcessTests.Collection)]
[Trait(Category.Name, Category.Long)]
public sealed class PrivacyTests
{
    private const string DeviceKey = "kEy7Can9";
    private const string IdNumber = "510104198802292237";
    private const string OtherIdNumber = "51010419901231888X";
    private const string Name = "欧阳金丝雀";
    private const string WorkerName = "司马金丝雀";
    private const string Address = "四川省成都市金丝雀路七号";
    private const string Phone = "13800138042";

    /// <summary>Given as <c>user_id</c>: the key of records and commands, in clear in tables, journal and Redis (docs/decisions/0084).</summary>
    private const string UserId = "440524188001010014";
    private const string WorkSn = "WORK-CANARY-4711";
    private const string WrongKey = "a-wrong-api-key-that-is-a-canary";
    private const string Poison = "POISON-CANARY-RECORD-4712";

    private static readonly string[] Talkative =
    [
        "/Serilog:MinimumLevel:Default=Verbose", "/Serilog:MinimumLevel:Override:Microsoft=Verbose", "/Serilog:MinimumLevel:Override:Akka=Verbose",
        "/Serilog:MinimumLevel:Override:System=Verbose", "/Serilog:MinimumLevel:Override:FluentMigrator=Verbose"
    ];

    private readonly byte[] _photo = Samples.Photo(5_000, 7);
    private readonly byte[] _workerPhoto = Samples.Photo(5_000, 8);
    private readonly Dictionary<string, string> _shown = [];
    private string _platformKey = "";

    [Fact]
    public Task FullRun_Canaries_AreNowhereInClear() => RunAsync(null);

    [PostgresProcessFact]
    [Trait(Category.Name, Category.Servers)]
    public async Task FullRunOnPostgreSql_Canaries_AreNowhereInClear()
    {
        await using var server = await ServerDatabase.CreateAsync();
        await RunAsync(server);
    }

    private async Task RunAsync(ServerDatabase? server)
    {
        using var directory = new TempDirectory();
        await using var redis = TestRedis.FindProgram() is null ? null : await TestRedis.StartAsync();
        IEnumerable<string> settings = [.. Talkative, .. server?.Settings.Select(setting => $"{setting.Key}={setting.Value}") ?? []];
        await using var gateway = GatewayProcess.Start(directory, redis is null ? settings : [.. settings, "Redis:Configuration=" + redis.Address]);
        await gateway.ServesAsync();
        await ProvisionAsync(gateway);
        await OwnFieldsAsync(gateway);
        await CommandsAsync(gateway);
        await RegistrationsAsync(gateway);
        await BadInputAsync(gateway);
        if (redis is not null) await RedisAsync(gateway, redis);
        await ShowAsync(gateway);
        if (server is not null) await DumpAsync(server);
        foreach (var path in new[] { "/metrics", "/health/ready", "/health/live", "/openapi/v1.json" }) _shown[path] = await gateway.Http.GetStringAsync(path);
        var adminKey = (await File.ReadAllTextAsync(Path.Combine(gateway.Data, "admin.key"))).Trim();
        Canary[] canaries =
        [
            Canary.OfText("device key", DeviceKey), Canary.OfText("ID number", IdNumber), Canary.OfText("another ID number", OtherIdNumber),
            Canary.OfText("name", Name), Canary.OfText("worker's name", WorkerName), Canary.OfText("address", Address), Canary.OfText("work_sn", WorkSn),
            Canary.OfText("wrong key", WrongKey), Canary.OfText("quarantined record", Poison), Canary.OfText("API key", _platformKey),
            Canary.OfText("admin key", adminKey), Canary.OfText("phone", Phone), Canary.OfBytes("photo", _photo), Canary.OfBytes("worker's photo", _workerPhoto)
        ];

        var running = Find(gateway, canaries);
        await gateway.TerminateAsync();
        Assert.Equal(0, await gateway.EndedAsync());
        var stopped = Find(gateway, canaries);

        var userId = Canary.OfText("user_id", UserId);
        var seen = Texts(gateway).Where(text => !text.Key.StartsWith("Redis", StringComparison.Ordinal) && !text.Key.StartsWith("table", StringComparison.Ordinal));
        Assert.Empty(seen.SelectMany(text => userId.FoundIn(text.Key, Encoding.UTF8.GetBytes(text.Value))));
        Assert.Empty(running);
        Assert.Empty(stopped);
    }

    [Fact]
    public void Canary_InItsForms_IsFound()
    {
        var photo = Samples.Photo(5_000, 7);
        foreach (var before in new[] { "", "x", "xy" })
        {
            var text = Encoding.UTF8.GetBytes(before + IdNumber + "tail");
            Assert.NotEmpty(Canary.OfText("id", IdNumber).FoundIn("text", text));
            Assert.NotEmpty(Canary.OfText("id", IdNumber).FoundIn("Base64", Encoding.ASCII.GetBytes(Convert.ToBase64String(text))));
            var encoded = Convert.ToBase64String([.. Encoding.UTF8.GetBytes(before), .. photo]);
            Assert.NotEmpty(Canary.OfBytes("photo", photo).FoundIn("Base64", Encoding.ASCII.GetBytes(encoded)));
        }
    }

    private async Task ProvisionAsync(GatewayProcess gateway)
    {
        foreach (var (sn, kind) in new[] { ("priv-1", "attendance"), ("priv-2", "attendance"), ("priv-3", "enrolment"), ("priv-4", "attendance"), ("priv-5", "attendance") })
        {
            using var answer = await gateway.Http.PutAsJsonAsync($"/api/v1/devices/{sn}", new { key = DeviceKey, kind });
            answer.EnsureSuccessStatusCode();
        }

        using var made = await gateway.Http.PostAsJsonAsync("/api/v1/keys", new { name = "platform", role = "platform" });
        _platformKey = (await made.Content.ReadFromJsonAsync<JsonNode>())!["key"]!.GetValue<string>();
        foreach (var key in new[] { _platformKey, WrongKey })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/devices");
            request.Headers.Authorization = new("Bearer", key);
            using var answer = await gateway.Http.SendAsync(request);
            Assert.Equal(key == _platformKey, answer.IsSuccessStatusCode);
        }
    }

    private async Task CommandsAsync(GatewayProcess gateway)
    {
        object Push(string user) => new
        {
            type = "person.push",
            person = new { user_id = user, name = Name, work_sn = WorkSn, id_card = IdNumber, face_template = Convert.ToBase64String(_photo) }
        };
        foreach (var (sn, user) in new[] { ("priv-1", "u1"), ("priv-1", "u2"), ("priv-2", "u1"), ("priv-2", "u3") })
        {
            using var accepted = await gateway.Http.PostAsJsonAsync($"/api/v1/devices/{sn}/commands", Push(user));
            accepted.EnsureSuccessStatusCode();
        }

        using var terminal = new CommandTerminal(await RawTerminal.ConnectAsync(gateway.Socket, "priv-1", DeviceKey));
        var first = await terminal.BeatForCommandAsync(static () => DateTimeOffset.UtcNow);
        Assert.Equal(_photo, first.Persons[0].Photo);
        await terminal.AnswerAsync(first, "9999", "no face");
        await terminal.NextAsync(); // Left in flight.
        using var device = new HttpClient { BaseAddress = gateway.DeviceHttp };
        Assert.Contains("persons", await device.GetStringAsync("/GetAddPerson?sn=priv-2"), StringComparison.Ordinal);
        await device.GetStringAsync("/FeedBack?sn=priv-2&type=3&msg=no%20face");
    }

    /// <summary>In every field that a terminal may send: of its own, of the specification, and as the name of one; over the socket and HTTPS; as the words of a result.</summary>
    private async Task OwnFieldsAsync(GatewayProcess gateway)
    {
        var own = $$"""
            "recog_type":"face","name":"{{Name}}","id_card":"{{IdNumber}}","tel":{{Phone}},"{{Name}}":"x",
            "photo":"{{Convert.ToBase64String(_photo)}}","deep":{"a":["{{Phone}}","{{Name}}"]}
            """;
        string Log(string user) => $$"""{"count":1,"logs":[{"user_id":"{{user}}","recog_time":"2024-05-06 08:30:00",{{own}}}]}""";
        using var terminal = new CommandTerminal(await RawTerminal.ConnectAsync(gateway.Socket, "priv-4", DeviceKey));
        Assert.Equal("0000", terminal.Terminal.ResultOf(await terminal.Terminal.AskAsync(RawTerminal.Upload, Log("own-1"))).Code);
        Assert.Equal("0000", (await terminal.Terminal.UploadAsync((UserId, "2024-05-06 08:30:00"))).Code);
        using var device = new HttpClient { BaseAddress = gateway.DeviceHttp };
        using var form = new FormUrlEncodedContent([new("sn", "priv-4"), new("content", Convert.ToHexString(terminal.Terminal.Encrypt(Log("own-2"))))]);
        Assert.Contains("stored_1", await (await device.PostAsync("/UploadAttendance", form)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        foreach (var (user, code) in new[] { ("own-3", "9999"), ("own-4", Name), ("own-5", "0000"), (UserId, "9021") })
        {
            using var accepted = await gateway.Http.PostAsJsonAsync("/api/v1/devices/priv-4/commands", new { type = "person.delete", user_id = user });
            accepted.EnsureSuccessStatusCode();
            await terminal.AnswerAsync(await terminal.BeatForCommandAsync(static () => DateTimeOffset.UtcNow), code, $"拒绝 {Name} {IdNumber} {Phone}");
        }

        using var pushed = await gateway.Http.PostAsJsonAsync("/api/v1/devices/priv-5/commands", new { type = "person.push", person = new { user_id = "own-6", name = Name } });
        pushed.EnsureSuccessStatusCode();
        Assert.Contains("person", await device.GetStringAsync("/GetAddPerson?sn=priv-5"), StringComparison.Ordinal);
        await device.GetStringAsync("/FeedBack?sn=priv-5&type=3&msg=" + Uri.EscapeDataString($"{Name} {Phone} {IdNumber}"));
    }

    /// <summary>Commands through Redis, one that is taken and some that are not; then everything that Redis has.</summary>
    private async Task RedisAsync(GatewayProcess gateway, TestRedis redis)
    {
        using var connection = await redis.ConnectAsync();
        var database = connection.GetDatabase();
        foreach (var person in (string[])[$$"""{"user_id":"r1","name":"{{Name}}","id_card":"{{IdNumber}}"}""", $$"""{"user_id":"r1","name":"{{Name}}","phone":"{{Phone}}"}"""])
            await database.StreamAddAsync("gateway:commands", "data", $$$"""{"sn":"priv-5","command":{"type":"person.push","person":{{{person}}}}}""");
        await database.StreamAddAsync("gateway:commands", "data", $"no json {Name} {Phone}");
        await Patience.UntilAsync(async () => await database.StreamLengthAsync("gateway:commands") == 0, "taken");
        var head = (await gateway.GetAsync("/api/v1/feed?limit=1000"))["items"]!.AsArray().Count(item => (string?)item!["kind"] == "attendance");
        await Patience.UntilAsync(async () => await database.StreamLengthAsync("gateway:feed:attendance") == head, "published");
        foreach (var key in connection.GetServer(redis.Address).Keys())
        {
            var entries = await database.KeyTypeAsync(key) == StackExchange.Redis.RedisType.Stream ? await database.StreamRangeAsync(key) : [];
            _shown[$"Redis {key}"] = string.Join('\n', entries.SelectMany(entry => entry.Values.Select(value => value.Value.ToString())));
        }

        Assert.Equal(2, (await database.StreamRangeAsync("gateway:commands:rejected")).Length);
    }

    /// <summary>Every row of every table as text, bytes in hexadecimal.</summary>
    private async Task DumpAsync(ServerDatabase server)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        async Task<List<string>> ReadAsync(string sql)
        {
#pragma warning disable CA2100 // The texts are those below.
            await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<string>();
            while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
            return rows;
        }

        foreach (var table in await ReadAsync("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"))
            _shown["table " + table] = string.Join('\n', await ReadAsync($"SELECT t::text FROM {table} t"));
        Assert.NotEmpty(_shown["table journal"]);
    }

    /// <summary>What a viewer is answered, and what the recorder has, whoever asks.</summary>
    private async Task ShowAsync(GatewayProcess gateway)
    {
        using var made = await gateway.Http.PostAsJsonAsync("/api/v1/keys", new { name = "viewer", role = "viewer" });
        var key = (await made.Content.ReadFromJsonAsync<JsonNode>())!["key"]!.GetValue<string>();
        await Patience.UntilAsync(
            async () => (await gateway.GetAsync("/api/v1/devices/priv-4/commands?state=failed"))["items"]!.AsArray().Count == 3, "three have failed");
        var whole = await gateway.Http.GetStringAsync("/api/v1/attendance") + await gateway.Http.GetStringAsync("/api/v1/devices/priv-4/commands");
        Assert.All((string[])[Name, Phone, IdNumber], canary => Assert.Contains(canary, whole, StringComparison.Ordinal)); // The platform is shown it.
        string[] paths =
        [
            "attendance", "feed?limit=1000", "devices/priv-4/commands", "devices/priv-1/commands", "registrations", "quarantine", "devices", "alarms", "devices/priv-4/frames",
            "devices/priv-5/frames", "devices/priv-1/frames",
        ];
        foreach (var path in paths)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/" + path);
            request.Headers.Authorization = new("Bearer", key);
            using var answer = await gateway.Http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            _shown["viewer " + path] = await answer.Content.ReadAsStringAsync();
        }
    }

    private async Task RegistrationsAsync(GatewayProcess gateway)
    {
        var form = new EnrolmentForm().With("dev_mac", "priv-3").With("Idno", OtherIdNumber).With("Name", WorkerName).With("address", Address)
            .With("photo", Convert.ToBase64String(_workerPhoto));
        using var device = new HttpClient { BaseAddress = gateway.DeviceHttp };
        async Task<string> RegisterAsync(EnrolmentForm sent)
        {
            using var content = new StringContent(sent.UrlEncoded(), Encoding.UTF8, "application/x-www-form-urlencoded");
            return await (await device.PostAsync("/Regist.Asfx", content)).Content.ReadAsStringAsync();
        }

        Assert.Equal("""{"errcode":0,"errmsg":""}""", await RegisterAsync(form));
        using var found = await gateway.Http.PostAsJsonAsync("/api/v1/registrations/search", new { id_number = OtherIdNumber });
        var list = (await found.Content.ReadFromJsonAsync<JsonNode>())!;
        var id = Assert.Single(list["items"]!.AsArray())!["id"]!.GetValue<string>();
        Assert.Equal(OtherIdNumber, (await gateway.GetAsync("/api/v1/registrations/" + id))["idno"]!.GetValue<string>());
        Assert.Equal(_workerPhoto, await gateway.Http.GetByteArrayAsync($"/api/v1/registrations/{id}/photos/photo"));

        // Refused ones are told what is wrong, and nothing of it is kept or logged.
        _shown["refused registration"] = await RegisterAsync(form.With("gender", "7").With("birthday", Address));
        Assert.Contains("errcode\":5", _shown["refused registration"], StringComparison.Ordinal);
    }

    private async Task BadInputAsync(GatewayProcess gateway)
    {
        using (var terminal = await RawTerminal.ConnectAsync(gateway.Socket, "priv-2", DeviceKey))
            Assert.Equal("9999", (await terminal.UploadAsync((Poison, "no time"))).Code); // Goes to the quarantine.

        using var device = new HttpClient { BaseAddress = gateway.DeviceHttp };
        await device.GetStringAsync($"/GetAddPerson?sn={IdNumber}&name={WorkerName}");
        string[] bodies =
        [
            $$"""{"type":"person.push","person":{"user_id":"u1","name":"{{Name}}","id_card":"{{IdNumber}} {{Name}}","face_template":"{{WorkSn}}!"} }""",
            $"{{\"{IdNumber}"
        ];
        foreach (var body in bodies)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await gateway.Http.PostAsync("/api/v1/devices/priv-1/commands", content);
            Assert.Equal(400, (int)answer.StatusCode);
            _shown["problem " + body.Length] = await answer.Content.ReadAsStringAsync();
        }
    }

    /// <summary>Where canaries are found: in files, in the output, in what was shown. The file of the admin key is what it is for.</summary>
    private List<string> Find(GatewayProcess gateway, Canary[] canaries)
    {
        var files = DataFiles.Read(gateway.Data).Where(file => file.Where != "admin.key");
        List<(string Where, byte[] Bytes)> places = [.. files, .. Texts(gateway).Select(text => (text.Key, Encoding.UTF8.GetBytes(text.Value)))];
        Assert.Contains(places, place => place.Where is "gateway.db" or "table journal");
        return [.. places.SelectMany(place => canaries.SelectMany(canary => canary.FoundIn(place.Where, place.Bytes)))];
    }

    private IEnumerable<KeyValuePair<string, string>> Texts(GatewayProcess gateway) =>
        _shown.Append(KeyValuePair.Create("output", gateway.Out)).Append(KeyValuePair.Create("error output", gateway.Error));
}
