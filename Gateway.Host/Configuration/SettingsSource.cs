namespace Gateway.Host.Configuration;

/// <summary>Values as <see cref="SettingsTable"/> has them: keys are without the prefix <c>Gateway:</c>, an empty value is as none.</summary>
internal sealed class SettingsSource(IConfiguration configuration)
{
    public const string Root = "Gateway:";

    /// <summary>What is given, else the default of the table, else null.</summary>
    public string? Optional(string key) => configuration[Root + key] is { Length: > 0 } given ? given : SettingsTable.Of(key).Default;

    public bool IsGiven(string key) => configuration[Root + key] is { Length: > 0 };

    /// <summary>Of a setting that has a default.</summary>
    public string Text(string key) => Optional(key)!;

    /// <exception cref="SettingsException">It is none, or out of its range.</exception>
    public int? OptionalNumber(string key)
    {
        if (Optional(key) is not { } text) return null;
        var (least, most) = SettingsTable.Of(key).Range!.Value;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : throw Wrong(key, text);
    }

    /// <summary>Of a setting that has a default.</summary>
    /// <exception cref="SettingsException">It is none, or out of its range.</exception>
    public int Number(string key) => OptionalNumber(key)!.Value;

    public TimeSpan Seconds(string key) => TimeSpan.FromSeconds(Number(key));

    /// <exception cref="SettingsException">It is neither true nor false.</exception>
    public bool Flag(string key) => Choice(key, ("true", true), ("false", false));

    /// <exception cref="SettingsException">It is none of the choices.</exception>
    public T Choice<T>(string key, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        var text = Text(key);
        foreach (var (name, value) in choices)
            if (text.Equals(name, StringComparison.OrdinalIgnoreCase)) return value;

        throw Wrong(key, text);
    }

    /// <summary>Given as one value, separated by commas, semicolons or blanks, or as an array (<c>:0</c>, <c>:1</c>, …).</summary>
    /// <exception cref="SettingsException">It is given in both forms: which one was meant cannot be known.</exception>
    public IReadOnlyList<string> List(string key)
    {
        var section = configuration.GetSection(Root + key);
        var elements = section.GetChildren().Select(static element => element.Value ?? "").ToList();
        if (section.Value is { Length: > 0 } one && elements.Count > 0) throw new SettingsException(Root + key, one, "is given as one value and as an array; one of them must go");
        return (elements.Count > 0 ? string.Join(';', elements) : Text(key)).Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>What the setting must be, as the table says it.</summary>
    public static SettingsException Wrong(string key, string? value)
    {
        var setting = SettingsTable.Of(key);
        return new SettingsException(Root + key, setting.IsSecret ? "(hidden)" : value, "must be " + setting.Allowed);
    }
}
