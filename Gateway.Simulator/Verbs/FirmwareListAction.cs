using System.CommandLine;
using System.CommandLine.Invocation;
using Gateway.Simulator.Firmwares;

namespace Gateway.Simulator.Verbs;

/// <summary><c>--list</c>: firmwares and faults, a sentence each, whatever else stands on the command line.</summary>
internal sealed class FirmwareListAction : SynchronousCommandLineAction
{
    public override bool Terminating => true;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("firmwares");
        foreach (var firmware in Firmware.All) output.WriteLine($"  {firmware.Name,-26}{firmware.Sentence}");
        output.WriteLine("faults on the socket");
        foreach (var fault in FirmwareFault.All.Where(static fault => fault.OnSocket is not null)) output.WriteLine($"  {fault.Name,-26}{fault.Sentence}");
        output.WriteLine("faults over HTTPS");
        foreach (var fault in FirmwareFault.All.Where(static fault => fault.OverHttps is not null)) output.WriteLine($"  {fault.Name,-26}{fault.Sentence}");
        return ExitCode.Fine;
    }
}
