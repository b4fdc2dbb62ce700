using System.CommandLine;
using Gateway.Simulator.Platform;

namespace Gateway.Simulator.Verbs;

/// <summary>Where the platform API is and with which key it is asked.</summary>
internal sealed class PlatformOptions
{
    private readonly Option<Uri> _api = OptionRules.Url("--api", "The gateway's platform API.", "http://127.0.0.1:8080");
    private readonly Option<string> _key = new("--api-key") { Description = "The API key.", HelpName = "key" };

    private readonly Option<string> _keyFile = new("--api-key-file")
    {
        Description = $"The file that holds the API key. Without this and --api-key, the first of these is read: {AdminKeyFile.Description}.",
        HelpName = "file"
    };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        verb.Options.Add(_api);
        verb.Options.Add(_key);
        verb.Options.Add(_keyFile);
    }

    /// <summary>A client for the platform API.</summary>
    /// <exception cref="UsageException">There is no key.</exception>
    public PlatformClient Connect(ParseResult parsed) => new(parsed.GetRequiredValue(_api), FindKey(parsed));

    private string FindKey(ParseResult parsed)
    {
        if (parsed.GetValue(_key) is { Length: > 0 } given) return given;
        try
        {
            var key = parsed.GetValue(_keyFile) is { } file ? AdminKeyFile.Read(file) : AdminKeyFile.Find(Directory.GetCurrentDirectory());
            return key ?? throw new UsageException(
                $"There is no API key: give --api-key or --api-key-file, or start where one of these is: {AdminKeyFile.Description}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The API key cannot be read: {e.Message}", e);
        }
    }
}
