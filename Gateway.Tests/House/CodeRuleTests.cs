using System.Text.RegularExpressions;
using Xunit;

namespace Gateway.Tests.House;

/// <summary>Rules of the house that no analyzer knows.</summary>
public partial class CodeRuleTests
{
    private const int ProgramLinesMost = 80;

    [Fact]
    public void Programs_Length_IsUnder80Lines() =>
        Assert.All(Repository.FilesEndingIn("/Program.cs"), file => Assert.True(Repository.Read(file).Split('\n').Length <= ProgramLinesMost, file));

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

    [GeneratedRegex(@"\bclass \w+(\([^)]*\))?\s*:\s*(\w+, )*\w*(Actor|ActorBase)\b")]
    private static partial Regex ActorClass();

    [GeneratedRegex(@"\bcatch\s*(\{|\(Exception\b[^)]*\)\s*(?!\s*when\b))")]
    private static partial Regex CatchesEverything();
}
