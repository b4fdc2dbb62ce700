using System.Diagnostics;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using Xunit;

namespace Gateway.Tests.House;

/// <summary>build.sh and build.ps1 are thin: both hand everything to one program.</summary>
public partial class BuildScriptTests
{
    private static readonly string[] TargetsOfTheContract = ["build", "test", "bench", "soak", "publish", "mutate", "audit"];

    [Fact]
    public void PowerShellScript_LanguageParser_FindsNoError()
    {
        Parser.ParseFile(Repository.PathOf("build.ps1"), out _, out var errors);

        Assert.Empty(errors.Select(error => $"{error.Extent.StartLineNumber}: {error.Message}"));
    }

    [Fact]
    public void PowerShellScript_ItsOnlyDotnetCall_HandsAllArgumentsToTheBuildProgram()
    {
        var call = Assert.Single(CommandsOf("build.ps1"), command => command.GetCommandName() == "dotnet");

        var elements = call.CommandElements.Select(element => element.Extent.Text).ToArray();
        Assert.Equal(["dotnet", "run", "--project", "\"$PSScriptRoot/build/Gateway.Build.csproj\"", "--", "@args"], elements);
    }

    [Fact]
    public void PowerShellScript_Ends_WithTheExitCodeOfTheBuildProgram()
    {
        var script = Parser.ParseFile(Repository.PathOf("build.ps1"), out _, out _);

        var last = Assert.IsType<ExitStatementAst>(script.EndBlock.Statements[^1]);
        Assert.Equal("$LASTEXITCODE", last.Pipeline!.Extent.Text);
    }

    [Fact]
    public void ShellScript_ItsOnlyDotnetCall_HandsAllArgumentsToTheBuildProgram()
    {
        var call = Assert.Single(ShellDotnetCall().Matches(Repository.Read("build.sh")));

        Assert.Equal("\"$(dirname \"$0\")/build/Gateway.Build.csproj\" -- \"$@\"", call.Groups["rest"].Value);
    }

    [Fact]
    public void BothScripts_Name_TheSameProgram()
    {
        var named = ProjectName().Match(Repository.Read("build.sh")).Value;

        Assert.Equal(named, ProjectName().Match(Repository.Read("build.ps1")).Value);
        Assert.True(File.Exists(Repository.PathOf(named)), named);
    }

    [Fact]
    public async Task BuildProgram_Help_NamesEveryTargetOfTheContract()
    {
        // Both scripts print this one text, as the tests above show.
        using var late = new CancellationTokenSource(Patience.Max);
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Gateway.Build.dll"), "help"]) { RedirectStandardOutput = true })!;
        var help = await process.StandardOutput.ReadToEndAsync(late.Token);
        await process.WaitForExitAsync(late.Token);

        Assert.Equal(0, process.ExitCode);
        Assert.All(TargetsOfTheContract, target => Assert.Matches($@"(?m)^  {target} ", help));
    }

    private static IEnumerable<CommandAst> CommandsOf(string script) =>
        Parser.ParseFile(Repository.PathOf(script), out _, out _).FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>();

    [GeneratedRegex(@"^exec dotnet run --project (?<rest>.+)$", RegexOptions.Multiline)]
    private static partial Regex ShellDotnetCall();

    [GeneratedRegex(@"build/[\w.]+\.csproj")]
    private static partial Regex ProjectName();
}
