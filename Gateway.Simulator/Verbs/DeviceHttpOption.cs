using System.CommandLine;

namespace Gateway.Simulator.Verbs;

/// <summary>Where the gateway's device listener is (§4, §6).</summary>
internal static class DeviceHttpOption
{
    public static Option<Uri> Create() =>
        OptionRules.Url("--device-http", "The gateway's device listener for HTTP(S); any certificate is accepted.", "http://127.0.0.1:6961");
}
