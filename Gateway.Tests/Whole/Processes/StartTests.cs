using Gateway.Tests.Edge.Tcp;
using Xunit;

namespace Gateway.Tests.Whole.Processes;

/// <summary>Starting the program (contract, Starting it and Settings).</summary>
[Collection(ProcessTests.Collection)]
[Trait(Category.Name, Category.Long)]
public sealed class StartTests
{
    [Fact]
    public async Task Start_OnNothing_ServesAndSaysWhere()
    {
        using var directory = new TempDirectory();
        await using var gateway = GatewayProcess.Start(directory);

        await gateway.ServesAsync();

        Assert.Equal(directory.Combine("data"), gateway.Data);
        Assert.Contains(directory.Combine("data", "admin.key"), gateway.Key, StringComparison.Ordinal);
        Assert.Empty(gateway.Error);
        var key = (await File.ReadAllTextAsync(directory.Combine("data", "admin.key"))).Trim();
        Assert.DoesNotContain(key, gateway.Out, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(directory.Combine("data", "admin.key")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(directory.Combine("data", "gateway.db")));
            Assert.Equal(Owner, File.GetUnixFileMode(directory.Combine("data", "keys")));
        }

        await gateway.ProvisionAsync("smz-a03"); // With that key.
        using var terminal = await RawTerminal.ConnectAsync(gateway.Socket, "smz-a03");
        Assert.Equal("0000", (await terminal.UploadAsync(("canary-510101", "2024-05-06 08:30:00"))).Code);
        Assert.DoesNotContain("canary", gateway.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(RawTerminal.Key, gateway.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_OfEveryLayer_WinInTheirOrder()
    {
        using var directory = new TempDirectory();
        Directory.CreateDirectory(directory.Combine("elsewhere"));
        await File.WriteAllTextAsync(directory.Combine("elsewhere", "Gateway.local.json"), """
            { "Gateway": { "Platform": { "AdminKey": "the-key-of-the-file" }, "TimeZone": "Nowhere/File", "Tcp": { "IdleSeconds": "file", "MaxConnections": 1 } } }
            """);
        await using var gateway = GatewayProcess.Start(
            directory,
            ["Tcp:IdleSeconds=60"],
            new Dictionary<string, string>
            {
                ["Gateway__DataDirectory"] = "elsewhere", // Relative to the working directory.
                ["Gateway__TimeZone"] = "Asia/Urumqi",
                ["Gateway__Tcp__IdleSeconds"] = "environment",
            });

        await gateway.ServesAsync();

        Assert.Equal(directory.Combine("elsewhere"), gateway.Data);
        Assert.DoesNotContain("the-key-of-the-file", gateway.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(directory.Combine("elsewhere", "admin.key")));
        gateway.Http.DefaultRequestHeaders.Authorization = new("Bearer", "the-key-of-the-file");
        await gateway.ProvisionAsync("smz-a03");

        // Of the file: one connection at most. The first may have to go away before the next is let in.
        using var first = await RawTerminal.ConnectAsync(gateway.Socket, "smz-a03");
        Assert.Equal("0000", (await first.UploadAsync(("7", "2024-05-06 08:30:00"))).Code);
        using var second = await RawTerminal.ConnectAsync(gateway.Socket, "smz-a03");
        Assert.Null(await second.ReadAsync());

        // Of the environment: the zone of Urumqi, which is that of Shanghai less two hours.
        var page = await gateway.GetAsync("/api/v1/attendance?sn=smz-a03");
        Assert.Equal(new DateTimeOffset(2024, 5, 6, 2, 30, 0, TimeSpan.Zero), page["items"]![0]!["recog_time"]!.GetValue<DateTimeOffset>());
    }
}
