namespace Gateway.Host.Configuration;

/// <summary>The layers of the contract: appsettings.json, appsettings.{Environment}.json, Gateway.local.json in the data directory, environment, command line.</summary>
internal static class SettingsLayers
{
    /// <param name="args">The program's arguments, as <c>--Gateway:Key=value</c> or <c>--Gateway:Key value</c>.</param>
    /// <param name="programDirectory">Where the settings files stand, beside the program.</param>
    public static IConfigurationRoot Build(string[] args, string programDirectory)
    {
        var environment = Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
            ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? "Production";

        // The data directory is itself a setting, so the layers are built once without its file to learn where it is.
        var dataDirectory = Build(args, programDirectory, environment, null)["Gateway:DataDirectory"] is { Length: > 0 } given ? given : "data";
        return Build(args, programDirectory, environment, Path.GetFullPath(dataDirectory));
    }

    private static IConfigurationRoot Build(string[] args, string programDirectory, string environment, string? dataDirectory)
    {
        var builder = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(programDirectory, "appsettings.json"), optional: true)
            .AddJsonFile(Path.Combine(programDirectory, $"appsettings.{environment}.json"), optional: true);
        if (dataDirectory is not null) builder.AddJsonFile(Path.Combine(dataDirectory, "Gateway.local.json"), optional: true);
        try
        {
            return builder.AddEnvironmentVariables().AddCommandLine(args).Build();
        }
        catch (Exception broken) when (broken is InvalidDataException or FormatException)
        {
            throw new SettingsException($"The settings cannot be read: {broken.Message} {broken.InnerException?.Message}".ReplaceLineEndings(" ").Trim());
        }
    }
}
