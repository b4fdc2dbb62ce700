using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Gateway.Tests.Edge.DeviceHttp.Registrations;
using Gateway.Tests.Edge.Tcp;
using Xunit;

namespace Gateway.Tests.Whole.Processes;

/// <summary>The key ring as docs/operators.md tells operators to treat it.</summary>
[Collection(ProcessTests.Collection)]
[Trait(Category.Name, Category.Long)]
public sealed partial class KeyRingTests
{
    [Fact]
    public async Task Rotation_ByHand_WritesUnderANewKeyAndStillReadsTheOld()
    {
        using var directory = new TempDirectory();
        await using (var gateway = GatewayProcess.Start(directory))
        {
            await gateway.ServesAsync();
            await gateway.ProvisionAsync("smz-a03");
            using var made = await gateway.Http.PutAsync("/api/v1/devices/en-1", Json("""{"key":"l8iTgWXT","kind":"enrolment"}"""));
            made.EnsureSuccessStatusCode();
            await RegisterAsync(gateway, "11010519491231002X");
            await gateway.TerminateAsync();
            Assert.Equal(0, await gateway.EndedAsync());
        }

        var old = Assert.Single(Keys(directory));
        var text = await File.ReadAllTextAsync(old);
        await File.WriteAllTextAsync(old, Expiration().Replace(text, $"<expirationDate>{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ssZ}</expirationDate>"));

        await using var again = GatewayProcess.Start(directory);
        await again.ServesAsync();
        await RegisterAsync(again, "510104199003077777");

        Assert.Equal(2, Keys(directory).Length);
        var ids = (await again.GetAsync("/api/v1/registrations"))["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>()).ToList();
        var numbers = new List<string>();
        foreach (var id in ids) numbers.Add((await again.GetAsync("/api/v1/registrations/" + id))["idno"]!.GetValue<string>());
        Assert.Equal(["11010519491231002X", "510104199003077777"], numbers);
        using var terminal = await RawTerminal.ConnectAsync(again.Socket, "smz-a03");
        Assert.Equal("0000", (await terminal.UploadAsync(("7", "2024-05-06 08:30:00"))).Code); // Its key stands in the database under the old key.
    }

    [Fact]
    public async Task Start_WithAnotherKeyRing_IsRefusedAndLeavesItAsItIs()
    {
        using var directory = new TempDirectory();
        await ServedAsync(directory);
        foreach (var key in Keys(directory)) File.Delete(key);

        Assert.Contains("Gateway:KeyRing", await RefusedAsync(directory), StringComparison.Ordinal);

        Assert.Empty(Keys(directory));
    }

    [Fact]
    public async Task Certificate_Rotated_ReadsTheOldRingOnlyBesideTheFormerOne()
    {
        using var directory = new TempDirectory();
        var (former, now) = (Certificate(directory, "former"), Certificate(directory, "now"));
        await ServedAsync(directory, former);

        Assert.Contains("Gateway:KeyRing", await RefusedAsync(directory, now), StringComparison.Ordinal);
        Assert.Single(Keys(directory));

        await using var again = GatewayProcess.Start(directory, [now, former.Replace("Certificate=", "FormerCertificates=", StringComparison.Ordinal)]);
        await again.ServesAsync();
        using var terminal = await RawTerminal.ConnectAsync(again.Socket, "smz-a03");
        Assert.Equal("0000", (await terminal.UploadAsync(("7", "2024-05-06 08:30:00"))).Code);
    }

    /// <summary>A gateway that has one device, and has been stopped.</summary>
    private static async Task ServedAsync(TempDirectory directory, params string[] settings)
    {
        await using var gateway = GatewayProcess.Start(directory, settings);
        await gateway.ServesAsync();
        await gateway.ProvisionAsync("smz-a03");
        await gateway.TerminateAsync();
        Assert.Equal(0, await gateway.EndedAsync());
    }

    /// <summary>The one line of a start that ends with exit code 2.</summary>
    private static async Task<string> RefusedAsync(TempDirectory directory, params string[] settings)
    {
        await using var gateway = GatewayProcess.Start(directory, settings);
        Assert.Equal(2, await gateway.EndedAsync());
        return gateway.Error;
    }

    /// <summary>A setting that names a new certificate.</summary>
    private static string Certificate(TempDirectory directory, string name)
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var path = directory.Combine(name + ".pfx");
        File.WriteAllBytes(path, made.Export(X509ContentType.Pkcs12));
        return "KeyRing:Certificate=" + path;
    }

    private static string[] Keys(TempDirectory directory) => Directory.GetFiles(directory.Combine("data", "keys"), "key-*.xml");

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static async Task RegisterAsync(GatewayProcess gateway, string idNumber)
    {
        using var device = new HttpClient { BaseAddress = gateway.DeviceHttp };
        using var form = new StringContent(new EnrolmentForm("en-1", idNumber).UrlEncoded(), Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await device.PostAsync("/Regist.Asfx", form);
        Assert.Equal("""{"errcode":0,"errmsg":""}""", await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("<expirationDate>.*</expirationDate>")]
    private static partial Regex Expiration();
}
