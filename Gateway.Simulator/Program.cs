using System.CommandLine;
using System.CommandLine.Invocation;
using Gateway.Simulator.Platform;
using Gateway.Simulator.Verbs;

var root = new RootCommand("Simulated terminals (§4, §5, §6): for people, for load tests, and for checking what a gateway promised.")
{
    SendVerb.Create(),
    ReplayVerb.Create(),
    RunVerb.Create(),
    ReportVerb.Create(),
    BrokenVerb.Create(),
    TerminalVerb.Create(),
    SoakVerb.Create(),
    VerifyVerb.Create(),
    EnrolVerb.Create(),
    VerifyRegistrationsVerb.Create()
};
var parsed = root.Parse(args);
if (parsed.Action is ParseErrorAction error) error.ShowHelp = args.Length == 0;
try
{
    var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    return parsed.Action is ParseErrorAction ? ExitCode.Usage : code;
}
catch (UsageException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return ExitCode.Usage;
}
catch (PlatformException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return ExitCode.Broken;
}
