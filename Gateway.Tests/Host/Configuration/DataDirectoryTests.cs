using Gateway.Host.Configuration;
using Xunit;

namespace Gateway.Tests.Host.Configuration;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("gateway-data-").FullName;

    private string Where => Path.Combine(_parent, "a", "data");

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public void Open_OfNothing_MakesAPrivateDirectory()
    {
        using var data = DataDirectory.Open(Where);

        Assert.Equal(Where, data.Path);
        Assert.True(Directory.Exists(Where));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Where));
    }

    [Fact]
    public void Open_OfAnOperatorsDirectory_KeepsItsMode()
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode Group = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
        Directory.CreateDirectory(Where);
        File.WriteAllText(Path.Combine(Where, "Gateway.local.json"), "{}");
        File.SetUnixFileMode(Where, Group);

        using var data = DataDirectory.Open(Where);

        Assert.Equal(Group, File.GetUnixFileMode(Where));
    }

    [Fact]
    public void Open_WhileItIsHeld_IsRefusedAndThenNot()
    {
        using (DataDirectory.Open(Where))
        {
            var refused = Assert.Throws<SettingsException>(() => DataDirectory.Open(Where));
            Assert.Contains("another gateway process", refused.Message, StringComparison.Ordinal);
        }

        using var again = DataDirectory.Open(Where);
    }

    [Fact]
    public void Open_BelowAFile_SaysThatItCannotBeWritten()
    {
        var file = Path.Combine(_parent, "file");
        File.WriteAllText(file, "");
        var refused = Assert.Throws<SettingsException>(() => DataDirectory.Open(Path.Combine(file, "data")));

        Assert.Contains("must be a directory that this user can write", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AdminKey_AtTheFirstStart_IsMadeAndStays()
    {
        string key;
        using (var data = DataDirectory.Open(Where)) key = data.AdminKey();
        using var again = DataDirectory.Open(Where);

        Assert.Matches("^[0-9a-f]{64}$", key);
        Assert.Equal(key, again.AdminKey());
        Assert.Equal(key, File.ReadAllText(again.AdminKeyPath).Trim());
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(again.AdminKeyPath));
    }

    [Fact]
    public void AdminKey_WithHalfOfOneLeftBehindByAKilledProcess_IsMadeAnew()
    {
        using var data = DataDirectory.Open(Where);
        File.WriteAllText(data.AdminKeyPath + ".new", "half");

        Assert.Equal(64, data.AdminKey().Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("0123456789abcde\n")]
    public void AdminKey_TooShortToBeOne_IsRefusedAndNotPrinted(string content)
    {
        using var data = DataDirectory.Open(Where);
        File.WriteAllText(data.AdminKeyPath, content);

        var refused = Assert.Throws<SettingsException>(() => data.AdminKey());

        Assert.Contains(data.AdminKeyPath, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AdminKey_ThatIsADirectory_IsRefused()
    {
        using var data = DataDirectory.Open(Where);
        Directory.CreateDirectory(data.AdminKeyPath + ".new");
        Directory.CreateDirectory(data.AdminKeyPath);

        Assert.Throws<SettingsException>(() => data.AdminKey());
    }
}
