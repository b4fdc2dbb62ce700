namespace Gateway.Host.Configuration;

/// <summary>A setting that stops the start: the message is one line for people.</summary>
internal sealed class SettingsException : Exception
{
    /// <param name="setting">Its whole key.</param>
    /// <param name="value">As it was given, never a secret; null = not given.</param>
    /// <param name="allowed">What it must be.</param>
    public SettingsException(string setting, string? value, string allowed)
        : base($"{setting} = {(value is null ? "(not set)" : $"\"{value}\"")}: {allowed}".ReplaceLineEndings(" "))
    {
    }

    /// <summary>The settings as a whole are at fault.</summary>
    public SettingsException(string message)
        : base(message)
    {
    }
}
