using System.CommandLine;

namespace Gateway.Simulator.Verbs;

/// <summary>Where the gateway's device listener is (§4, §6).</summary>
internal static class DeviceHttpOption
{
    public static Option<Uri> Create() => new("--device-http")
    {
        Description = "The gateway's device listener for HTTP(S); any certificate is taken.",
        HelpName = "url",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:6961"),
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https") return uri;
            result.AddError($"--device-http {text}: an http or https address is expected.");
            return null;
        }
    };
}
