using Gateway.Host.Configuration;

namespace Gateway.Host;

/// <summary>What <c>--help</c> prints.</summary>
internal static class Usage
{
    private const int KeyWidth = 38;

    public static string Text { get; } = $"""
        Gateway for construction-site real-name terminals.

        Usage: Gateway.Host [--Gateway:<key>=<value> ...]

        Without any setting it is a complete one-node gateway on embedded storage in ./data.

        Settings (also in appsettings.json, in Gateway.local.json of the data directory, or in the environment as Gateway__Section__Key),
        with what holds when nothing is given, and what is allowed:

        {string.Join(Environment.NewLine, SettingsTable.Rows.Where(static setting => setting.Gone is null).Select(Lines))}

        A list is one value (a;b) or an array (Gateway__Section__Key__0). Any other key under Gateway: stops the start.

        Exit codes: 0 stopped when asked to, 2 a setting is wrong or what it names cannot be used, 3 a port is in use, 4 this node's cluster or database went on without it: start
        it again, 1 a fault of ours.
        """;

    private static string Lines(Setting setting) => $"""
          {$"{SettingsSource.Root}{setting.Key}".PadRight(KeyWidth)}  {setting.Shown}
              {setting.Meaning} ({setting.Allowed})
        """;
}
