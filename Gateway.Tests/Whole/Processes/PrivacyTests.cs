using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Edge.DeviceHttp.Registrations;
using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.Platform.Commands;
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
    public async Task FullRun_Canaries_AreNowhereInClear()
    {
        using var directory = new TempDirectory();
        await using var gateway = GatewayProcess.Start(directory, Talkative);
        await gateway.ServesAsync();
        await ProvisionAsync(gateway);
        await CommandsAsync(gateway);
        await RegistrationsAsync(gateway);
        await BadInputAsync(gateway);
        foreach (var path in new[] { "/metrics", "/health/ready", "/health/live", "/openapi/v1.json" }) _shown[path] = await gateway.Http.GetStringAsync(path);
        var adminKey = (await File.ReadAllTextAsync(Path.Combine(gateway.Data, "admin.key"))).Trim();
        Canary[] canaries =
        [
            Canary.OfText("device key", DeviceKey), Canary.OfText("ID number", IdNumber), Canary.OfText("another ID number", OtherIdNumber),
            Canary.OfText("name", Name), Canary.OfText("worker's name", WorkerName), Canary.OfText("address", Address), Canary.OfText("work_sn", WorkSn),
            Canary.OfText("wrong key", WrongKey), Canary.OfText("quarantined record", Poison), Canary.OfText("API key", _platformKey),
            Canary.OfText("admin key", adminKey), Canary.OfBytes("photo", _photo), Canary.OfBytes("worker's photo", _workerPhoto)
        ];

        var running = Find(gateway, canaries);
        await gateway.TerminateAsync();
        Assert.Equal(0, await gateway.EndedAsync());
        var stopped = Find(gateway, canaries);

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
        foreach (var (sn, kind) in new[] { ("priv-1", "attendance"), ("priv-2", "attendance"), ("priv-3", "enrolment") })
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
        await terminal.Terminal.SendAsync(RawTerminal.Heartbeat, terminal.Terminal.HeartbeatJson(DateTimeOffset.UtcNow));
        var first = await terminal.NextAsync();
        Assert.Equal(_photo, first.Persons[0].Photo);
        await terminal.AnswerAsync(first, "9999", "no face");
        await terminal.NextAsync(); // Left in flight.
        using var device = new HttpClient { BaseAddress = gateway.DeviceHttp };
        Assert.Contains("persons", await device.GetStringAsync("/GetAddPerson?sn=priv-2"), StringComparison.Ordinal);
        await device.GetStringAsync("/FeedBack?sn=priv-2&type=3&msg=no%20face");
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
        var list = await gateway.GetAsync("/api/v1/registrations?id_number=" + OtherIdNumber);
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
        var texts = _shown.Append(KeyValuePair.Create("output", gateway.Out)).Append(KeyValuePair.Create("error output", gateway.Error));
        List<(string Where, byte[] Bytes)> places = [.. files, .. texts.Select(text => (text.Key, Encoding.UTF8.GetBytes(text.Value)))];
        Assert.Contains(places, place => place.Where == "gateway.db");
        return [.. places.SelectMany(place => canaries.SelectMany(canary => canary.FoundIn(place.Where, place.Bytes)))];
    }
}
