using System.Text.RegularExpressions;
using Xunit;

namespace Gateway.Tests.House;

/// <summary>Rules of the house that no analyzer knows.</summary>
public partial class CodeRuleTests
{
    private const int ProgramLinesMost = 80;
    private const int LineLengthMax = 180;

    [Fact]
    public void Programs_Length_IsUnder80Lines() =>
        Assert.All(Repository.FilesEndingIn("/Program.cs"), file => Assert.True(Repository.Read(file).Split('\n').Length <= ProgramLinesMost, file));

    [Fact]
    public void Lines_Length_IsWithinTheLimitOfTheEditorConfig() => Assert.Empty(
        from file in Repository.FilesEndingIn(".cs")
        from line in Repository.Read(file).Split('\n').Index()
        where line.Item.Length > LineLengthMax
        select $"{file}:{line.Index + 1}: {line.Item.Length}");

    [Fact]
    public void Usings_Order_IsSystemFirstThenByNameThenStaticThenAliases() => Assert.Empty(
        from file in Repository.FilesEndingIn(".cs")
        let usings = Using().Matches(Repository.Read(file)).Select(static match => match.Groups["name"].Value).ToArray()
        where !usings.SequenceEqual(usings.OrderBy(Rank).ThenBy(static name => name.TrimEnd(';').Replace('.', '\0'), StringComparer.OrdinalIgnoreCase))
        select file);

    [Fact]
    public void Braces_AroundAOneLineStatement_AreLeftOut() => Assert.Empty(
        from file in Repository.FilesEndingIn(".cs")
        from Match match in NeedlessBraces().Matches(Repository.Read(file))
        select $"{file}: {match.Value.Trim()}");

    [Theory]
    [InlineData("        if (a)\n        {\n            B();\n        }\n\n", true)]
    [InlineData("        if (a)\n        {\n            B();\n        }\n        else\n", false)]
    [InlineData("        if (a)\n        {\n            B();\n            C();\n        }\n\n", false)]
    public void NeedlessBraces_Statements_AreTold(string code, bool needless) => Assert.Equal(needless, NeedlessBraces().IsMatch(code));

    [Fact]
    public void Actors_Exceptions_AreLeftToSupervision()
    {
        // An exception in an actor is a fault of ours: the actor stops or restarts, and nothing is acknowledged. Caught, it would be hidden.
        var offenders = Repository.FilesEndingIn(".cs")
            .Where(file => !file.StartsWith("Gateway.Tests/", StringComparison.Ordinal))
            .Where(file => Repository.Read(file) is var text && ActorClass().IsMatch(text) && CatchesEverything().IsMatch(text));

        Assert.Empty(offenders);
    }

    [Theory]
    [InlineData("internal sealed class LaneActor : ReceiveActor\n{", true)]
    [InlineData("public sealed class DeviceActor(IDeviceStore store) : ReceivePersistentActor, IWithTimers\n{", true)]
    [InlineData("internal sealed class FeedSequencer : UntypedActor", true)]
    [InlineData("internal sealed class AttendanceLog : IAsyncDisposable", false)]
    public void ActorClass_Declarations_AreTold(string declaration, bool isActor) => Assert.Equal(isActor, ActorClass().IsMatch(declaration));

    [Theory]
    [InlineData("catch (Exception)", true)]
    [InlineData("catch (Exception fault)", true)]
    [InlineData("catch\n{", true)]
    [InlineData("catch (IOException fault)", false)]
    [InlineData("catch (Exception fault) when (fault is IOException)", false)]
    public void CatchesEverything_Clauses_AreTold(string clause, bool everything) => Assert.Equal(everything, CatchesEverything().IsMatch(clause + "\n{\n"));

    private static int Rank(string name) => name switch
    {
        _ when name.Contains('=', StringComparison.Ordinal) => 4,
        _ when name.StartsWith("static System", StringComparison.Ordinal) => 2,
        _ when name.StartsWith("static ", StringComparison.Ordinal) => 3,
        _ => name.StartsWith("System.", StringComparison.Ordinal) || name is "System;" ? 0 : 1,
    };

    [GeneratedRegex(@"^using (?<name>[^(\n]+;)$", RegexOptions.Multiline)]
    private static partial Regex Using();

    /// <summary>A chain of <c>else</c> may need them in another branch; what is in them may be an <c>if</c> of its own.</summary>
    [GeneratedRegex(@"^( *)(?:if|while|foreach|for) \(.*\)\n\1\{\n\1    (?!if|foreach|for|while|using|lock|//)[^\n]*;\n\1\}\n(?!\1else)", RegexOptions.Multiline)]
    private static partial Regex NeedlessBraces();

    [GeneratedRegex(@"\bclass \w+(\([^)]*\))?\s*:\s*(\w+, )*\w*(Actor|ActorBase)\b")]
    private static partial Regex ActorClass();

    [GeneratedRegex(@"\bcatch\s*(\{|\(Exception\b[^)]*\)\s*(?!\s*when\b))")]
    private static partial Regex CatchesEverything();
}
