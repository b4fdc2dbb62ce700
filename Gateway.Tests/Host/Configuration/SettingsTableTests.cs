using Gateway.Host;
using Gateway.Host.Configuration;
using Gateway.Tests.House;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace Gateway.Tests.Host.Configuration;

/// <summary>The one table of settings: what is said of a setting, anywhere, is what is read.</summary>
public sealed class SettingsTableTests
{
    public static TheoryData<string> Keys { get; } = [.. SettingsTable.Rows.Where(static row => row.Gone is null).Select(static row => row.Key)];

    [Fact]
    public void Rows_AllOfThem_AreReadAndNoOthers()
    {
        var asked = new AskedConfiguration();

        SettingsReader.Read(asked);

        Assert.Equal(
            SettingsTable.Rows.Where(static row => row.Gone is null).Select(static row => "Gateway:" + Given(row.Key, "standard")).Order(),
            asked.Keys.Where(static key => key.StartsWith("Gateway:", StringComparison.Ordinal) && key != "Gateway:Dialects").Order());
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Row_ItsDefaultAndItsBounds_AreAllowedAndWhatIsBeyondIsNot(string key)
    {
        var row = SettingsTable.Of(key);
        List<string> right = [.. row.Choices], wrong = [];
        if (row.Default is { Length: > 0 } standard) right.Add(standard);
        if (row.Choices.Count > 0) wrong.Add("nonsense");
        if (row.Range is var (least, most))
        {
            right.AddRange([$"{least}", $"{most}"]);
            wrong.AddRange([$"{least - 1L}", $"{most + 1L}", $"{least}.5", "x"]);
        }

        Assert.All(right, value => SettingsReaderTests.Read([(Given(key), value), .. Beside(key, value)]));
        Assert.All(wrong, value => Assert.Equal(
            $"Gateway:{Given(key)} = \"{value}\": must be {row.Allowed}", Assert.Throws<SettingsException>(() => SettingsReaderTests.Read((Given(key), value))).Message));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Row_InTheHelp_IsShown(string key)
    {
        var row = SettingsTable.Of(key);

        Assert.Matches($@"Gateway:{key} +\S", Usage.Text);
        Assert.Contains($"{row.Meaning} ({row.Allowed})", Usage.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Documents_TheirTables_SayWhatTheTableSays()
    {
        var documented = Documented("docs/operators.md", "| `Gateway:", "").Concat(Documented("docs/terminals.md", "| `", "Gateway:Dialects:<name>:")).ToDictionary();
        documented.Remove("Gateway:Dialects:<name>:…");

        Assert.Equal(SettingsTable.Rows.Where(static row => row.Gone is null).Select(static row => "Gateway:" + row.Key).Order(), documented.Keys.Order());
        Assert.All(documented, line => Assert.StartsWith(Line(SettingsTable.Of(line.Key["Gateway:".Length..])), line.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Setting_ThatIsGone_SaysSinceWhenAndWhatToUse()
    {
        Setting[] rows = [new("Tcp:Backlog", null, "", "") { Gone = "gone since 0.2; use Gateway:Tcp:MaxConnections" }, .. SettingsTable.Rows];
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Gateway:Tcp:Backlog", "1")]).Build();

        var line = Assert.Throws<SettingsException>(() => UnknownSettings.Refuse(configuration, rows)).Message;

        Assert.Equal("Gateway:Tcp:Backlog: gone since 0.2; use Gateway:Tcp:MaxConnections", line);
    }

    private static string Given(string key, string dialect = "hainan") => key.Replace("<name>", dialect, StringComparison.Ordinal);

    /// <summary>What a value needs beside it.</summary>
    private static IEnumerable<(string Key, string Value)> Beside(string key, string value) => (key, value) switch
    {
        (_, "PostgreSql") => [("Storage:ConnectionString", "Host=h")],
        ("Tcp:ProxyProtocol", "true") => [("Tcp:ProxyProtocolFrom", "192.0.2.1")],
        _ => [],
    };

    private static string Line(Setting row) => $"| {row.Shown} | {row.Allowed} | {row.Meaning}";

    /// <summary>The lines of settings, what follows the key without marks of code.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Documented(string path, string start, string prefix) =>
        from line in Repository.Read(path).Split('\n')
        where line.StartsWith(start, StringComparison.Ordinal)
        let key = line.Split('`')[1]
        where prefix.Length == 0 || SettingsTable.Rows.Any(row => "Gateway:" + row.Key == prefix + key)
        select KeyValuePair.Create(prefix + key, line[(line.IndexOf('`', 3) + 1)..].Replace("`", "", StringComparison.Ordinal).TrimStart());

    /// <summary>Nothing is given, and what is asked for is noted.</summary>
    private sealed class AskedConfiguration : IConfiguration
    {
        private readonly IConfigurationRoot _nothing = new ConfigurationBuilder().Build();

        public HashSet<string> Keys { get; } = [];

        public string? this[string key]
        {
            get
            {
                Keys.Add(key);
                return null;
            }
            set => throw new NotSupportedException();
        }

        public IEnumerable<IConfigurationSection> GetChildren() => [];

        public IChangeToken GetReloadToken() => _nothing.GetReloadToken();

        public IConfigurationSection GetSection(string key)
        {
            if (key != "Gateway") Keys.Add(key);
            return _nothing.GetSection(key);
        }
    }
}
