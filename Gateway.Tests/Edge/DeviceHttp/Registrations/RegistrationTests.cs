using System.Text.Json.Nodes;
using Gateway.Actors.Registrations;
using Gateway.Storage.Registrations;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Edge.DeviceHttp.Registrations;

/// <summary>§4 over a real socket: the habits of docs/spec/field-notes.md, every errcode, durability, idempotence.</summary>
public sealed partial class RegistrationTests : IAsyncLifetime
{
    private DeviceHttpHost _host = null!;

    public async Task InitializeAsync() => _host = await DeviceHttpHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Regist_UrlEncoded_IsStoredWithPhotosByteExact()
    {
        var answer = await RegisterAsync(new EnrolmentForm());

        Assert.Equal("""{"errcode":0,"errmsg":""}""", Encoding.UTF8.GetString(answer.Body));
        var row = Assert.Single(await ListAsync());
        var stored = row.Registration;
        Assert.Equal(("zzj-2020032701", "工地1", 1, "汉", new DateOnly(1949, 12, 31)), (stored.Sn, stored.Site, stored.Gender, stored.Nation, stored.Birthday));
        Assert.Equal((EnrolmentForm.IdNumber, EnrolmentForm.Name, EnrolmentForm.Address),
            (stored.IdNumber.Reveal(), stored.Name.Reveal(), stored.Address.Reveal()));
        Assert.Equal(("金牛区金丝雀分局", "20010101-20110101", 1, 3, ""),
            (stored.Issuer.Reveal(), stored.Period, stored.UserType, stored.RegType, stored.Phone.Reveal()));
        Assert.Equal([new PhotoHead(PhotoKind.IdPhoto, "image/jpeg", 900), new PhotoHead(PhotoKind.Photo, "image/jpeg", 5000),
            new PhotoHead(PhotoKind.InfPhoto, "image/jpeg", 3001)], row.Photos);
        await AssertPhotosAsync(stored.Id);
        await Patience.UntilAsync(() => _host.Told<RequestNoted>().Count > 0, "noted");
        Assert.Equal(1, Assert.Single(_host.Told<RequestNoted>()).Stored);
        Assert.Equal(1, _host.OutboxWritten);
    }

    [Fact]
    public async Task Regist_Multipart_IsStored()
    {
        var answer = await _host.PostAsync("/Regist.Asfx", Encoding.UTF8.GetBytes(new EnrolmentForm().Multipart("--WebKit7")),
            "Content-Type: multipart/form-data; boundary=--WebKit7\r\n");

        Assert.Equal(0, answer!.ErrCode);
        await AssertPhotosAsync(Assert.Single(await ListAsync()).Registration.Id);
    }

    [Theory]
    [InlineData("ContentType: application/x-www-form-urlencoded\r\n")]
    [InlineData("ContentType: application/x-www-form-urlencoded\r\nContent-Type: text/plain; charset=ISO-8859-1\r\n")]
    [InlineData("Content-Type: application/json\r\n")]
    public async Task Regist_ContentTypeMisspelled_IsStored(string headers)
    {
        Assert.Equal(0, (await _host.PostFormAsync("/Regist.Asfx", new EnrolmentForm().UrlEncoded(), headers))!.ErrCode);
        await AssertPhotosAsync(Assert.Single(await ListAsync()).Registration.Id);
    }

    [Theory]
    [InlineData("/Regist.Asfx")]
    [InlineData("/regist.asfx")]
    [InlineData("/httpserver/REGIST.ASFX")]
    public async Task Regist_AnyPrefixAndLetterCase_IsServed(string path) =>
        Assert.Equal(0, (await _host.PostFormAsync(path, new EnrolmentForm().UrlEncoded()))!.ErrCode);

    [Fact]
    public async Task Regist_OtherSpellingAndPhone_IsStored()
    {
        var form = new EnrolmentForm().LowerCase().With("phone", EnrolmentForm.Phone).With("temperature", "36.5").With("dev_mac", "zzj-2020032701 ");

        Assert.Equal(0, (await RegisterAsync(form)).ErrCode);
        var stored = Assert.Single(await ListAsync()).Registration;
        Assert.Equal((EnrolmentForm.Phone, "36.5"), (stored.Phone.Reveal(), stored.Extra["temperature"]));
    }

    [Theory]
    [InlineData("encoded twice")]
    [InlineData("prefix")]
    [InlineData("prefix, encoded twice")]
    [InlineData("bare plus")]
    [InlineData("multipart, encoded")]
    public async Task Regist_PhotoForms_AreByteExact(string habit)
    {
        var form = new EnrolmentForm();
        foreach (var kind in PhotoKinds.All.Select(PhotoKinds.Text))
        {
            if (habit.StartsWith("prefix", StringComparison.Ordinal)) form[kind] = "data:image/jpeg;base64," + form[kind];
            if (habit.Contains("encoded", StringComparison.Ordinal)) form[kind] = Uri.EscapeDataString(form[kind]);
        }

        Assert.Contains("%2B", new EnrolmentForm().UrlEncoded(), StringComparison.Ordinal);
        var answer = habit switch
        {
            "multipart, encoded" => await _host.PostFormAsync("/Regist.Asfx", form.Multipart("b")),
            "bare plus" => await _host.PostFormAsync("/Regist.Asfx", form.UrlEncoded().Replace("%2B", "+", StringComparison.Ordinal)),
            _ => await RegisterAsync(form),
        };

        Assert.Equal((0, ""), (answer!.ErrCode, answer.ErrMsg));
        await AssertPhotosAsync(Assert.Single(await ListAsync()).Registration.Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Regist_InfraredPhotoMissing_IsStored(bool empty)
    {
        Assert.Equal(0, (await RegisterAsync(empty ? new EnrolmentForm().With("inf_photo", "") : new EnrolmentForm().Without("inf_photo"))).ErrCode);

        Assert.Equal([PhotoKind.IdPhoto, PhotoKind.Photo], Assert.Single(await ListAsync()).Photos.Select(photo => photo.Kind));
    }

    [Theory]
    [InlineData("510104199003070012", false)]
    [InlineData("510104199003070015", true)]
    [InlineData("110105491231002", true)]
    public async Task Regist_CheckDigit_IsFlaggedNotRefused(string idNumber, bool right)
    {
        Assert.Equal(0, (await RegisterAsync(new EnrolmentForm(idNumber: idNumber))).ErrCode);

        Assert.Equal(right, Assert.Single(await ListAsync()).Registration.IdNumber.IsCheckDigitRight);
        Assert.Equal(right, (bool)(await FeedDataAsync())["check_digit_ok"]!);
    }

    [Theory]
    [InlineData("Idno", "123", 5, "Idno: must have 18 or 15 characters, not 3")]
    [InlineData("Idno", null, 5, "Idno: missing")]
    [InlineData("Name", "", 5, "Name: missing")]
    [InlineData("Name", "long", 5, "Name: has more than 64 characters")]
    [InlineData("Name", "a\u0007b", 5, "Name: has control characters")]
    [InlineData("gender", "3", 5, "gender: must be 1 or 2")]
    [InlineData("gender", "男", 5, "gender: must be 1 or 2")]
    [InlineData("gender", null, 5, "gender: missing")]
    [InlineData("nation", null, 5, "nation: missing")]
    [InlineData("birthday", "1990-02-30", 5, "birthday: must be a date like 1990-01-31")]
    [InlineData("birthday", "2990-01-01", 5, "birthday: is in the future")]
    [InlineData("birthday", null, 5, "birthday: missing")]
    [InlineData("address", null, 5, "address: missing")]
    [InlineData("idissue", null, 5, "idissue: missing")]
    [InlineData("idperiod", null, 5, "idperiod: missing")]
    [InlineData("idperiod", "20010101", 5, "idperiod: must be like 20010101-20110101 or 20010101-长期")]
    [InlineData("idperiod", "20010132-20110101", 5, "idperiod: must be like 20010101-20110101 or 20010101-长期")]
    [InlineData("idperiod", "20110101-20010101", 5, "idperiod: ends before it begins")]
    [InlineData("userType", "0", 5, "userType: must be 1 or 2")]
    [InlineData("RegType", "1", 5, "RegType: must be 3")]
    [InlineData("phone", "123456789012345678901234567890123", 5, "phone: must have at most 32 characters")]
    [InlineData("photo", null, 6, "photo: missing")]
    [InlineData("idphoto", "", 6, "idphoto: missing")]
    [InlineData("photo", "R0lGODlhAQABAAAAACw=", 6, "photo: is neither a JPEG nor a PNG")]
    [InlineData("inf_photo", "!!!", 6, "inf_photo: is not Base64")]
    [InlineData("photo", "large", 6, "photo: is larger than 2097152 bytes")]
    [InlineData("dev_mac", "nobody", 2, "dev_mac: unknown or disabled")]
    [InlineData("dev_mac", "off-1", 2, "dev_mac: unknown or disabled")]
    [InlineData("dev_mac", null, 2, "dev_mac: unknown or disabled")]
    [InlineData("dev_mac", "smz-a03", 4, "dev_mac: is not an enrolment terminal")]
    public async Task Regist_InvalidField_HasItsCodeAndMessageAndStoresNothing(string field, string? value, int code, string message)
    {
        var form = new EnrolmentForm();
        if (value is null)
        {
            form.Without(field);
        }
        else
        {
            form[field] = value switch
            {
                "long" => new string('张', 65),
                "large" => Convert.ToBase64String(EnrolmentForm.Photo(1, (2 * 1024 * 1024) + 1)),
                _ => value,
            };
        }

        var answer = await RegisterAsync(form);

        Assert.Equal((200, code, message), (answer.Status, answer.ErrCode, answer.ErrMsg));
        Assert.Empty(await ListAsync());
        Assert.Equal(0, await _host.Database.NumberAsync("SELECT count(*) FROM outbox"));
    }

    [Theory]
    [InlineData("长期", "长期")]
    [InlineData("20010101-长期", "20010101-长期")]
    [InlineData("2001.01.01-2011.01.01", "20010101-20110101")]
    [InlineData("20200229-20400229", "20200229-20400229")]
    public async Task Regist_PeriodForms_AreRead(string sent, string stored)
    {
        Assert.Equal(0, (await RegisterAsync(new EnrolmentForm().With("idperiod", sent))).ErrCode);
        Assert.Equal(stored, Assert.Single(await ListAsync()).Registration.Period);
    }

    [Fact]
    public async Task Regist_SeveralFaults_AreNamedTogether() =>
        Assert.Equal(
            "Idno: missing; gender: must be 1 or 2; photo: missing",
            (await RegisterAsync(new EnrolmentForm().Without("Idno").With("gender", "9").Without("photo"))).ErrMsg);

    [Fact]
    public async Task Regist_NoForm_IsCode3() => Assert.Equal(3, (await _host.PostAsync("/Regist.Asfx", []))!.ErrCode);

    [Fact]
    public async Task Regist_BodyTooLarge_IsCode3()
    {
        await using var host = await DeviceHttpHost.StartAsync(new() { Limits = new() { BodyLengthMax = 5000, BodiesLengthMax = 5000 } });

        Assert.Equal(3, (await host.PostFormAsync("/Regist.Asfx", new EnrolmentForm().UrlEncoded()))!.ErrCode);
    }

    [Fact]
    public async Task Regist_SameAgain_IsOne()
    {
        await RegisterAsync(new EnrolmentForm());

        Assert.Equal(0, (await RegisterAsync(new EnrolmentForm())).ErrCode);
        Assert.Equal(0, (await RegisterAsync(new EnrolmentForm(idNumber: EnrolmentForm.IdNumber.ToLowerInvariant()).LowerCase())).ErrCode);
        Assert.Equal(0, (await RegisterAsync(
            new EnrolmentForm().With("birthday", "1949/12/31").With("idperiod", "2001.01.01-2011.01.01").With("Name", EnrolmentForm.Name + " "))).ErrCode);

        Assert.Single(await ListAsync());
        Assert.Equal((3L, 1L),
            (await _host.Database.NumberAsync("SELECT count(*) FROM registration_photos"), await _host.Database.NumberAsync("SELECT count(*) FROM outbox")));
    }

    /// <summary>Re-typed at the counter (field notes): with the same photos.</summary>
    [Fact]
    public async Task Regist_CorrectedAddress_IsANewVersion()
    {
        await RegisterAsync(new EnrolmentForm());

        Assert.Equal(0, (await RegisterAsync(new EnrolmentForm().With("address", "moved"))).ErrCode);

        var listed = await ListAsync();
        Assert.Equal(["moved", EnrolmentForm.Address], listed.Select(row => row.Registration.Address.Reveal()).Order(StringComparer.Ordinal));
        Assert.Single(listed, row => row.Registration.Supersedes == listed.Single(former => former.Registration.Supersedes is null).Registration.Id);
    }

    [Fact]
    public async Task Regist_OtherPhotosOrOtherIdNumber_IsAnother()
    {
        await RegisterAsync(new EnrolmentForm());
        await RegisterAsync(new EnrolmentForm(seed: 50));
        await RegisterAsync(new EnrolmentForm(idNumber: "510104199003070015"));
        await RegisterAsync(new EnrolmentForm().Without("inf_photo"));

        Assert.Equal(4, (await ListAsync()).Count);
    }

    [Fact]
    public async Task Regist_SameManyTimesAtOnce_IsOne()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RegisterAsync(new EnrolmentForm())));

        Assert.All(answers, answer => Assert.Equal(0, answer.ErrCode));
        Assert.Single(await ListAsync());
        Assert.Equal(1, await _host.Database.NumberAsync("SELECT count(*) FROM outbox"));
    }

    [Fact]
    public async Task Regist_Feed_HasItMasked()
    {
        await RegisterAsync(new EnrolmentForm());

        var data = await FeedDataAsync();
        Assert.Equal(
            ["id", "sn", "site", "received_at", "name_masked", "idno_masked", "check_digit_ok", "gender", "nation", "user_type", "photos"],
                data.Select(field => field.Key));
        Assert.Equal(("金***", "110*************2X"), ((string?)data["name_masked"], (string?)data["idno_masked"]));
        Assert.Equal("""["idphoto","photo","inf_photo"]""", data["photos"]!.ToJsonString());
        Assert.Equal("2025-03-01T08:00:00Z", (string?)data["received_at"]);
    }

    [Fact]
    public async Task Regist_Canaries_AreNowhereInClear()
    {
        await RegisterAsync(new EnrolmentForm().With("phone", EnrolmentForm.Phone));
        await RegisterAsync(new EnrolmentForm().With("gender", "9"));
        await RegisterAsync(new EnrolmentForm(sn: "nobody"));
        await _host.Database.Database.DisposeAsync();

        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_host.Database.File)!))
        {
            var bytes = File.ReadAllBytes(file);
            foreach (var canary in EnrolmentForm.Canaries) Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(canary)) < 0, $"{canary} in {file}");
        }

        var log = string.Join('\n', _host.Log.Lines);
        foreach (var canary in EnrolmentForm.Canaries) Assert.DoesNotContain(canary, log, StringComparison.Ordinal);
        await _host.Database.ReopenAsync();
    }

    private async Task<RawAnswer> RegisterAsync(EnrolmentForm form) => (await _host.PostFormAsync("/Regist.Asfx", form.UrlEncoded()))!;

    private async Task<IReadOnlyList<RegistrationRow>> ListAsync() =>
        (await _host.Database.Registrations.ListAsync(new RegistrationFilter(null, null, null, null, null), 100, null, default)).Items;

    private async Task<JsonObject> FeedDataAsync() =>
        JsonNode.Parse(Assert.Single(await _host.Database.ColumnAsync<string>("SELECT data FROM outbox WHERE kind = 'registration'")))!.AsObject();

    private async Task AssertPhotosAsync(Guid id)
    {
        var expected = new[] { EnrolmentForm.Photo(1, 900), EnrolmentForm.Photo(2, 5000), EnrolmentForm.Photo(3, 3001) };
        foreach (var kind in PhotoKinds.All)
        {
            var photo = await _host.Database.Registrations.GetPhotoAsync(id, kind, default);
            Assert.Equal(expected[(int)kind], photo!.Content.ToArray());
        }
    }
}
