namespace Gateway.Host.Configuration;

/// <summary>A setting that stops the start: one line that names the setting, the value (never a secret) and what is allowed.</summary>
internal sealed class SettingsException(string setting, string? value, string allowed)
    : Exception($"{setting} = {(value is null ? "(not set)" : $"\"{value}\"")}: {allowed}")
{
    public string Setting { get; } = setting;
}
