namespace Gateway.Host.Configuration;

/// <summary>Keys under <c>Gateway:</c> that nobody reads: a misspelt one would be as good as not given, and nobody would know.</summary>
internal static class UnknownSettings
{
    /// <exception cref="SettingsException">There are some; the line names each and the nearest known one, and no value: it may be a secret.</exception>
    public static void Refuse(IConfiguration configuration, IReadOnlyList<Setting> known)
    {
        var wrong = configuration.GetSection("Gateway").AsEnumerable(makePathsRelative: true)
            .Where(static given => given.Value is not null) // An empty section of a settings file says nothing.
            .Select(given => Fault(given.Key, known))
            .OfType<string>().Order(StringComparer.Ordinal).ToList();
        if (wrong.Count > 0) throw new SettingsException(string.Join("; ", wrong));
    }

    private static string? Fault(string key, IReadOnlyList<Setting> known)
    {
        var name = SettingsSource.Root + key;
        if (known.FirstOrDefault(setting => setting.Has(key)) is { } setting) return setting.Gone is { } gone ? $"{name}: {gone}" : null;
        var nearest = known.Where(static setting => setting.Gone is null).MinBy(setting => Distance(setting, key))!;
        return $"{name}: there is no such setting; the nearest is {SettingsSource.Root}{nearest.Like(key)} ({nearest.Allowed})";
    }

    /// <summary>Between the whole keys, or between their last words when the section is another.</summary>
    private static int Distance(Setting setting, string key)
    {
        var likely = setting.Like(key);

        // A section as if it were a setting, or a setting as if it were a section.
        if (likely.StartsWith(key + ':', StringComparison.OrdinalIgnoreCase) || key.StartsWith(likely + ':', StringComparison.OrdinalIgnoreCase)) return 0;
        return Math.Min(Edits(likely, key), Edits(Last(likely), Last(key)) + 2);
    }

    private static string Last(string key) => key[(key.LastIndexOf(':') + 1)..];

    /// <summary>Levenshtein's: letters that must be put in, taken out or changed, whatever their case.</summary>
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var aside = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = aside + (char.ToUpperInvariant(from[i - 1]) == char.ToUpperInvariant(to[j - 1]) ? 0 : 1);
                aside = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
